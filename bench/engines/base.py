"""What a search engine must do to be measured, and how it is asked."""

import os
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from heapq import nlargest
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from search.engines.base import Document

BEST = 10  # hits of an answer
MOST_ENTITIES = 20  # of which an answer has the counts
FIELDS = ("source", "entity", "month")  # whose values are counted

# By the name that ``--only`` takes: the module and the class, and what the tables say.
# Lucene is no class of Python: ``lucene`` starts a program in Java instead.
ENGINES = {
    "ours": ("ours", "Ours", "the archive's engine"),
    "whoosh": ("naive_whoosh", "NaiveWhoosh", "Whoosh with groupedby, as most use it"),
    "fts5": ("fts5", "Fts5", "SQLite FTS5, facets by SQL"),
    "postgres": ("postgres_index", "Postgres", "PostgreSQL, tsvector + GIN, facets by SQL"),
    "opensearch": ("one_node", "OneNode", "the archive by one node of OpenSearch"),
    "tantivy": ("tantivy_index", "Tantivy", "tantivy, 2 threads"),
    "lucene": ("lucene", "", "Lucene, 2 threads"),
}


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
        """The query as typed, in the language of the archive, of Whoosh and of FTS5."""
        if self.kind == "phrase":
            return f'"{" ".join(self.words)}"'
        if self.kind == "prefix":
            return f"{self.words[0]}*"
        return (" OR " if self.kind == "or" else " ").join(self.words)


class Answer(NamedTuple):
    """How many documents were found, the ids of the best, and by field how many have a value."""

    total: int
    best: list[int]
    counts: dict[str, dict]


class Engine:
    """An engine whose index is in a folder; others say themselves where theirs is.

    A subclass is made with a place: a folder that may be empty, or an address.
    """

    def __init__(self, place: str):
        self.place = place

    def build(self, documents: Iterable[Document]) -> None:
        """Make the index of all documents; everything is searchable when it returns."""
        raise NotImplementedError

    @cached_property
    def opened(self):
        """What is searched with, made at the first use."""
        raise NotImplementedError

    def search(self, query: Query) -> Answer:
        raise NotImplementedError

    def update(self, document: Document, before: Document | None = None) -> None:
        """Put a document in, in place of what it was before; the next search sees it."""
        raise NotImplementedError

    def size(self) -> int:
        """Return the bytes of the index."""
        return sum(path.stat().st_size for path in Path(self.place).rglob("*") if path.is_file())

    def process(self) -> int:
        """Return the id of the process that answers."""
        return os.getpid()


def engine(name: str, place: str) -> Engine:
    module, cls, _ = ENGINES[name]
    return getattr(import_module(f"bench.engines.{module}"), cls)(place)


def most_frequent(counts: dict, most: int = MOST_ENTITIES) -> dict:
    return dict(nlargest(most, counts.items(), key=lambda pair: pair[1]))


def day_of(document: Document) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + document.minute // (24 * 60))


def month_of(document: Document) -> int:
    """Return year and month as one number: 202010."""
    day = day_of(document)
    return day.year * 100 + day.month
