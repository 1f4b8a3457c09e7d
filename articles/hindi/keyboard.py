"""Slips of the finger: words as they come out when a neighbouring key is hit.

The keys of InScript, the layout of India's standard IS 13194 that phones and
systems offer for Hindi, and of the roman QWERTY; of each the plain and the
shifted letters, row by row, a dot where a key has no letter of a word.
"""

from collections import defaultdict
from collections.abc import Iterator

from articles.hindi.fold import fold_word

INSCRIPT = (
    ("ौैाीूबहगदजड.", "ोे्िुपरकतचट.", ".ंमनवलस..य.."),
    ("औऐआईऊभङघधझढञ", "ओएअइउफ.खथछठ.", ".ँण...शष...."),
)
QWERTY = (("qwertyuiop", "asdfghjkl.", "zxcvbnm..."),)
NO_LETTER = "."
# A row stands half a key to the right of the row above it.
STEPS = ((0, -1), (0, 1), (1, -1), (1, 0), (-1, 0), (-1, 1))


def neighbours() -> dict[str, set[str]]:
    """Return for each letter those of the keys around its own, and of its own with shift."""
    near = defaultdict(set)
    for layers in (INSCRIPT, QWERTY):
        for layer in layers:
            for row, letters in enumerate(layer):
                for column, letter in enumerate(letters):
                    around = [letter_at(layer, row + down, column + on) for down, on in STEPS]
                    shifted = [other[row][column] for other in layers]
                    near[letter] |= {*around, *shifted} - {letter, NO_LETTER}
    near.pop(NO_LETTER)
    return near


def letter_at(layer: tuple[str, ...], row: int, column: int) -> str:
    inside = 0 <= row < len(layer) and 0 <= column < len(layer[row])
    return layer[row][column] if inside else NO_LETTER


NEIGHBOURS = neighbours()


def slips(word: str) -> Iterator[str]:
    """Yield the folded words that were meant if one key beside the right one was hit."""
    for at, letter in enumerate(word):
        for other in NEIGHBOURS.get(letter, ()):
            if meant := fold_word(word[:at] + other + word[at + 1 :]):
                yield meant
