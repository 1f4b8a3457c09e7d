"""How near the beginning of a roman word comes to the beginning of a word of the archive."""

from functools import lru_cache

from articles.hindi.romanise import SUBSTITUTION, VOWEL_PHONES, distance

# So far a beginning may be from what was typed: in all, and more for each sound of it.
FAREST, FAREST_A_SOUND = 0.2, 0.08
FIRST_SOUND = 0.5  # what the first sounds may differ by; readers seldom err there
SHORTER, LONGER = 1, 2  # sounds that the beginning may have less or more than was typed


def nearest(readings: list[str], sounds: str) -> float | None:
    """Return how far a word is from what was typed at its beginning; None if too far."""
    near = [(nearness(typed, sounds), allowed(typed)) for typed in readings]
    return min((far for far, most in near if far <= most), default=None)


def allowed(typed: str) -> float:
    return FAREST + FAREST_A_SOUND * len(typed)


@lru_cache(maxsize=50_000)
def nearness(typed: str, sounds: str) -> float:
    """Return the least distance from ``typed`` to a beginning of about its length."""
    if not sounds or first_apart(typed[0], sounds[0]):
        return float("inf")
    shortest, longest = max(1, len(typed) - SHORTER), len(typed) + LONGER
    return min(distance(typed, sounds[:length]) for length in range(shortest, longest + 1))


def first_apart(typed: str, meant: str) -> bool:
    if typed in VOWEL_PHONES and meant in VOWEL_PHONES:
        return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND
    return SUBSTITUTION.get((typed, meant), typed != meant) > FIRST_SOUND / 2
