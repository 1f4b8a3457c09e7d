"""Posting lists of a field, packed into a few arrays and read back one list at a time.

The documents of a list are kept as gaps, its weights less one, its positions as gaps
within a document whose lowest bit marks the first of each document; all of them
packed as ``packing`` tells. So a term costs about as many bits as its postings
need, and is decoded without a loop.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from search.engines.embedded import packing
from search.engines.embedded.packing import Packed, within

FENCED = 8  # one in so many terms is kept at hand; those between are looked for one by one
SOUGHT_ONE_BY_ONE = 20  # if there are so many times as many terms, else all are read


class Postings(NamedTuple):
    """The documents that have a term, in order, and how often each has it."""

    documents: np.ndarray
    weights: np.ndarray


class Positions(NamedTuple):
    """Where a term stands: ``places[starts[i]:starts[i + 1]]`` in the i-th of ``documents``."""

    documents: np.ndarray
    starts: np.ndarray
    places: np.ndarray


class Listed(NamedTuple):
    """How many documents of a segment have a term, and where their list is.

    ``lists`` is None where it is in no arrays: none has it, or Whoosh wrote it.
    """

    count: int
    lists: "FieldLists | None" = None
    row: int = 0


class Inverted(NamedTuple):
    """All posting lists of a field, one after another in the order of the terms.

    The list of ``terms[i]`` is ``documents[starts[i]:starts[i + 1]]``; the places of
    the p-th posting of all are ``places[place_starts[p]:place_starts[p + 1]]``.
    """

    terms: list[bytes]
    starts: np.ndarray
    documents: np.ndarray
    weights: np.ndarray
    place_starts: np.ndarray | None = None
    places: np.ndarray | None = None


def pack(inverted: Inverted) -> dict[str, np.ndarray]:
    """Return the arrays that hold the lists of a field."""
    starts, place_starts = inverted.starts, None
    parts = {
        "documents": packing.pack(gaps(inverted.documents, starts[:-1], less=1), starts),
        "weights": packing.pack(inverted.weights - 1, starts),
    }
    if inverted.places is not None:
        place_starts = inverted.place_starts[starts]
        parts["places"] = packing.pack(marked_gaps(inverted), place_starts)
    return packed_lists(inverted.terms, starts, parts, place_starts)


def packed_lists(
    terms: list[bytes], starts: np.ndarray, parts: dict[str, Packed], place_starts=None
) -> dict[str, np.ndarray]:
    """Return the arrays of a field's lists, whose ``parts`` are packed already."""
    sizes = np.fromiter(map(len, terms), np.int64, len(terms))
    arrays = {
        "terms": np.frombuffer(b"".join(terms), np.uint8),
        "term_starts": np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32),
        "starts": starts.astype(np.uint32),
    }
    if place_starts is not None:
        arrays["place_starts"] = place_starts.astype(np.uint32)
    for part, found in parts.items():
        arrays |= {f"{part}.{name}": values for name, values in found._asdict().items()}
    return arrays


def gaps(values: np.ndarray, firsts: np.ndarray, less: int = 0) -> np.ndarray:
    """Return how far each value is from the one before it; the first of a list stays as it is."""
    found = values.copy()
    found[1:] -= values[:-1] + values.dtype.type(less)
    found[firsts] = values[firsts]
    return found


def marked_gaps(inverted: Inverted) -> np.ndarray:
    """Return the gaps between the places of each posting, the first marked by the lowest bit."""
    firsts = inverted.place_starts[:-1]
    found = gaps(inverted.places, firsts)
    found <<= 1
    found[firsts] |= 1
    return found


NOWHERE = Listed(0)


