"""Short forms of names: initials for known persons; surnames and letters after full names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from articles.hindi.names.initials import MOST, initial_forms, needs_stop
from articles.ingestion.lines import BREAK, Line


class Name(NamedTuple):
    """A form of an entity's name to look for: its folded words, and what else it must have."""

    entity: int
    words: tuple[str, ...]
    capitals: bool = False
    stop: bool = False

    def written_as(self, text: str) -> bool:
        """Return whether a text with these words may be this name."""
        if BREAK.search(text) or (self.capitals and not text.isupper()):
            return False
        return not self.stop or "." in text


def with_initials(
    names: Mapping[tuple[str, ...], int], persons: Mapping[int, int]
) -> dict[tuple[str, ...], int]:
    """Return the forms with initials that stand for one known person only, whoever names it.

    That is so where no other known person has the surname. ``names`` gives the entity of
    each name, ``persons`` the one that each person was merged into, or itself.
    """
    full = [(words, one) for words, one in names.items() if one in persons and len(words) > 1]
    bearers = defaultdict(set)
    for words, one in full:
        bearers[words[-1]].add(persons[one])
    found: dict[tuple[str, ...], int] = {}
    for words, one in full:
        if len(bearers[words[-1]]) == 1:
            for form in initial_forms(words):
                if form not in names:
                    found.setdefault(form, one)
    return found


class ShortForms:
    """The short forms that an article may use, by the full names it has had so far."""

    def __init__(
        self, persons: Mapping[int, int], organisations: Collection[int], known: Collection[str]
    ):
        self.persons, self.organisations, self.known = persons, organisations, known
        self.surnames: dict[str, int | None] = {}  # None where two have the same
        self.initials: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        self.letters: dict[str, int] = {}

    def learn(self, line: Line, names: Iterable[tuple[int, Name]]) -> None:
        """Note the names that stand in a line in full, by the word where each begins."""
        for position, name in names:
            if len(name.words) == 1:
                continue
            if name.entity in self.persons:
                self._learn_person(name)
            elif name.entity in self.organisations:
                letters = line.bracketed(position + len(name.words))
                if letters and letters not in self.known:
                    self.letters[letters] = name.entity

    def _learn_person(self, name: Name) -> None:
        surname = name.words[-1]
        other = self.surnames.setdefault(surname, name.entity)
        if other is not None and self.persons[other] != self.persons[name.entity]:
            self.surnames[surname] = None
        self.initials[name.entity].update(initial_forms(name.words))

    def of_another(self, name: Name) -> bool:
        """Return whether a surname that is one person's alias stands for another one here."""
        here = self.surnames.get(name.words[0], name.entity)
        if len(name.words) > 1 or name.entity not in self.persons or here == name.entity:
            return False
        return here is None or self.persons[here] != self.persons[name.entity]

    def found_in(self, line: Line, names: Iterable[tuple[int, Name]]) -> Iterator[int]:
        """Yield the entities whose short forms stand in a line, beside the names found in it.

        A full name in the same line must stand before.
        """
        if self.surnames.keys().isdisjoint(line.words) and self.letters.keys().isdisjoint(
            line.words
        ):
            return
        taken = {n for p, name in names for n in range(p, p + len(name.words))}
        ends = {name.words[-1]: p for p, name in reversed(list(names)) if len(name.words) > 1}
        for position, word in enumerate(line.words):
            if position in taken or position < ends.get(word, -1):
                continue
            entity = self.surnames.get(word)
            if entity and (line.alone(position) or self._initials_before(line, position, entity)):
                yield entity
            elif word in self.letters:
                yield self.letters[word]

    def _initials_before(self, line: Line, position: int, entity: int) -> bool:
        """Return whether initials of a person stand before the surname."""
        for first in range(max(0, position - MOST), position):
            form = tuple(line.words[first : position + 1])
            if form in self.initials[entity]:
                name = Name(entity, form, stop=needs_stop(form))
                return name.written_as(line.written(first, position + 1))
        return False
