"""Find the names of known entities in text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from typing import NamedTuple

from articles.hindi.tokens import fold_words, tokenise, words_of_pieces
from articles.ingestion.suggest import Suggested, Suggester

# A name does not run on over these: नई। दिल्ली is not नई दिल्ली.
BREAK = re.compile(r"[।,;!?|\n()\[\]\"“”]")


class Name(NamedTuple):
    """A form of an entity's name to look for: its folded words, and whether case matters."""

    entity: int
    words: tuple[str, ...]
    capitals: bool


class Gazetteer:
    """The names of many entities, matched on folded whole words, the longest first.

    ``names`` are pairs of an entity's id and a form of its name. Of two entities
    with one form, the first given keeps it. ``suggester`` finds names of no entity.
    """

    def __init__(self, names: Iterable[tuple[int, str]], suggester: Suggester | None = None):
        self.suggester = suggester
        self.by_first_word: dict[str, list[Name]] = {}
        seen = set()
        for entity, text in names:
            words = tuple(fold_words(text))
            if words and words not in seen:
                seen.add(words)
                # WHO must not be found in "who": capitals are asked of the text too.
                name = Name(entity, words, text.isascii() and text.isupper())
                self.by_first_word.setdefault(words[0], []).append(name)
        for names_here in self.by_first_word.values():
            names_here.sort(key=lambda name: -len(name.words))

    def count(self, text: str) -> dict[int, int]:
        """Return how often each entity is named in ``text``, by entity id."""
        return dict(Counter(chain.from_iterable(map(self._in_line, text.split("\n")))))

    def unknown(self, text: str) -> tuple[Suggested, ...]:
        """Return the names that may be those of entities which are not known yet."""
        return self.suggester.unknown(text) if self.suggester else ()

    def _in_line(self, line: str) -> Iterator[int]:
        """Yield the entities named in a line, which no name leaves."""
        pieces = line.split()
        words = list(words_of_pieces(pieces))
        line = Line(pieces, words, list(chain.from_iterable(words)))
        firsts = self.by_first_word
        free = 0
        for position in [n for n, word in enumerate(line.words) if word in firsts]:
            if position >= free and (name := self._at(line, position)):
                free = position + len(name.words)
                yield name.entity

    def _at(self, line: "Line", position: int) -> Name | None:
        for name in self.by_first_word[line.words[position]]:
            if line.words[position : position + len(name.words)] != list(name.words):
                continue
            written = line.written(position, position + len(name.words))
            if BREAK.search(written) or (name.capitals and not written.isupper()):
                continue
            return name
        return None


class Line(NamedTuple):
    """A line of text: what stands between its blanks, the folded words of each, and of all."""

    pieces: list[str]
    words_of: list[tuple[str, ...]]
    words: list[str]

    def written(self, first: int, end: int) -> str:
        """Return how the words from ``first`` to ``end`` are written, with what is between them."""
        ends = list(accumulate(map(len, self.words_of)))
        one, last = bisect_right(ends, first), bisect_right(ends, end - 1)
        text = " ".join(self.pieces[one : last + 1])
        before = ends[one] - len(self.words_of[one])
        tokens = list(tokenise(text))[first - before : end - before]
        return text[tokens[0].start : tokens[-1].end]


def text_of(article) -> str:
    """Return the text of an article, stored or on its way, in which names are looked for."""
    return f"{article.title}\n{article.lead}\n{article.body}"
