"""Text as the recogniser reads it: words and signs, by sentences."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.hindi.fold import fold_word
from articles.hindi.tokens import PATTERN

PIECE = re.compile(rf"{PATTERN.pattern}|[^\w\s]")
SENTENCE_END = frozenset("।॥?!|")
LONGEST_SENTENCE = 120  # words; a longer one is cut, so that no text costs more than its length
SHORTEST_BEFORE_STOP = 3  # letters; what is shorter before a full stop is an initial or डॉ.


class Word(NamedTuple):
    """A word or sign: folded, as written, and where it stands (``text[start:end]``)."""

    folded: str
    written: str
    start: int
    end: int


def folded(piece: str) -> str:
    return fold_word(piece) or piece


def sentences(text: str) -> Iterator[list[Word]]:
    """Yield the words of each sentence, those of a line of its own too."""
    sentence: list[Word] = []
    end = 0
    for match in PIECE.finditer(text):
        start = match.start()
        if sentence and (ends(sentence) or "\n" in text[end:start]):
            yield sentence
            sentence = []
        end = match.end()
        sentence.append(Word(folded(match[0]), match[0], start, end))
    if sentence:
        yield sentence


def ends(sentence: list[Word]) -> bool:
    """Return whether a sentence ends with the last of these words."""
    last = sentence[-1].written
    if last == "." and len(sentence) > 1:
        before = sentence[-2]
        spaced = before.end < sentence[-1].start
        return spaced or len(before.written) >= SHORTEST_BEFORE_STOP + 1
    return last in SENTENCE_END or len(sentence) >= LONGEST_SENTENCE
