"""In which documents words stand in a row, by their positions."""

import numpy as np

from search.engines.embedded.found import FEW
from search.engines.embedded.postings import Positions


def in_a_row(words: list[Positions], documents: np.ndarray, slop: int) -> np.ndarray:
    """Return those of the documents in which each word follows the one before.

    All documents have all words. A word may stand up to ``slop`` places after the
    one before; with 1, side by side.
    """
    if len(words) == 1:
        return documents
    if slop < 1 or not len(documents):
        return documents[:0]
    longest = max(int(one.places.max(initial=0)) for one in words)
    stride = longest + len(words) + slop + 1  # so that no row crosses from text to text
    packed = [places_in(one, documents, stride) for one in words]
    ends = side_by_side(packed) if slop == 1 else followed(packed, slop)
    owners = ends // stride
    return owners[np.flatnonzero(np.diff(owners, prepend=-1))].astype(np.int32)


def places_in(word: Positions, documents: np.ndarray, stride: int) -> np.ndarray:
    """Return ``document * stride + place`` of each occurrence, in order.

    Where the documents are few, of those only; else of all that have the word.
    """
    owners, counts, places = word.documents, np.diff(word.starts), word.places
    if len(documents) * FEW < len(owners):
        rows = np.searchsorted(owners, documents)
        owners, counts = documents, counts[rows]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        places = places[np.repeat(word.starts[rows], counts) + within]
    kind = np.int32 if (int(owners[-1]) + 1) * stride < 2**31 else np.int64
    return np.repeat(owners.astype(kind) * kind(stride), counts) + places


def side_by_side(words: list[np.ndarray]) -> np.ndarray:
    """Return the places where the first word stands with all others in a row after it."""
    starts = [places - offset for offset, places in enumerate(words)]
    starts.sort(key=len)
    found = starts[0]
    for other in starts[1:]:
        found = in_both(found, other)
    return found


def in_both(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the numbers that both sorted arrays have; ``one`` is the shorter."""
    if len(one) * FEW < len(other):
        return one[other.take(np.searchsorted(other, one), mode="clip") == one]
    both = np.sort(np.concatenate([one, other]), kind="stable")  # merges what is sorted already
    return both[:-1][both[1:] == both[:-1]]


def followed(words: list[np.ndarray], slop: int) -> np.ndarray:
    """Return the places of the last word that end a row with gaps."""
    ends = words[0]
    for places in words[1:]:
        if not len(ends):
            break
        before = np.searchsorted(ends, places) - 1
        near = places - ends.take(before, mode="clip")
        ends = places[(before >= 0) & (near <= slop)]
    return ends
