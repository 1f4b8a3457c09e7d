"""In which documents words stand in a row, by their positions."""

import numpy as np

from search.engines.embedded.found import FEW, found_one_by_one
from search.engines.embedded.packing import spans
from search.engines.embedded.postings import Positions, Segment


def with_phrase(
    segment: Segment, field: str, terms: list[bytes], slop: int, documents: np.ndarray
) -> np.ndarray:
    """Return documents in which each of the terms follows the one before.

    All of them where the given ``documents`` are few, which all have all terms; else
    all of the segment, which are kept for the next that asks.
    """
    words = [segment.positions(field, term) for term in terms]
    if len(documents) * FEW < min(len(word.documents) for word in words):
        return in_a_row(words, slop, documents)
    key = segment.key, field, "phrase", slop, *terms
    return segment.cache.get(key, lambda: (in_a_row(words, slop),))[0]


def in_a_row(words: list[Positions], slop: int, documents: np.ndarray | None = None) -> np.ndarray:
    """Return the documents in which each word follows the one before.

    A word may stand up to ``slop`` places after the one before; with 1, side by side.
    """
    if slop < 1:
        return np.empty(0, np.int32)
    longest = max(int(word.places.max(initial=0)) for word in words)
    stride = longest + len(words) + slop + 1  # so that no row crosses from text to text
    packed = [places_in(word, stride, documents) for word in words]
    ends = side_by_side(packed) if slop == 1 else followed(packed, slop)
    owners = ends // stride
    return owners[np.flatnonzero(np.diff(owners, prepend=-1))].astype(np.int32)


def places_in(word: Positions, stride: int, documents: np.ndarray | None) -> np.ndarray:
    """Return ``document * stride + place`` of each occurrence, in all documents or in some."""
    owners, counts, places = word.documents, np.diff(word.starts), word.places
    if documents is not None:
        rows = np.searchsorted(owners, documents.astype(owners.dtype))
        owners, counts = owners[rows], counts[rows]
        places = places[spans(word.starts[rows], counts)]
    kind = np.int32 if (int(owners.max(initial=0)) + 1) * stride < 2**31 else np.int64
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
        return one[found_one_by_one(one, other)[0]]
    both = np.concatenate([one, other])
    both.sort(kind="stable")  # which merges what is sorted already
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
