"""The yardsticks of retrieval: other rankings of the same documents, each as it comes.

Each takes records with ``id``, ``title`` and ``body`` and returns a search by the
words of a question, joined by OR. All but PostgreSQL's rank by BM25.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tantivy
from psycopg import Connection
from whoosh import fields
from whoosh import query as whoosh
from whoosh.analysis import StandardAnalyzer
from whoosh.index import create_in
from whoosh.scoring import BM25F

from bench import HOME
from tests import postgres

DEPTH = 10
NO_WORD = re.compile(r"[^\w\u0900-\u097f]+")  # signs of tantivy's query language
MARKS_IN_WORDS = "unicode61 categories 'L* N* Co M*'"
# PostgreSQL's rankings: the weight of a word is by default ten times as much in the title, which
# its function words spoil, or the same everywhere; 1 divides by the logarithm of the length
# of the text, 2 by the length, and each function gets what suits it.
TITLE_MORE, ALL_ALIKE = "{.1,.2,.4,1}", "{1,1,1,1}"
RANKINGS = {
    "PostgreSQL hindi, ts_rank, title A, body D": f"ts_rank('{TITLE_MORE}', words, query, 1)",
    "PostgreSQL hindi, ts_rank, all alike": f"ts_rank('{ALL_ALIKE}', words, query, 1)",
    "PostgreSQL hindi, ts_rank_cd, title A, body D": f"ts_rank_cd('{TITLE_MORE}', words, query, 2)",
    "PostgreSQL hindi, ts_rank_cd, all alike": f"ts_rank_cd('{ALL_ALIKE}', words, query, 2)",
}

Search = Callable[[str], list[str]]  # from a question to the ids of the best hits


def plain_whoosh(records: list[dict]) -> Search:
    """Whoosh with its default analyzer."""
    text = fields.TEXT(analyzer=StandardAnalyzer())
    schema = fields.Schema(id=fields.STORED, title=text, body=text)
    folder = HOME / "plain-whoosh"
    folder.mkdir()
    index = create_in(folder, schema)
    writer = index.writer()
    for record in records:
        writer.add_document(**record)
    writer.commit()
    searcher, analyze = index.searcher(weighting=BM25F()), StandardAnalyzer()

    def search(question: str) -> list[str]:
        words = {token.text for token in analyze(question)}
        terms = [whoosh.Term(name, word) for word in words for name in ("title", "body")]
        return [hit["id"] for hit in searcher.search(whoosh.Or(terms), limit=DEPTH)]

    return search


def fts5(records: list[dict], tokenizer: str = "unicode61") -> Search:
    """FTS5; without ``categories`` its tokenizer cuts Devanagari at every vowel sign."""
    database = sqlite3.connect(":memory:")
    quoted = tokenizer.replace("'", "''")
    database.execute(
        f"CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, title, body, tokenize='{quoted}')"
    )
    database.executemany("INSERT INTO found VALUES (:id, :title, :body)", records)

    def search(question: str) -> list[str]:
        words = {word.strip('?.,।!"') for word in question.replace('"', " ").split()}
        query = " OR ".join(f'"{word}"' for word in words if word)
        rows = "SELECT id FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?"
        return [name for (name,) in database.execute(rows, (query, DEPTH))]

    return search


def tantivy_default(records: list[dict]) -> Search:
    """Tantivy with its own tokenizer."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name)
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for record in records:
        writer.add_document(tantivy.Document(**record))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[str]:
        words = NO_WORD.sub(" ", question)
        if not words.strip():
            return []
        query = index.parse_query(words, ["title", "body"])
        hits = searcher.search(query, DEPTH).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return search


@contextmanager
def postgres_rankings(records: list[dict]) -> Iterator[dict[str, Search]]:
    """Yield searches by PostgreSQL's Hindi configuration; raises ``postgres.NoServer``."""
    with postgres.server() as address, postgres.connect(address) as connection:
        connection.execute("CREATE TABLE found (id text, words tsvector)")
        with connection.cursor() as cursor:
            cursor.executemany(
                """
                INSERT INTO found VALUES (%(id)s,
                    setweight(to_tsvector('hindi', %(title)s), 'A') ||
                    setweight(to_tsvector('hindi', %(body)s), 'D'))
                """,
                records,
            )
        connection.execute("CREATE INDEX ON found USING gin (words)")
        connection.execute("ANALYZE found")
        yield {name: ranked(connection, rank) for name, rank in RANKINGS.items()}


def ranked(connection: Connection, rank: str) -> Search:
    # A question in PostgreSQL's own cut of words, which it joins by AND.
    rows = f"""
        SELECT id
        FROM found, (SELECT replace(plainto_tsquery('hindi', %s)::text, '&', '|')::tsquery) q(query)
        WHERE words @@ query ORDER BY {rank} DESC LIMIT {DEPTH}
    """

    def search(question: str) -> list[str]:
        return [name for (name,) in connection.execute(rows, (question,))]

    return search
