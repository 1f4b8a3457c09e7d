"""Find the names of known entities in text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from articles.hindi.names.initials import needs_stop
from articles.hindi.tokens import fold_words
from articles.ingestion.lines import Line
from articles.ingestion.short_forms import Name, ShortForms, with_initials
from articles.ingestion.suggest import Suggested, Suggester

NOTHING_MERGED: Mapping[int, int] = MappingProxyType({})


class Gazetteer:
    """The names of many entities, matched on folded whole words, the longest first.

    ``names`` are pairs of an entity's id and a form of its name. Of two entities
    with one form, the first given keeps it. Of ``persons`` (ids) initials with the surname
    count as well, and the surname alone once the article has the full name; two that were
    ``merged`` (id → id) are one person. Of ``organisations`` (ids) letters in brackets
    after the name count from there on. ``suggester`` finds names of no entity.
    """

    def __init__(
        self,
        names: Iterable[tuple[int, str]],
        suggester: Suggester | None = None,
        persons: Iterable[int] = (),
        merged: Mapping[int, int] = NOTHING_MERGED,
        organisations: Iterable[int] = (),
    ):
        self.suggester = suggester
        self.persons = {one: merged.get(one, one) for one in persons}
        self.organisations = frozenset(organisations)
        self.by_first_word: dict[str, list[Name]] = {}
        seen: dict[tuple[str, ...], int] = {}
        for entity, text in names:
            words = tuple(fold_words(text))
            if words and words not in seen:
                seen[words] = entity
                # WHO must not be found in "who": capitals are asked of the text too.
                self._add(Name(entity, words, text.isascii() and text.isupper()))
        self.initials = with_initials(seen, self.persons)
        for words, entity in self.initials.items():
            self._add(Name(entity, words, stop=needs_stop(words)))
        for names_here in self.by_first_word.values():
            names_here.sort(key=lambda name: -len(name.words))

    def _add(self, name: Name) -> None:
        self.by_first_word.setdefault(name.words[0], []).append(name)

    def count(self, text: str) -> dict[int, int]:
        """Return how often each entity is named in ``text``, by entity id."""
        title, *lines = [Line.of(line) for line in text.split("\n")]
        found = Counter()
        short = ShortForms(self.persons, self.organisations, self.by_first_word)
        # A headline may have the surname of whom the text below names in full.
        for line in [*lines, title]:
            names = list(self._in_line(line))
            short.learn(line, names)
            names = [(place, name) for place, name in names if not short.of_another(name)]
            found.update(name.entity for _, name in names)
            found.update(short.found_in(line, names))
        return dict(found)

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
            if name.written_as(line.written(position, position + len(name.words))):
                return name
        return None


def text_of(article) -> str:
    """Return the text of an article, stored or on its way, in which names are looked for."""
    return f"{article.title}\n{article.lead}\n{article.body}"