class FieldLists:
    """The posting lists of one field of a segment, read from its arrays."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.terms = Terms(arrays["terms"], arrays["term_starts"])
        self.starts, self.place_starts = arrays["starts"], arrays.get("place_starts")
        self.parts = {
            part: Packed(*(arrays[f"{part}.{name}"] for name in Packed._fields))
            for part in ("documents", "weights", "places")
            if f"{part}.at" in arrays
        }

    def length(self, row: int) -> int:
        """Return how many documents have a term."""
        return int(self.starts[row + 1]) - int(self.starts[row])

    def frequencies(self, terms: list[bytes]) -> dict[bytes, int]:
        """Return how many documents have each of these terms; what none has is left out."""
        if len(terms) * SOUGHT_ONE_BY_ONE < len(self.terms):
            rows = {term: self.terms.find(term) for term in terms}
            return {term: self.length(row) for term, row in rows.items() if row is not None}
        return dict(zip(self.terms.all(), np.diff(self.starts).tolist(), strict=True))

    def listed(self, terms: list[bytes]) -> list[Listed]:
        """Return where the list of each of these terms is."""
        rows = map(self.terms.find, terms)
        return [NOWHERE if row is None else Listed(self.length(row), self, row) for row in rows]

    def documents(self, row: int) -> np.ndarray:
        length = self.length(row)
        return self.parts["documents"].sums(row, length) + np.arange(length, dtype=np.int32)

    def postings(self, row: int) -> Postings:
        weights = self.parts["weights"].values(row, self.length(row))
        return Postings(self.documents(row), weights.astype(np.float32) + np.float32(1))

    def positions(self, row: int) -> Positions:
        number = int(self.place_starts[row + 1]) - int(self.place_starts[row])
        marked = self.parts["places"].values(row, number)
        steps, starts = marked >> 1, np.append(np.flatnonzero(marked & 1), number)
        walked = np.cumsum(steps, dtype=np.int64)
        before = (walked - steps)[starts[:-1]]
        places = (walked - np.repeat(before, np.diff(starts))).astype(np.int32)
        return Positions(self.documents(row), starts, places)

    def documents_of(self, rows: range) -> tuple[np.ndarray, np.ndarray]:
        """Return how many documents each of several terms has, and all those, list after list."""
        counts = np.diff(self.starts[rows.start : rows.stop + 1].astype(np.int64))
        sums = self.parts["documents"].sums_of(np.arange(rows.start, rows.stop), counts)
        return counts, (sums + within(counts)).astype(np.int32)

    def weights_of(self, rows: range) -> tuple[np.ndarray, np.ndarray]:
        """Return how many postings each of several terms has, and their weights less one."""
        counts = np.diff(self.starts[rows.start : rows.stop + 1].astype(np.int64))
        return counts, self.parts["weights"].values_of(np.arange(rows.start, rows.stop), counts)

    def places_of(self, rows: range) -> tuple[np.ndarray, np.ndarray]:
        """Return how many places each of several terms has, and all as marked gaps."""
        counts = np.diff(self.place_starts[rows.start : rows.stop + 1].astype(np.int64))
        return counts, self.parts["places"].values_of(np.arange(rows.start, rows.stop), counts)


def together(chosen: Sequence[Listed]) -> tuple[np.ndarray, Postings]:
    """Return how many postings each of some lists has, and all of them, list after list.

    The lists may be of several fields and segments. Of many short ones this takes a
    fraction of the time that they take one by one.
    """
    counts = np.array([one.count for one in chosen], np.int64)
    rows = np.arange(len(chosen))
    documents, weights = (
        packing.gathered([(one.lists.parts[part], one.row) for one in chosen])
        for part in ("documents", "weights")
    )
    found = documents.sums_of(rows, counts) + within(counts)
    return counts, Postings(found, weights.values_of(rows, counts) + 1)


class Terms(Sequence):
    """The terms of a field in order, as bytes."""

    def __init__(self, letters: np.ndarray, starts: np.ndarray):
        # Looking at one number of a view is several times quicker than at one of an array.
        self.letters, self.starts = memoryview(letters), memoryview(starts)

    def __len__(self):
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> bytes:
        if row >= len(self):
            raise IndexError(row)
        return bytes(self.letters[self.starts[row] : self.starts[row + 1]])

    def all(self) -> list[bytes]:
        """Return all terms, more quickly than one by one."""
        letters, starts = self.letters.tobytes(), self.starts.tolist()
        return [letters[start:end] for start, end in pairwise(starts)]

    @cached_property
    def fence(self) -> list[bytes]:
        """One in ``FENCED`` of the terms: comparing with these takes no call of Python each."""
        return [self[row] for row in range(0, len(self), FENCED)]

    def place(self, term: bytes) -> int:
        """Return the row of a term, or where it would stand."""
        after = FENCED * bisect_left(self.fence, term)
        return bisect_left(self, term, max(0, after - FENCED), min(after, len(self)))

    def find(self, term: bytes) -> int | None:
        """Return the row of a term, or None."""
        first = FENCED * (bisect_right(self.fence, term) - 1)
        ends = self.starts[max(first, 0) : first + FENCED + 1].tolist()
        for row, (start, end) in enumerate(pairwise(ends), first):
            if end - start == len(term) and self.letters[start:end] == term:
                return row
        return None

    def between(self, first: bytes, last: bytes | None = None) -> range:
        """Return the rows of the terms from ``first`` on, and before ``last``."""
        end = len(self) if last is None else self.place(last)
        return range(self.place(first), end)
