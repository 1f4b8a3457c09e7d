"""How far roman spellings are from many Hindi words at once: ``romanise.distance`` in arrays.

Unlike a beginning, a whole word has a last vowel and its own costs for it, and
consonants that are doubled in only one of the two spellings tell words apart
(समान, सम्मान) though they sound alike.
"""

import re
from collections.abc import Sequence

import numpy as np

from articles.hindi.romanise import DEAR, LAST_VOWELS, SUBSTITUTION, VIRAMA, dropping, whole

WIDTH = 64  # sounds of a word that are compared
END = 0  # stands after the sounds of a word; leaving it out costs nothing
DOUBLED = 0.25  # what a consonant costs that is doubled in one spelling only
TYPED_TWICE = re.compile(r"([^aeiouh])\1|chch|cch")
BREATHED = "कख गघ चछ जझ टठ डढ तथ दध पफ बभ".split()
WRITTEN_TWICE = re.compile(
    f"([क-ह]){VIRAMA}?\\1|" + "|".join(f"{one}{VIRAMA}{other}" for one, other in BREATHED)
)


def tables() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, by the numbers of sounds, what substituting and dropping cost, also at first."""
    costs = np.full((128, 128), DEAR)
    for (typed, meant), cost in SUBSTITUTION.items():
        costs[ord(typed), ord(meant)] = cost
    np.fill_diagonal(costs, 0.0)
    first, later = (np.array([dropping(chr(n), at) for n in range(128)]) for at in (0, 1))
    first[END] = later[END] = 0.0
    return costs, first, later


COSTS, LEAVING_OUT_AT_FIRST, LEAVING_OUT = tables()
AS_LAST = np.array([LAST_VOWELS.get(number, number) for number in range(128)], np.uint8)


def coded(words: Sequence[str]) -> np.ndarray:
    """Return the sounds of whole words as numbers, a row each, filled to the longest."""
    lengths = np.minimum(np.fromiter(map(len, words), int, len(words)), WIDTH)
    width = lengths.max(initial=0)
    joined = "".join([sounds[:WIDTH].ljust(width, "\0") for sounds in words])
    rows = np.frombuffer(bytearray(joined, "ascii"), np.uint8).reshape(len(words), width)
    longer = np.flatnonzero(lengths > 1)
    last = longer, lengths[longer] - 1
    rows[last] = AS_LAST[rows[last]]
    return rows


def distances(readings: Sequence[str], words: Sequence[str]) -> np.ndarray:
    """Return how far each word's sounds are from the nearest reading of what was typed."""
    if not words:
        return np.zeros(0)
    rows = coded(words)
    near = [to_beginnings(whole(reading[:WIDTH]), rows)[:, -1] for reading in readings]
    return np.min(near, axis=0)


def to_beginnings(typed: str, words: np.ndarray) -> np.ndarray:
    """Return the distances to the beginnings of all words: a row a word, by their lengths.

    Leaving out sounds of a word costs the same wherever it begins, so the least
    cost of any number of them is a running minimum, less the costs so far.
    """
    left_out = running(LEAVING_OUT[words])
    row = running(np.hstack([LEAVING_OUT_AT_FIRST[words[:, :1]], LEAVING_OUT[words[:, 1:]]]))
    for at, letter in enumerate(typed):
        further = row[:, :1] + dropping(letter, at)
        kept = row[:, 1:] + dropping(letter, 1)
        kept = np.minimum(kept, row[:, :-1] + COSTS[ord(letter)][words])
        row = np.hstack([further, kept]) - left_out
        row = np.minimum.accumulate(row, axis=1) + left_out
    return row


def running(costs: np.ndarray) -> np.ndarray:
    """Return the sums of costs so far, beginning with none."""
    return np.hstack([np.zeros((len(costs), 1)), np.cumsum(costs, axis=1)])


def doubling(typed: str, text: str) -> float:
    """Return what it costs if a consonant is doubled as typed or as written, and not in both."""
    if not typed.isascii():
        return 0.0
    typed_twice, written_twice = TYPED_TWICE.search(typed), WRITTEN_TWICE.search(text)
    return 0.0 if bool(typed_twice) == bool(written_twice) else DOUBLED
