"""How near the beginning of a roman word comes to the beginnings of many words of the archive.

The distance is that of ``romanise.distance``, worked out for all words at once: a row of
its table holds the distances to every beginning of a word.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from articles.hindi.nearness import END, to_beginnings
from articles.hindi.romanise import SUBSTITUTION, VOWEL_PHONES

# So far a beginning may be from what was typed: in all, and more for each sound of it.
FAREST, FAREST_A_SOUND = 0.2, 0.08
FIRST_SOUND = 0.5  # what the first sounds may differ by; readers seldom err there
SHORTER, LONGER = 1, 2  # sounds that the beginning may have less or more than was typed
WIDTH = 32  # sounds of a word that are compared
ROUNDING = 1e-9


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
    """Return the least distance to a beginning that is about as long as what was typed."""
    return to_beginnings(typed, words)[:, max(1, len(typed) - SHORTER) :].min(axis=1)


@lru_cache(maxsize=10_000)
def first_apart(typed: str, meant: str) -> bool:
    """Whether two sounds are too far apart for the first ones of a word."""
    if typed in VOWEL_PHONES and meant in VOWEL_PHONES:
        return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND
    return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND / 2


def near_at_first() -> np.ndarray:
    """Return, by the numbers of sounds, which are near enough for the first ones of words."""
    sounds = [chr(number) for number in range(128)]
    near = np.array([[not first_apart(one, other) for other in sounds] for one in sounds])
    near[:, END] = False
    return near


FIRST_NEAR = near_at_first()
