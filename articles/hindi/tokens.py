"""Words of Hindi text: where they stand, and their folded form."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from articles.hindi.fold import JOINERS, fold_word

LONGEST_PIECE = 200  # characters between blanks that are worth remembering
LETTER = "\u0900-\u0963\u0971-\u097f"
# After these a colon before a consonant is a typed visarga (दु:ख, नि:शुल्क), not punctuation.
VISARGA_STEMS = "दु|नि|अंत|अन्त|प्रात|पुन|अध|बहि|चतु|मन|स्वत|प्राय|शत|वय|तप|यश"
PATTERN = re.compile(
    rf"(?<![{LETTER}{JOINERS}])(?:{VISARGA_STEMS}):(?=[क-ह])[{LETTER}{JOINERS}]+"
    rf"|[{LETTER}](?:[{LETTER}{JOINERS}]*[{LETTER}])?"
    r"|[0-9\u0966-\u096f]+(?:[.,:][0-9\u0966-\u096f]+)*"
    r"|[A-Za-z\u00c0-\u024f]+(?:['\u2019][A-Za-z]+)*"
    # Words of other scripts; those of India carry marks that are no letters to Python.
    rf"|(?:[^\W_{LETTER}A-Za-z\u00c0-\u024f0-9\u0966-\u096f]|[\u0980-\u0dff\u064b-\u065f])+"
)


class Token(NamedTuple):
    """A word: its folded form and where it stands in the text (``text[start:end]``)."""

    folded: str
    start: int
    end: int


def tokenise(text: str) -> Iterator[Token]:
    """Yield the words of ``text`` in order. Punctuation ends a word and is no word itself."""
    for match in PATTERN.finditer(text):
        folded = fold_word(match[0])
        if folded:
            yield Token(folded, match.start(), match.end())


@lru_cache(maxsize=100_000)
def words_of_piece(piece: str) -> tuple[str, ...]:
    """Return the folded words of what stands between blanks, which no word spans; remembered."""
    return tuple(token.folded for token in tokenise(piece))


def words_of_pieces(pieces: list[str]) -> Iterable[tuple[str, ...]]:
    """Return the folded words of each piece. Where one is very long, none is remembered."""
    short = max(map(len, pieces), default=0) <= LONGEST_PIECE
    return map(words_of_piece if short else words_of_piece.__wrapped__, pieces)


def fold_words(text: str) -> list[str]:
    """Return the folded words of ``text``."""
    return list(chain.from_iterable(words_of_pieces(text.split())))
