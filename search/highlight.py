"""Which words of a text a query found, and the passage that shows them best.

Results are parts of plain text with a flag; templates escape them and put the
marks around. Only whole words are marked: a mark inside a syllable would break
the shaping of Devanagari.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from articles.hindi.stems import stem
from articles.hindi.tokens import Token, tokenise
from search.tree import Node, Phrase, Prefix, Word, leaves

SNIPPET_WORDS = 34
LEAD_WORDS = 6  # words shown before the first match of a passage
GAP = " … "
PIECE = re.compile(r"\S+")


class Part(NamedTuple):
    """A piece of text, and whether the query found it."""

    text: str
    marked: bool


class Found(NamedTuple):
    """A word that the query found: its piece of the text, where it stands, what it answers."""

    piece: int
    start: int
    end: int
    answers: str


@lru_cache(maxsize=100_000)
def words_of(piece: str) -> tuple[tuple[Token, str, str], ...]:
    """Return the words of a piece of text, each with its fold and its stem."""
    return tuple((token, token.folded, stem(token.folded)) for token in tokenise(piece))


class Remembered(dict):
    """What a function returns for each key."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def __missing__(self, key):
        self[key] = self.function(key)
        return self[key]


class Highlighter:
    """Finds the words of a query in texts. Everything that the query leaves out is not marked.

    Texts are cut at their blanks, which no word spans. The pieces of texts repeat,
    so what the query finds in one is remembered.
    """

    def __init__(self, query: Node):
        self.folded: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.prefixes: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.seen = Remembered(self._found_in)
        for leaf in leaves(query):
            self._learn(leaf)

    def _learn(self, leaf):
        if isinstance(leaf, Prefix):
            self.prefixes.append(leaf.start)
        elif isinstance(leaf, Phrase) or (isinstance(leaf, Word) and leaf.has_number):
            self.phrases.append(leaf.words)
        elif isinstance(leaf, Word):
            self.folded.update((word, word) for word in leaf.words)
            self.stems.update((stem(word), word) for word in leaf.words)

    def mark(self, text: str) -> list[Part]:
        """Return the whole text in parts."""
        spans = list(PIECE.finditer(text))
        found = self._found([span[0] for span in spans], [span.start() for span in spans])
        return list(joined(parts(text, found, 0, len(text))))

    def snippet(self, text: str) -> list[Part]:
        """Return the passage of the text that answers most of the query, or its beginning.

        Each run of blanks in it becomes one.
        """
        pieces = text.split()
        text = " ".join(pieces)
        if not pieces:
            return [Part(text, False)]
        ends = list(accumulate(len(piece) + 1 for piece in pieces))
        starts = [0, *ends]
        found = self._found(pieces, starts)
        first = best_window(found)
        last = min(first + SNIPPET_WORDS, len(pieces)) - 1
        end = ends[last] - 1 if last < len(pieces) - 1 else len(text)
        before = [Part(GAP.lstrip(), False)] if first else []
        after = [Part(GAP.rstrip(), False)] if end < len(text) else []
        inside = [one for one in found if first <= one.piece <= last]
        return [*before, *joined(parts(text, inside, starts[first], end)), *after]

    def _found(self, pieces: list[str], starts: list[int]) -> list[Found]:
        """Return the words found, in order; ``starts`` are where the pieces stand."""
        seen = self.seen
        found = [
            Found(number, starts[number] + word.start, starts[number] + word.end, word.answers)
            for number, piece in enumerate(pieces)
            for word in seen[piece]
        ]
        if self.phrases:
            both = {one.start: one for one in [*found, *self._phrases_in(pieces, starts)]}
            found = [both[start] for start in sorted(both)]
        return found

    def _found_in(self, piece: str) -> list[Found]:
        """Return the words found in a piece of text, by where they stand in it."""
        found = []
        for token, folded, stemmed in words_of(piece):
            if folded in self.folded:
                found.append(Found(0, token.start, token.end, folded))
            elif stemmed in self.stems:
                found.append(Found(0, token.start, token.end, self.stems[stemmed]))
            elif self.prefixes and (start := self._prefix_of(folded)):
                found.append(Found(0, token.start, token.end, start))
        return found

    def _prefix_of(self, folded: str) -> str | None:
        return next((start for start in self.prefixes if folded.startswith(start)), None)

    def _phrases_in(self, pieces: list[str], starts: list[int]) -> Iterator[Found]:
        words = [
            (folded, Found(number, start + token.start, start + token.end, ""))
            for number, (piece, start) in enumerate(zip(pieces, starts, strict=False))
            for token, folded, _ in words_of(piece)
        ]
        folded = [word for word, _ in words]
        for phrase in self.phrases:
            for at, word in enumerate(folded):
                if word == phrase[0] and tuple(folded[at : at + len(phrase)]) == phrase:
                    for _, found in words[at : at + len(phrase)]:
                        yield found._replace(answers=" ".join(phrase))


def best_window(found: list[Found]) -> int:
    """Return the piece where the passage with the most different, then the most words begins."""
    best, best_worth = 0, (0, 0)
    end, reach = 0, SNIPPET_WORDS - LEAD_WORDS
    inside: Counter = Counter()
    for one in found:
        while end < len(found) and found[end].piece < one.piece + reach:
            inside[found[end].answers] += 1
            end += 1
        worth = (len(inside), inside.total())
        if worth > best_worth:
            best, best_worth = max(0, one.piece - LEAD_WORDS), worth
        inside -= Counter([one.answers])  # which drops what is down to nothing
    return best


def parts(text: str, found: list[Found], start: int, end: int) -> Iterator[Part]:
    """Cut ``text[start:end]`` at the words that were found."""
    at = start
    for word in found:
        yield Part(text[at : word.start], False)
        yield Part(text[word.start : word.end], True)
        at = word.end
    yield Part(text[at:end], False)


def joined(apart: Iterator[Part]) -> Iterator[Part]:
    """Join marked words with nothing but a blank or hyphen between them into one mark."""
    pending: list[Part] = []
    for part in apart:
        if not part.text:
            continue
        pending.append(part)
        if len(pending) == 3:
            if pending[0].marked and pending[1].text in (" ", "-") and pending[2].marked:
                pending = [Part("".join(one.text for one in pending), True)]
            else:
                yield pending.pop(0)
    yield from pending
