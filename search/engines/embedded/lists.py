"""Posting lists of a field, packed into a few arrays and read back one list at a time.

The documents of a list are kept as gaps in the narrowest of 8, 16 or 32 bits that
holds all gaps of the list, its weights likewise (a list of ones keeps none), its
positions as they are in 16 or 32 bits, their lowest bit marking the first of each
document. So one term costs about as many bytes as its postings need, and is
decoded without a loop.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

WIDTHS = (np.uint8, np.uint16, np.uint32)
ONES = 255  # stands for the width of a list without weights, which are all one
SOUGHT_ONE_BY_ONE = 20  # if there are so many times as many terms, else all are read
POSITION_WIDTHS = (np.uint16, np.uint32)


class Postings(NamedTuple):
    """The documents that have a term, in order, and how often each has it."""

    documents: np.ndarray
    weights: np.ndarray


class Positions(NamedTuple):
    """Where a term stands: ``places[starts[i]:starts[i + 1]]`` in the i-th of ``documents``."""

    documents: np.ndarray
    starts: np.ndarray
    places: np.ndarray


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


def packed(values: np.ndarray, starts: np.ndarray, widths: Sequence) -> dict[str, np.ndarray]:
    """Return the lists of values in the narrowest width each, as pools by width.

    ``width`` is the place of a list's width in ``widths``, ``at`` where it begins in
    the pool of that width.
    """
    lengths = np.diff(starts)
    highest = np.zeros(len(lengths), np.int64)
    filled = np.flatnonzero(lengths)
    if len(filled):
        highest[filled] = np.maximum.reduceat(values, starts[:-1][filled])
    limits = [np.iinfo(width).max for width in widths[:-1]]
    width = np.searchsorted(limits, highest).astype(np.uint8)
    at = np.zeros(len(lengths), np.uint32)
    packs = {}
    for number, kind in enumerate(widths):
        mine = width == number
        at[mine] = np.cumsum(lengths[mine]) - lengths[mine]
        packs[f"pool{number}"] = values[np.repeat(mine, lengths)].astype(kind)
    return {"width": width, "at": at, **packs}


def marked(inverted: Inverted) -> tuple[np.ndarray, np.ndarray]:
    """Return the places shifted by a bit that marks the first of each posting, and list starts."""
    places = inverted.places << 1
    places[inverted.place_starts[:-1]] |= 1
    return places, inverted.place_starts[inverted.starts]


def pack(inverted: Inverted) -> dict[str, np.ndarray]:
    """Return the arrays that hold the lists of a field."""
    starts, documents = inverted.starts, inverted.documents
    sizes = np.fromiter(map(len, inverted.terms), np.int64, len(inverted.terms))
    gaps = np.diff(documents, prepend=0)
    firsts = documents[starts[:-1]]
    gaps[starts[:-1]] = 0
    # The first document of each list is kept apart, so that its gap counts for no width.
    later = np.ones(len(gaps), bool)
    later[starts[:-1]] = False
    later_starts = starts - np.arange(len(starts))
    arrays = {
        "terms": np.frombuffer(b"".join(inverted.terms), np.uint8),
        "term_starts": np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32),
        "starts": starts.astype(np.uint32),
        "firsts": firsts.astype(np.uint32),
    }
    parts = {
        "documents": packed(gaps[later], later_starts, WIDTHS),
        "weights": pack_weights(inverted.weights, starts),
    }
    if inverted.places is not None:
        places, place_starts = marked(inverted)
        parts["places"] = packed(places, place_starts, POSITION_WIDTHS)
        arrays["place_starts"] = place_starts.astype(np.uint32)
    for part, found in parts.items():
        arrays |= {f"{part}.{name}": values for name, values in found.items()}
    return {name: np.ascontiguousarray(values) for name, values in arrays.items()}


def pack_weights(weights: np.ndarray, starts: np.ndarray) -> dict[str, np.ndarray]:
    """Pack the weights of a field; lists in which all are one keep nothing."""
    lengths = np.diff(starts)
    plain = np.maximum.reduceat(weights, starts[:-1]) == 1 if len(lengths) else lengths > 0
    kept = np.repeat(~plain, lengths)
    kept_starts = np.concatenate([[0], np.cumsum(np.where(plain, 0, lengths))])
    found = packed(weights[kept], kept_starts, WIDTHS)
    found["width"][plain] = ONES
    return found


class FieldLists:
    """The posting lists of one field of a segment, read from its arrays."""

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.arrays = arrays
        self.terms = Terms(arrays["terms"], arrays["term_starts"])
        self.starts = arrays["starts"]

    def length(self, row: int) -> int:
        """Return how many documents have a term."""
        return int(self.starts[row + 1]) - int(self.starts[row])

    def frequencies(self, terms: list[bytes]) -> dict[bytes, int]:
        """Return how many documents have each of these terms; what none has is left out."""
        if len(terms) * SOUGHT_ONE_BY_ONE < len(self.terms):
            rows = {term: self.terms.find(term) for term in terms}
            return {term: self.length(row) for term, row in rows.items() if row is not None}
        return dict(zip(self.terms.all(), np.diff(self.starts).tolist(), strict=True))

    def postings(self, row: int) -> Postings:
        length = self.length(row)
        documents = np.empty(length, np.int32)
        documents[0] = self.arrays["firsts"][row]
        documents[1:] = self._list("documents", row, length - 1)
        np.cumsum(documents, out=documents)
        if self.arrays["weights.width"][row] == ONES:
            return Postings(documents, np.ones(length, np.float32))
        return Postings(documents, self._list("weights", row, length).astype(np.float32))

    def positions(self, row: int) -> Positions:
        place_starts = self.arrays["place_starts"]
        number = int(place_starts[row + 1]) - int(place_starts[row])
        places = self._list("places", row, number).astype(np.int32)
        starts = np.append(np.flatnonzero(places & 1), number)
        return Positions(self.postings(row).documents, starts, places >> 1)

    def _list(self, part: str, row: int, length: int) -> np.ndarray:
        pool = self.arrays[f"{part}.pool{self.arrays[f'{part}.width'][row]}"]
        at = int(self.arrays[f"{part}.at"][row])
        return pool[at : at + length]


class Terms(Sequence):
    """The terms of a field in order, as bytes."""

    def __init__(self, letters: np.ndarray, starts: np.ndarray):
        self.letters, self.starts = letters, starts

    def __len__(self):
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> bytes:
        if row >= len(self):
            raise IndexError(row)
        return self.letters[self.starts[row] : self.starts[row + 1]].tobytes()

    def all(self) -> list[bytes]:
        """Return all terms, more quickly than one by one."""
        letters, starts = self.letters.tobytes(), self.starts.tolist()
        return [letters[start:end] for start, end in pairwise(starts)]

    def find(self, term: bytes) -> int | None:
        """Return the row of a term, or None."""
        row = bisect_left(self, term)
        return row if row < len(self) and self[row] == term else None

    def between(self, first: bytes, last: bytes | None = None) -> range:
        """Return the rows of the terms from ``first`` on, and before ``last``."""
        end = len(self) if last is None else bisect_left(self, last)
        return range(bisect_left(self, first), end)

    def beginning(self, prefix: bytes) -> range:
        """Return the rows of the terms that begin with ``prefix``."""
        stripped = prefix.rstrip(b"\xff")
        after = stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else None
        return self.between(prefix, after)
