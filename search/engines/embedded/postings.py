"""What one thread reads of a segment: posting lists, lengths and columns, as arrays.

A term's whole list is decoded at once and kept. Segments never change, so what is
decoded stays right until the segment is gone; a budget in bytes bounds what is kept.
"""

from collections import OrderedDict
from functools import cached_property
from threading import Lock

import numpy as np
from whoosh.codec.whoosh3 import _lenfield

from search.engines.embedded.codec import LENGTHS, ArrayTermsReader
from search.engines.embedded.lists import NOWHERE, Listed, Positions, Postings
from search.engines.embedded.stock import StockLists

ENTRY_BYTES = 300  # what an entry costs beside its arrays


class ArrayCache:
    """Arrays by key, the least recently used dropped first when the budget is spent."""

    def __init__(self, budget: int = 2**24):
        self.budget, self.used = budget, 0
        self.kept: OrderedDict = OrderedDict()
        self.lock = Lock()

    def get(self, key, make):
        """Return what is kept under ``key``, or make and keep it: a tuple of arrays, or None."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = make()
        with self.lock:
            if key not in self.kept:
                self.kept[key] = made
                self.used += size_of(made)
            while self.used > self.budget and len(self.kept) > 1:
                self.used -= size_of(self.kept.popitem(last=False)[1])
        return made


def size_of(arrays) -> int:
    return ENTRY_BYTES + sum(array.nbytes for array in arrays or ())


class Segment:
    """A segment's postings and lengths, through one thread's reader of it."""

    def __init__(self, reader, cache: ArrayCache):
        self.reader = reader
        self.cache = cache
        self.key = reader.segment().segment_id()
        self.size = reader.doc_count_all()
        self.lists = lists_of(reader)

    def postings(self, field: str, term: bytes) -> Postings | None:
        """Return a term's postings, those of deleted documents too, or None."""
        return self.cache.get((self.key, field, term), lambda: self.lists.postings(field, term))

    def frequency(self, field: str, term: bytes) -> int:
        """Return how many documents have a term, those deleted too, without reading which."""
        return self.frequencies(field, [term]).get(term, 0)

    def positions(self, field: str, term: bytes) -> Positions | None:
        key = (self.key, field, term, "positions")
        return self.cache.get(key, lambda: self.lists.positions(field, term))

    def lengths(self, field: str) -> np.ndarray:
        """Return the length of each document's field in words, as coarsely as Whoosh keeps it."""
        key = (self.key, field, "lengths")
        return self.cache.get(key, lambda: (LENGTHS[self.column(_lenfield(field), np.uint8)],))[0]

    def numbers(self, name: str) -> np.ndarray:
        """Return a column of whole numbers, by document."""
        default = self.reader.schema[name].column_type.default_value()
        return self.column(name, ">i8", default).astype(np.int64)

    def column(self, name: str, kind, default: int = 0) -> np.ndarray:
        """Return a column as it is stored; Whoosh leaves out the default values at its end."""
        found = self.lists.column(name, kind)
        return np.pad(found, (0, self.size - len(found)), constant_values=default)

    def terms(self, field: str) -> list[bytes]:
        """Return the terms of a field in order."""
        return self.lists.terms(field)

    def frequencies(self, field: str, terms: list[bytes]) -> dict[bytes, int]:
        """Return how many documents have each of these terms, those deleted too."""
        return self.lists.frequencies(field, terms)

    def listed(self, field: str, terms: list[bytes]) -> list[Listed]:
        """Return where the list of each of these terms is, for ``lists.together``."""
        return self.lists.listed(field, terms)

    @cached_property
    def live(self) -> np.ndarray | None:
        """Return the mask of documents that are not deleted, or None where all live."""
        deleted = np.fromiter(self.reader.segment().deleted_docs(), np.int64)
        if not len(deleted):
            return None
        mask = np.ones(self.size, bool)
        mask[deleted] = False
        return mask

    def living(self, name: str) -> list[int]:
        """Return the numbers of a column for the documents that are not deleted."""
        numbers = self.numbers(name)
        return (numbers if self.live is None else numbers[self.live]).tolist()

    def verify(self) -> None:
        """Read the whole of the postings; raises ``DamagedFile``."""
        self.lists.verify()


def lists_of(reader):
    """Return the posting lists of a segment, from our arrays or decoded from Whoosh's files."""
    terms = reader._terms
    return ArrayLists(terms) if isinstance(terms, ArrayTermsReader) else StockLists(reader)


class ArrayLists:
    """The posting lists of a segment of our codec."""

    def __init__(self, terms: ArrayTermsReader):
        self.file, self.fields, self.row = terms.file, terms.fields, terms.row

    def postings(self, field: str, term: bytes) -> Postings | None:
        row = self.row(field, term)
        return None if row is None else self.fields[field].postings(row)

    def positions(self, field: str, term: bytes) -> Positions | None:
        row = self.row(field, term)
        return None if row is None else self.fields[field].positions(row)

    def terms(self, field: str) -> list[bytes]:
        return self.fields[field].terms.all() if field in self.fields else []

    def column(self, name: str, kind) -> np.ndarray:
        return self.file.arrays[name]

    def frequencies(self, field: str, terms: list[bytes]) -> dict[bytes, int]:
        return self.fields[field].frequencies(terms) if field in self.fields else {}

    def listed(self, field: str, terms: list[bytes]) -> list[Listed]:
        known = self.fields.get(field)
        return known.listed(terms) if known else [NOWHERE] * len(terms)

    def verify(self) -> None:
        self.file.verify()
