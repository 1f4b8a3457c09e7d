"""Find the names of known entities in text."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain
from types import MappingProxyType
from typing import NamedTuple

from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.names.forms import RANKS
from articles.hindi.tokens import fold_words, tokenise, words_of_pieces
from articles.ingestion.suggest import Suggested, Suggester

NOTHING_MERGED: Mapping[int, int] = MappingProxyType({})
BESIDE = FUNCTION_WORDS | RANKS  # beside a surname that stands alone
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
    with one form, the first given keeps it. Of ``persons`` (ids) the surname alone counts
    as well, once the article has the full name; two that were ``merged`` (id → id) are one
    person. ``suggester`` finds names of no entity.
    """

    def __init__(
        self,
        names: Iterable[tuple[int, str]],
        suggester: Suggester | None = None,
        persons: Iterable[int] = (),
        merged: Mapping[int, int] = NOTHING_MERGED,
    ):
        self.suggester = suggester
        self.merged = dict(merged)
        self.persons = frozenset(persons)
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
        title, *lines = [Line.of(line) for line in text.split("\n")]
        found = Counter()
        surnames: dict[str, int | None] = {}
        # A headline may have the surname of whom the text below names in full.
        for line in [*lines, title]:
            names = list(self._in_line(line))
            found.update(name.entity for _, name in names)
            self._learn(names, surnames)
            if not surnames.keys().isdisjoint(line.words):
                found.update(self._surnames_in(line, names, surnames))
        return dict(found)

    def _learn(self, names, surnames) -> None:
        """Note the surnames of the persons named in full; None where two have the same."""
        for _, name in names:
            if name.entity in self.persons and len(name.words) > 1:
                other = surnames.setdefault(name.words[-1], name.entity)
                if other is not None and self._head(other) != self._head(name.entity):
                    surnames[name.words[-1]] = None

    def _head(self, entity: int) -> int:
        return self.merged.get(entity, entity)

    def _surnames_in(self, line: "Line", names, surnames) -> Iterator[int]:
        """Yield the persons whose surname stands alone in a line, after their full name."""
        taken = {n: p for p, name in names for n in range(p, p + len(name.words))}
        ends = {name.words[-1]: p for p, name in reversed(names) if len(name.words) > 1}
        for position, word in enumerate(line.words):
            entity = surnames.get(word)
            free = position not in taken and position > ends.get(word, -1)
            if entity and free and line.alone(position):
                yield entity

    def unknown_in_each(self, texts: list[str]) -> list[tuple[Suggested, ...]]:
        """Return the names in each text that may be those of entities which are not known yet."""
        return self.suggester.unknown_in_each(texts) if self.suggester else [()] * len(texts)

    def _in_line(self, line: "Line") -> Iterator[tuple[int, Name]]:
        """Yield the names in a line, which no name leaves, and the word where each begins."""
        firsts = self.by_first_word
        free = 0
        for position in [n for n, word in enumerate(line.words) if word in firsts]:
            if position >= free and (name := self._at(line, position)):
                free = position + len(name.words)
                yield position, name

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


def text_of(article) -> str:
    """Return the text of an article, stored or on its way, in which names are looked for."""
    return f"{article.title}\n{article.lead}\n{article.body}"
