"""PostgreSQL's text search with its Hindi configuration; the facets are counted by SQL."""

from functools import cached_property

import psycopg

from bench.engines.base import BEST, MOST_ENTITIES, Answer, Engine, Query, day_of, month_of
from tests import postgres

TABLES = """
    CREATE UNLOGGED TABLE raw (
        pk int, title text, body text, source int, month int, day int, entities int[])
"""
# CREATE TABLE AS lets several processes cut and stem the words.
INDEX = """
    CREATE TABLE article AS
        SELECT pk, source, month, day, entities,
            setweight(to_tsvector('hindi', title), 'A') ||
            setweight(to_tsvector('hindi', body), 'D') AS words
        FROM raw;
    DROP TABLE raw;
    ALTER TABLE article ADD PRIMARY KEY (pk);
    CREATE INDEX ON article USING gin (words);
    CREATE INDEX ON article USING gin (entities);
    ANALYZE article;
"""
# The rank is that which suits Hindi best in bench/retrieval.py.
SEARCH = f"""
    WITH found AS MATERIALIZED (
        SELECT pk, source, month, entities, ts_rank(words, query, 1) AS score
        FROM article, to_tsquery('hindi', %(query)s) query
        WHERE words @@ query {{filters}})
    SELECT 'total', NULL, count(*) FROM found
    UNION ALL (SELECT 'best', pk, NULL FROM found ORDER BY score DESC LIMIT {BEST})
    UNION ALL (SELECT 'source', source, count(*) FROM found GROUP BY source)
    UNION ALL (SELECT 'month', month, count(*) FROM found GROUP BY month)
    UNION ALL (SELECT 'entity', entity, count(*) FROM found, unnest(entities) entity
               GROUP BY entity ORDER BY count(*) DESC LIMIT {MOST_ENTITIES})
"""
FILTERS = {
    "source": "AND source = %(source)s",
    "entity": "AND entities @> ARRAY[%(entity)s::int]",
    "first": "AND day BETWEEN %(first)s AND %(last)s",
}
UPDATE = """
    INSERT INTO article VALUES (%s, %s, %s, %s, %s,
        setweight(to_tsvector('hindi', %s), 'A') || setweight(to_tsvector('hindi', %s), 'D'))
    ON CONFLICT (pk) DO UPDATE SET source = excluded.source, month = excluded.month,
        day = excluded.day, entities = excluded.entities, words = excluded.words
"""


class Postgres(Engine):
    """Its place is how to connect to a server."""

    @cached_property
    def opened(self) -> psycopg.Connection:
        return postgres.connect(self.place)

    def build(self, documents):
        self.opened.execute(TABLES)
        with self.opened.cursor() as cursor, cursor.copy("COPY raw FROM STDIN") as copy:
            for document in documents:
                pk, *facts = facts_of(document)
                copy.write_row((pk, document.title, document.body, *facts))
        self.opened.execute(INDEX)
        self.opened.execute("VACUUM article")

    def search(self, query):
        values = values_of(query)
        filters = " ".join(FILTERS[name] for name in FILTERS if values[name])
        # A plan made for these very values, as an application that writes its SQL so gets.
        rows = self.opened.execute(SEARCH.format(filters=filters), values, prepare=False)
        answer = Answer(0, [], {"source": {}, "month": {}, "entity": {}})
        for name, value, count in rows:
            if name == "total":
                answer = answer._replace(total=count)
            elif name == "best":
                answer.best.append(value)
            else:
                answer.counts[name][value] = count
        return answer

    def update(self, document, before=None):
        self.opened.execute(UPDATE, (*facts_of(document), document.title, document.body))

    def size(self):
        return self.opened.execute("SELECT pg_total_relation_size('article')").fetchone()[0]

    def process(self):
        return self.opened.info.backend_pid


def facts_of(document) -> tuple:
    return (
        document.pk,
        document.source,
        month_of(document),
        day_of(document).toordinal(),
        list(document.entities),
    )


def values_of(query: Query) -> dict:
    first, last = query.days or (None, None)
    return {
        "query": as_tsquery(query),
        "source": query.source,
        "entity": query.entity,
        "first": first and first.toordinal(),
        "last": last and last.toordinal(),
    }


def as_tsquery(query: Query) -> str:
    joiner = {"or": " | ", "phrase": " <-> "}.get(query.kind, " & ")
    star = ":*" if query.kind == "prefix" else ""
    return joiner.join(f"'{word}'{star}" for word in query.words)
