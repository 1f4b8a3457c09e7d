"""Initials for given names, as papers write them: एस. जयशंकर, पी. वी. सिंधु, पीवी सिंधु."""

import re
from collections.abc import Iterator, Sequence

from articles.hindi.names.forms import GENERIC_STEMS, NO_NAMES, bare
from articles.hindi.stems import stem
from articles.hindi.tokens import fold_words

# Each letter of the roman alphabet, as it is called, for the sounds with which names begin.
CALLED = {
    "एस": "सशषस",
    "के": "कख",
    "जी": "गघज",
    "सी": "चछ",
    "जे": "जझ",
    "टी": "तटथठ",
    "डी": "दडधढ",
    "एन": "नण",
    "पी": "पफ",
    "एफ": "फ",
    "बी": "बभ",
    "एम": "म",
    "वाई": "य",
    "आर": "रऋ",
    "एल": "ल",
    "वी": "व",
    "डब्ल्यू": "व",
    "एच": "ह",
    "ए": "अआऐए",
    "आई": "इई",
    "ई": "इईए",
    "यू": "उऊ",
    "ओ": "ओऔ",
    "क्यू": "क",
    "जेड": "ज",
}
LETTERS = {"".join(fold_words(called)): sounds for called, sounds in CALLED.items()}
# Letters whose names are words as well: only a full stop makes initials of them.
WORDS = frozenset(fold_words("के जी आई ए ई ओ"))
MOST = 3  # given names
CALLED_OUT = re.compile(f"(?:{'|'.join(LETTERS)}){{1,{MOST}}}")


def initials_of(word: str) -> list[str]:
    """Return the letters, as they are called, that stand for a folded given name."""
    return [called for called, sounds in LETTERS.items() if word[0] in sounds]


def needs_stop(form: Sequence[str]) -> bool:
    """Return whether initials and a surname are these only where a full stop is written."""
    return not WORDS.isdisjoint(form[:-1])


def initial_forms(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the forms in which initials stand for a person's given names, from folded words.

    Those of the first name alone, and of all given names, apart and joined. A name that has
    initials already has none.
    """
    first, end = bare(words)
    *given, surname = words[first:end]
    if not 0 < len(given) <= MOST or surname in NO_NAMES or stem(surname) in GENERIC_STEMS:
        return
    if len(surname) < 3 or any(map(CALLED_OUT.fullmatch, given)):
        return
    ways = [[]]
    for number, word in enumerate(given):
        ways = [[*way, called] for way in ways for called in initials_of(word)]
        if number == 0:
            yield from ((*way, surname) for way in ways)
    if len(given) > 1:
        for way in ways:
            yield (*way, surname)
            yield ("".join(way), surname)
