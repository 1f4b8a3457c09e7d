"""Which documents a query finds and with what scores, as arrays, and how those are combined."""

from typing import NamedTuple

import numpy as np

# So many times longer must a list be that looking numbers up in it one by one is
# faster than marking all numbers of both.
FEW = 8


class Found(NamedTuple):
    """Some of the documents in question, in order, each once, and their scores.

    ``rows`` are numbers of documents, or their places among those that were asked
    for. Where no scores were asked for, ``scores`` is None.
    """

    rows: np.ndarray
    scores: np.ndarray | None


NOTHING = Found(np.empty(0, np.int32), np.empty(0, np.float64))


def kept(found: Found, mask: np.ndarray) -> Found:
    return Found(found.rows[mask], None if found.scores is None else found.scores[mask])


def boosted(found: Found, boost: float) -> Found:
    if boost == 1.0 or found.scores is None:
        return found
    return Found(found.rows, found.scores * boost)


def where(mask: np.ndarray) -> np.ndarray:
    """Return the numbers that a mask has, in the type of document numbers."""
    return np.flatnonzero(mask).astype(np.int32)


def marked(rows: np.ndarray, size: int) -> np.ndarray:
    """Return the mask that has these numbers below ``size``."""
    mask = np.zeros(size, bool)
    mask[rows] = True
    return mask


def common(one: np.ndarray, other: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return where the numbers stand that both sorted arrays have, in each of them.

    The numbers are below ``size``, and no array has one twice.
    """
    if len(one) > len(other):
        there, here = common(other, one, size)
        return here, there
    if len(one) * FEW < len(other):
        at = np.searchsorted(other, one)
        here = np.flatnonzero(other.take(at, mode="clip") == one)
        return here, at[here]
    both = marked(one, size) & marked(other, size)
    return np.flatnonzero(both[one]), np.flatnonzero(both[other])


def union(parts: list[Found], size: int) -> Found:
    """Return what any of the parts found, with the sum of the scores; rows are below ``size``."""
    parts = [part for part in parts if len(part.rows)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    mask = np.zeros(size, bool)
    for part in parts:
        mask[part.rows] = True
    rows = where(mask)
    if any(part.scores is None for part in parts):
        return Found(rows, None)
    total = np.zeros(size)
    for part in parts:
        total[part.rows] += part.scores
    return Found(rows, total[rows])
