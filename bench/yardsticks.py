"""What the archive's search is measured against: Whoosh as it comes, and SQLite's FTS5.

Both hold the archive's own articles, return the twenty best with their texts,
and count sources, names, topics, agencies and months of all that was found.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from whoosh import fields
from whoosh import query as whoosh
from whoosh.index import create_in
from whoosh.qparser import MultifieldParser
from whoosh.sorting import FieldFacet

from articles.models import Article
from bench import HOME

PAGE = 20
ONE_VALUE = ("source", "agency", "month")
MANY_VALUES = ("entity", "topic")


class Query(NamedTuple):
    """A query: its kind, its parts and how they are joined, and filters.

    ``kind`` is rare, common, and, or, phrase or prefix; a prefix has no star.
    ``source`` and ``entity`` are ids, ``days`` the first and the last day.
    """

    kind: str
    words: tuple[str, ...]
    source: int | None = None
    entity: int | None = None
    days: tuple[date, date] | None = None

    @property
    def text(self) -> str:
        """The query as typed, in the language that all three understand."""
        if self.kind == "phrase":
            return f'"{" ".join(self.words)}"'
        if self.kind == "prefix":
            return f"{self.words[0]}*"
        return (" OR " if self.kind == "or" else " ").join(self.words)


def stored() -> Iterator[dict]:
    """Yield the archive's articles with what they are filed under."""
    articles = Article.objects.prefetch_related("mentions", "topics").order_by("pk")
    for article in articles.iterator(chunk_size=500):
        yield {
            "pk": article.pk,
            "title": article.title,
            "body": article.body,
            "source": str(article.source_id),
            "agency": article.agency,
            "month": article.published_on.isoformat()[:7],
            "day": article.published_on.isoformat(),
            "entity": [str(mention.entity_id) for mention in article.mentions.all()],
            "topic": [str(topic.pk) for topic in article.topics.all()],
        }


class PlainWhoosh:
    """Whoosh with its default analyzer, its own parser and facets, and the text stored in it."""

    def __init__(self):
        folder = HOME / "plain-whoosh"
        folder.mkdir()
        self.schema = fields.Schema(
            pk=fields.STORED,
            title=fields.TEXT(stored=True),
            body=fields.TEXT(stored=True),
            day=fields.ID,
            **{name: fields.ID(sortable=True) for name in ONE_VALUE},
            **dict.fromkeys(MANY_VALUES, fields.KEYWORD),
        )
        index = create_in(folder, self.schema)
        writer = index.writer()
        for row in stored():
            lists = {name: " ".join(row[name]) for name in MANY_VALUES}
            writer.add_document(**{**row, **lists})
        writer.commit()
        self.searcher = index.searcher()
        self.parser = MultifieldParser(["title", "body"], self.schema)

    def search(self, query: Query) -> int:
        """Return how many articles were found, after fetching a page and counting the facets."""
        found = self.searcher.search(
            self.parser.parse(query.text),
            limit=PAGE,
            filter=self._filter(query),
            groupedby={
                **{name: FieldFacet(name) for name in ONE_VALUE},
                **{name: FieldFacet(name, allow_overlap=True) for name in MANY_VALUES},
            },
        )
        for hit in found:
            hit.fields()
        for name in (*ONE_VALUE, *MANY_VALUES):
            {value: len(documents) for value, documents in found.groups(name).items()}
        return len(found)

    def _filter(self, query: Query) -> whoosh.Query | None:
        wanted = {"source": query.source, "entity": query.entity}
        parts = [whoosh.Term(name, str(value)) for name, value in wanted.items() if value]
        if query.days:
            parts.append(whoosh.TermRange("day", *(day.isoformat() for day in query.days)))
        return whoosh.And(parts) if parts else None


class Fts5:
    """FTS5 with vowel signs as parts of words; the facets are counted by SQL."""

    TABLES = """
        CREATE VIRTUAL TABLE text USING fts5(
            title, body, tokenize='unicode61 categories ''L* N* Co M*''');
        CREATE TABLE facts (pk INTEGER PRIMARY KEY, source, agency, month, day);
        CREATE TABLE entity (pk INTEGER, value TEXT, PRIMARY KEY (pk, value)) WITHOUT ROWID;
        CREATE TABLE topic (pk INTEGER, value TEXT, PRIMARY KEY (pk, value)) WITHOUT ROWID;
        CREATE TEMP TABLE found (pk INTEGER PRIMARY KEY, score);
    """
    # CROSS JOIN keeps the order: words first. Else filters make SQLite search for each article.
    FIND = """
        INSERT INTO found SELECT text.rowid, bm25(text)
        FROM text CROSS JOIN facts ON pk = text.rowid
        WHERE text MATCH :text AND (:source IS NULL OR source = :source)
        AND (:first IS NULL OR day BETWEEN :first AND :last)
        AND (:entity IS NULL OR EXISTS
             (SELECT 1 FROM entity WHERE entity.pk = facts.pk AND value = :entity))
    """
    BEST = f"""
        SELECT * FROM (SELECT * FROM found ORDER BY score LIMIT {PAGE}) CROSS JOIN text
        ON text.rowid = pk ORDER BY score
    """

    def __init__(self):
        self.database = sqlite3.connect(HOME / "fts5.sqlite3")
        self.database.executescript(self.TABLES)
        run = self.database.execute
        for row in stored():
            run("INSERT INTO text (rowid, title, body) VALUES (:pk, :title, :body)", row)
            run("INSERT INTO facts VALUES (:pk, :source, :agency, :month, :day)", row)
            for name in MANY_VALUES:
                for value in row[name]:
                    run(f"INSERT INTO {name} VALUES (?, ?)", (row["pk"], value))
        self.database.commit()

    def search(self, query: Query) -> int:
        """Return how many articles were found, after fetching a page and counting the facets."""
        run = self.database.execute
        run("DELETE FROM found")
        run(self.FIND, self._values(query))
        run(self.BEST).fetchall()
        for name in ONE_VALUE:
            run(f"SELECT {name}, count(*) FROM found JOIN facts USING (pk) GROUP BY 1").fetchall()
        for name in MANY_VALUES:
            rows = f"SELECT value, count(*) FROM found CROSS JOIN {name} USING (pk) GROUP BY 1"
            run(rows).fetchall()
        return run("SELECT count(*) FROM found").fetchone()[0]

    @staticmethod
    def _values(query: Query) -> dict:
        first, last = query.days or (None, None)
        return {
            "text": query.text,
            "source": query.source and str(query.source),
            "entity": query.entity and str(query.entity),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
        }
