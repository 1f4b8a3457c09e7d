"""How near the beginning of a roman word comes to the beginnings of many words of the archive.

The distance is that of ``romanise.distance``, worked out for all words at once: a row of
its table holds the distances to every beginning of a word.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from articles.hindi.romanise import DEAR, DROPPED, SUBSTITUTION, VOWEL_PHONES, dropping

# So far a beginning may be from what was typed: in all, and more for each sound of it.
FAREST, FAREST_A_SOUND = 0.2, 0.08
FIRST_SOUND = 0.5  # what the first sounds may differ by; readers seldom err there
SHORTER, LONGER = 1, 2  # sounds that the beginning may have less or more than was typed
WIDTH = 32  # sounds of a word that are compared
ROUNDING = 1e-9
END = 0  # stands after the sounds of a word; leaving it out costs nothing


def coded(words: Iterable[str]) -> np.ndarray:
    """Return the sounds of words as numbers, a row each; words are cut and filled to ``WIDTH``."""
    joined = b"".join(sounds[:WIDTH].encode("ascii").ljust(WIDTH, b"\0") for sounds in words)
    return np.frombuffer(joined, np.uint8).reshape(-1, WIDTH)


def distances(readings: list[str], words: np.ndarray) -> np.ndarray:
    """Return how far each word, coded, is from what was typed at its beginning; inf if too far."""
    far = np.full(len(words), np.inf)
    for typed in (one[: WIDTH - LONGER] for one in readings if one):
        rows = np.flatnonzero(FIRST_NEAR[ord(typed[0]), words[:, 0]])
        near = beginnings(typed, words[rows, : len(typed) + LONGER])
        near[near > FAREST + FAREST_A_SOUND * len(typed) + ROUNDING] = np.inf
        far[rows] = np.minimum(far[rows], near)
    return far


def beginnings(typed: str, words: np.ndarray) -> np.ndarray:
    """Return the least distance to a beginning that is about as long as what was typed.

    Leaving out sounds of the word costs the same wherever it begins, so the least
    cost of any number of them is a running minimum, less the costs so far.
    """
    left_out = running(LEAVING_OUT[words])
    row = running(LEAVING_OUT_AT_FIRST[words[:, :1]], LEAVING_OUT[words[:, 1:]])
    for at, letter in enumerate(typed):
        further = row[:, :1] + dropping(letter, at)
        kept = row[:, 1:] + DROPPED.get(letter, DEAR)
        kept = np.minimum(kept, row[:, :-1] + COSTS[ord(letter)][words])
        row = np.hstack([further, kept]) - left_out
        row = np.minimum.accumulate(row, axis=1) + left_out
    return row[:, max(1, len(typed) - SHORTER) :].min(axis=1)


def running(*costs: np.ndarray) -> np.ndarray:
    """Return the sums of costs so far, beginning with none."""
    costs = np.hstack(costs)
    return np.hstack([np.zeros((len(costs), 1)), np.cumsum(costs, axis=1)])


@lru_cache(maxsize=10_000)
def first_apart(typed: str, meant: str) -> bool:
    """Whether two sounds are too far apart for the first ones of a word."""
    if typed in VOWEL_PHONES and meant in VOWEL_PHONES:
        return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND
    return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND / 2


def tables() -> tuple[np.ndarray, ...]:
    """Return, by the numbers of sounds, what costs what and which are near at first."""
    sounds = [chr(number) for number in range(128)]
    costs = np.full((128, 128), DEAR)
    for pair, cost in SUBSTITUTION.items():
        costs[tuple(map(ord, pair))] = cost
    np.fill_diagonal(costs, 0.0)
    near = np.array([[not first_apart(one, other) for other in sounds] for one in sounds])
    inner = np.array([DROPPED.get(sound, DEAR) for sound in sounds])
    first = np.array([dropping(sound, 0) for sound in sounds])
    costs[:, END], near[:, END], inner[END], first[END] = DEAR, False, 0.0, 0.0
    return costs, near, inner, first


COSTS, FIRST_NEAR, LEAVING_OUT, LEAVING_OUT_AT_FIRST = tables()
