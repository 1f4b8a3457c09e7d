"""Tell near-duplicates: the same story in largely the same words, a wire copy or a later version.

A fingerprint is a MinHash sketch: the smallest hashes of a text's shingles. Two
texts that share one of them may be copies, so that a lookup by these keys finds
the few stored texts that are worth a comparison; ``share`` makes it.
"""

import zlib
from datetime import date
from typing import NamedTuple

import numpy as np

from articles.hindi.tokens import fold_words
from articles.ingestion.identify import SAME_STORY, SHINGLE

# Shingles of five words are rare enough to lead straight to the copies, and twenty of
# them are enough for half of a text with a sixth of its words changed.
KEY_SHINGLE = 5
KEYS = 20
SHORTEST = 20  # words; of fewer, the same ones prove nothing
LEAST_PART = 0.25  # of the longer text's shingles; a round-up of many stories is no copy of one
# Within so many days half of the shorter text must be in the longer one, and later
# more: the daily bulletin in its ever same words is no copy of last month's.
NEAR_DAYS = 7
REPRINT = 0.8

MULTIPLIERS = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0x27D4EB2F165667C5,
        0x85EBCA77C2B2AE63,
    ],
    dtype=np.uint64,
)
MIX = tuple(np.uint64(number) for number in (31, 0xBF58476D1CE4E5B9, 29, 0x94D049BB133111EB, 32))


class Text(NamedTuple):
    """What is compared: the hashes of a text's ``shingles``, and the day on which it appeared."""

    shingles: np.ndarray
    day: date | None = None


def fingerprint(body: str) -> tuple[int, ...]:
    """Return up to ``KEYS`` signed 64-bit numbers of which a copy shares some; none if too short.

    The headline does not count: each paper writes its own.
    """
    words = fold_words(body)
    if len(words) < SHORTEST:
        return ()
    return tuple(hashes(words, KEY_SHINGLE)[:KEYS].view(np.int64).tolist())


def shingles(body: str) -> np.ndarray:
    """Return the hashes of the folded word 3-shingles of a text, each once, in order."""
    return hashes(fold_words(body), SHINGLE)


def hashes(words: list[str], width: int) -> np.ndarray:
    """Return the 64-bit hashes of all ``width`` words in a row, each once, the smallest first."""
    numbers = np.fromiter(map(zlib.crc32, map(str.encode, words)), np.uint64, len(words))
    count = max(1, len(numbers) - width + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place, multiplier in enumerate(MULTIPLIERS[: min(width, len(numbers))]):
        mixed += (numbers[place : place + count] + np.uint64(1)) * multiplier
    first, by, second, by_then, third = MIX
    mixed = (mixed ^ (mixed >> first)) * by
    mixed = (mixed ^ (mixed >> second)) * by_then
    mixed = np.sort(mixed ^ (mixed >> third))
    return mixed[np.append(True, mixed[1:] != mixed[:-1])]


def share(one: Text, other: Text) -> float:
    """Return which part of the shorter text is in the longer one, 0 where they are no copies."""
    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    if shorter < LEAST_PART * longer:
        return 0.0
    common = np.intersect1d(one.shingles, other.shingles, assume_unique=True)
    found = len(common) / shorter
    return found if found >= (SAME_STORY if near(one.day, other.day) else REPRINT) else 0.0


def near(one: date | None, other: date | None) -> bool:
    """Return whether two days are near each other; one that is not known is near to all."""
    return not one or not other or abs((one - other).days) <= NEAR_DAYS
