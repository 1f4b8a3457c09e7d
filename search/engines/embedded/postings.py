"""Postings of a Whoosh segment as arrays.

Whoosh walks postings one at a time; here a term's whole list is decoded at once
and kept. Segments never change, so what is decoded stays right until the segment
is gone; a budget in bytes bounds what is kept.
"""

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import numpy as np
from whoosh.reading import TermNotFound

CACHE_BYTES = 256 * 2**20
ENTRY_BYTES = 300  # what an entry costs beside its arrays


class Postings(NamedTuple):
    """The documents that have a term, in order, and how often each has it."""

    documents: np.ndarray
    weights: np.ndarray


class Positions(NamedTuple):
    """Where a term stands: ``places[starts[i]:starts[i + 1]]`` in the i-th of ``documents``."""

    documents: np.ndarray
    starts: np.ndarray
    places: np.ndarray


class ArrayCache:
    """Arrays by key, the least recently used dropped first when the budget is spent."""

    def __init__(self, budget: int = CACHE_BYTES):
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

    def postings(self, field: str, term: bytes) -> Postings | None:
        """Return a term's postings, those of deleted documents too, or None."""
        return self.cache.get((self.key, field, term), lambda: self._read(field, term))

    def positions(self, field: str, term: bytes) -> Positions | None:
        key = (self.key, field, term, "positions")
        return self.cache.get(key, lambda: self._read_positions(field, term))

    def lengths(self, field: str) -> np.ndarray:
        """Return the length of each document's field in words, as coarsely as Whoosh keeps it."""
        return self.cache.get((self.key, field, "lengths"), lambda: (self._read_lengths(field),))[0]

    def terms(self, field: str, prefix: bytes) -> list[bytes]:
        """Return the terms of a field that begin with ``prefix``."""
        if field not in self.reader.indexed_field_names():
            return []
        return list(self.reader.expand_prefix(field, prefix))

    @cached_property
    def live(self) -> np.ndarray | None:
        """Return the mask of documents that are not deleted, or None where all live."""
        deleted = np.fromiter(self.reader.segment().deleted_docs(), np.int64)
        if not len(deleted):
            return None
        mask = np.ones(self.size, bool)
        mask[deleted] = False
        return mask

    def _matcher(self, field, term):
        schema_field = self.reader.schema[field]
        try:
            return self.reader._terms.matcher(field, term, schema_field.format)
        except TermNotFound:
            return None

    def _read(self, field, term):
        matcher = self._matcher(field, term)
        if matcher is None:
            return None
        documents, weights = [], []
        for block in blocks(matcher):
            documents.append(np.array(block._ids, np.int64))
            weights.append(np.array(block._weights, np.float64))
        return Postings(np.concatenate(documents), np.concatenate(weights))

    def _read_positions(self, field, term):
        matcher, decode = self._matcher(field, term), self.reader.schema[field].format.decoder
        if matcher is None:
            return None
        documents, places, decode = [], [], decode("positions")
        for block in blocks(matcher):
            documents.extend(block._ids)
            places.extend(np.array(decode(value), np.int64) for value in block._values)
        starts = np.concatenate([[0], np.cumsum([len(here) for here in places])])
        return Positions(np.array(documents, np.int64), starts, np.concatenate(places))

    def _read_lengths(self, field):
        length = self.reader.doc_field_length
        return np.fromiter((length(n, field) for n in range(self.size)), np.float64, self.size)


def blocks(matcher):
    """Walk a Whoosh leaf matcher block by block; a short list held in memory is one block."""
    if not hasattr(matcher, "_next_block"):
        yield matcher
        return
    while matcher.is_active():
        matcher.id(), matcher.weight(), matcher.value()  # each loads its part of the block
        yield matcher
        matcher._next_block()
