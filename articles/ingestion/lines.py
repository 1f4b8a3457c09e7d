"""Lines of text as the gazetteer reads them."""

import re
from bisect import bisect_right
from itertools import accumulate, chain
from typing import NamedTuple

from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.names.forms import RANKS
from articles.hindi.tokens import tokenise, words_of_pieces

BESIDE = FUNCTION_WORDS | RANKS  # beside a surname that stands alone
# A name does not run on over these: नई। दिल्ली is not नई दिल्ली.
BREAK = re.compile(r"[।,;!?|\n()\[\]\"“”]")
BRACKETED = re.compile(r"[(\[].*[)\]]\W*")


class Line(NamedTuple):
    """A line of text: what stands between its blanks, the folded words of each, and of all."""

    pieces: list[str]
    words_of: list[tuple[str, ...]]
    words: list[str]

    @classmethod
    def of(cls, line: str) -> "Line":
        pieces = line.split()
        words = list(words_of_pieces(pieces))
        return cls(pieces, words, list(chain.from_iterable(words)))

    def alone(self, position: int) -> bool:
        """Return whether the words beside one are no part of the same name."""
        before = position == 0 or self._parted(position - 1, position - 1)
        return before and (position + 1 == len(self.words) or self._parted(position + 1, position))

    def _parted(self, other: int, first: int) -> bool:
        return self.words[other] in BESIDE or bool(BREAK.search(self.written(first, first + 2)))

    def written(self, first: int, end: int) -> str:
        """Return how the words from ``first`` to ``end`` are written, with what is between them."""
        ends = list(accumulate(map(len, self.words_of)))
        one, last = bisect_right(ends, first), bisect_right(ends, end - 1)
        text = " ".join(self.pieces[one : last + 1])
        before = ends[one] - len(self.words_of[one])
        tokens = list(tokenise(text))[first - before : end - before]
        return text[tokens[0].start : tokens[-1].end]

    def bracketed(self, position: int) -> str:
        """Return the folded word at a position if brackets hold just that, "" if not."""
        if position >= len(self.words):
            return ""
        number = bisect_right(list(accumulate(map(len, self.words_of))), position)
        alone = len(self.words_of[number]) == 1 and BRACKETED.fullmatch(self.pieces[number])
        return self.words[position] if alone else ""
