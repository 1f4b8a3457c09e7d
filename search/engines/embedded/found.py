"""Which documents a query finds and with what scores, as arrays, and how those are combined."""

from typing import NamedTuple

import numpy as np

# So many times longer must a list be that looking numbers up in it one by one is
# faster than marking all numbers of both.
FEW = 6


class Found(NamedTuple):
    """Some of the documents in question, in order, each once, and their scores.

    ``rows`` are numbers of documents, or their places among those that were asked
    for; they are of the type that NumPy takes as it is for an index. Where no scores
    were asked for, ``scores`` is None.
    """

    rows: np.ndarray
    scores: np.ndarray | None


NOTHING = Found(np.empty(0, np.intp), np.empty(0, np.float64))


def kept(found: Found, mask: np.ndarray) -> Found:
    return Found(found.rows[mask], None if found.scores is None else found.scores[mask])


def boosted(found: Found, boost: float) -> Found:
    if boost == 1.0 or found.scores is None:
        return found
    return Found(found.rows, found.scores * boost)


def marked(rows: np.ndarray, size: int) -> np.ndarray:
    """Return the mask that has these numbers below ``size``."""
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask


def union(parts: list[Found], size: int) -> Found:
    """Return what any of the parts found, with the sum of the scores; rows are below ``size``."""
    parts = [part for part in parts if len(part.rows)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    mask = np.zeros(size, bool)
    for part in parts:
        mask[part.rows] = True
    if any(part.scores is None for part in parts):
        return Found(np.flatnonzero(mask), None)
    total = np.zeros(size)
    for part in parts:
        add(part, total)
    return Found(np.flatnonzero(mask), total[mask])


def add(part: Found, total: np.ndarray) -> None:
    """Add the scores of a part to those of all rows."""
    if len(part.rows) * FEW < len(total):
        total[part.rows] += part.scores
    else:  # several times faster than reading and writing by index
        total += np.bincount(part.rows, weights=part.scores, minlength=len(total))


class Numbers:
    """Some numbers below ``size``, in order, each once, in which others are looked up."""

    def __init__(self, numbers: np.ndarray, size: int):
        self.numbers = numbers
        self.size = size
        self.places: np.ndarray | None = None

    def find(self, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where the numbers stand that both have, here and in the others (in order too)."""
        if len(self.numbers) * FEW < len(others):
            return found_one_by_one(self.numbers, others)
        if len(others) * FEW < len(self.numbers):
            there, here = found_one_by_one(others, self.numbers)
            return here, there
        if self.places is None:
            self.places = np.full(self.size, -1, np.intp)
            self.places[self.numbers] = np.arange(len(self.numbers))
        at = self.places[others]
        there = np.flatnonzero(at >= 0)
        return at[there], there


def found_one_by_one(few: np.ndarray, many: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    few = few.astype(many.dtype, copy=False)  # else all of the many would be converted
    at = np.searchsorted(many, few)
    here = np.flatnonzero(many.take(at, mode="clip") == few)
    return here, at[here]
