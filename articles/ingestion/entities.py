"""Find the names of known entities in text."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from articles.hindi.tokens import Token, tokenise

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
    with one form, the first given keeps it.
    """

    def __init__(self, names: Iterable[tuple[int, str]]):
        self.by_first_word: dict[str, list[Name]] = {}
        seen = set()
        for entity, text in names:
            words = tuple(token.folded for token in tokenise(text))
            if words and words not in seen:
                seen.add(words)
                # WHO must not be found in "who": capitals are asked of the text too.
                name = Name(entity, words, text.isascii() and text.isupper())
                self.by_first_word.setdefault(words[0], []).append(name)
        for names_here in self.by_first_word.values():
            names_here.sort(key=lambda name: -len(name.words))

    def count(self, text: str) -> dict[int, int]:
        """Return how often each entity is named in ``text``, by entity id."""
        found: Counter[int] = Counter()
        tokens = list(tokenise(text))
        position = 0
        while position < len(tokens):
            name = self._at(text, tokens, position)
            if name:
                found[name.entity] += 1
            position += len(name.words) if name else 1
        return dict(found)

    def _at(self, text: str, tokens: list[Token], position: int) -> Name | None:
        for name in self.by_first_word.get(tokens[position].folded, ()):
            here = tokens[position : position + len(name.words)]
            if tuple(token.folded for token in here) != name.words:
                continue
            written = text[here[0].start : here[-1].end]
            if BREAK.search(written) or (name.capitals and not written.isupper()):
                continue
            return name
        return None


def text_of(article) -> str:
    """Return the text of an article, stored or on its way, in which names are looked for."""
    return f"{article.title}\n{article.lead}\n{article.body}"
