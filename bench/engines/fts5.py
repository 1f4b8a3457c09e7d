"""SQLite's FTS5 with vowel signs as parts of words; the facets are counted by SQL."""

import sqlite3
from functools import cached_property
from pathlib import Path

from bench.engines.base import BEST, MOST_ENTITIES, Answer, Engine, day_of, month_of

# The words alone are kept, not the text.
TABLES = """
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=NORMAL;
    CREATE VIRTUAL TABLE text USING fts5(
        title, body, content='', tokenize='unicode61 categories ''L* N* Co M*''');
    CREATE TABLE facts (pk INTEGER PRIMARY KEY, source INTEGER, month INTEGER, day INTEGER);
    CREATE TABLE entity (pk INTEGER, value INTEGER, PRIMARY KEY (pk, value)) WITHOUT ROWID;
"""
OPENING = """
    PRAGMA cache_size=-65536;
    PRAGMA mmap_size=1073741824;
    CREATE TEMP TABLE found (pk INTEGER PRIMARY KEY, score);
"""
# CROSS JOIN keeps the order: words first. Else filters make SQLite search for each document.
FIND = """
    INSERT INTO found SELECT text.rowid, bm25(text)
    FROM text CROSS JOIN facts ON pk = text.rowid
    WHERE text MATCH :text AND (:source IS NULL OR source = :source)
    AND (:first IS NULL OR day BETWEEN :first AND :last)
    AND (:entity IS NULL OR EXISTS
         (SELECT 1 FROM entity WHERE entity.pk = facts.pk AND value = :entity))
"""
COUNTS = {
    "source": "SELECT source, count(*) FROM found CROSS JOIN facts USING (pk) GROUP BY 1",
    "month": "SELECT month, count(*) FROM found CROSS JOIN facts USING (pk) GROUP BY 1",
    "entity": "SELECT value, count(*) FROM found CROSS JOIN entity USING (pk) "
    f"GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST_ENTITIES}",
}


class Fts5(Engine):
    @cached_property
    def opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(Path(self.place) / "fts5.sqlite3", isolation_level=None)
        database.executescript(OPENING)
        return database

    def build(self, documents):
        self.opened.executescript(TABLES)
        self.opened.execute("BEGIN")
        for document in documents:
            self._insert(document)
        self.opened.execute("COMMIT")
        self.opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _insert(self, document):
        run, pk = self.opened.execute, document.pk
        text = "INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)"
        run(text, (pk, document.title, document.body))
        facts = document.source, month_of(document), day_of(document).toordinal()
        run("INSERT INTO facts VALUES (?, ?, ?, ?)", (pk, *facts))
        pairs = [(pk, value) for value in document.entities]
        self.opened.executemany("INSERT INTO entity VALUES (?, ?)", pairs)

    def search(self, query):
        run = self.opened.execute
        run("DELETE FROM found")
        run(FIND, values(query))
        best = run("SELECT pk FROM found ORDER BY score LIMIT ?", (BEST,)).fetchall()
        counts = {name: dict(run(rows).fetchall()) for name, rows in COUNTS.items()}
        total = run("SELECT count(*) FROM found").fetchone()[0]
        return Answer(total, [pk for (pk,) in best], counts)

    def update(self, document, before=None):
        run = self.opened.execute
        run("BEGIN")
        if before:  # without the text that was there, FTS5 cannot take its words out
            gone = "INSERT INTO text (text, rowid, title, body) VALUES ('delete', ?, ?, ?)"
            run(gone, (before.pk, before.title, before.body))
            for table in ("facts", "entity"):
                run(f"DELETE FROM {table} WHERE pk = ?", (before.pk,))
        self._insert(document)
        run("COMMIT")


def values(query) -> dict:
    first, last = query.days or (None, None)
    return {
        "text": query.text,
        "source": query.source,
        "entity": query.entity,
        "first": first and first.toordinal(),
        "last": last and last.toordinal(),
    }
