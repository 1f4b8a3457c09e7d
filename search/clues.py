"""Which texts a query may find at all, told by one look at their words.

A standing query is asked of every article that comes in. Most have none of its words,
and to see that is much quicker than to search them.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from articles.hindi.fold import fold_word
from articles.hindi.stems import stem
from articles.hindi.tokens import PATTERN
from search import tree


@dataclass(frozen=True)
class Clues:
    """Folded words, stems and beginnings of words; what is found has one of them."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()

    def __or__(self, other: "Clues") -> "Clues":
        return Clues(self.words | other.words, self.stems | other.stems, self.starts + other.starts)

    def has(self, folded: str) -> bool:
        return folded in self.words or folded.startswith(self.starts) or stem(folded) in self.stems


def clues_of(node: tree.Node) -> Clues | None:
    """Return what a text must have some of to be found; None if it may be found without."""
    if isinstance(node, tree.Word | tree.Phrase):
        return clues_of_words(node.words, isinstance(node, tree.Phrase) or node.has_number)
    if isinstance(node, tree.Prefix):
        return Clues(starts=(node.start,))
    if isinstance(node, tree.And):
        return next(filter(None, map(clues_of, node.parts)), None)
    if isinstance(node, tree.Or | tree.Most):
        return any_of([clues_of(part) for part in node.parts])
    if isinstance(node, tree.Variants):
        others = [clues_of_words(one.words, len(one.words) > 1) for one in node.others]
        return any_of([clues_of(node.part), *others])
    return None


def clues_of_words(words: tuple[str, ...], as_written: bool) -> Clues:
    first = frozenset([words[0]])
    return Clues(words=first) if as_written else Clues(stems=frozenset(map(stem, first)))


def any_of(clues: list[Clues | None]) -> Clues | None:
    return None if None in clues else reduce(or_, clues)


def has_words(node: tree.Node) -> bool:
    """Return whether the text of an article matters to a query at all."""
    if isinstance(node, tree.And | tree.Or | tree.Most):
        return any(map(has_words, node.parts))
    if isinstance(node, tree.Not):
        return has_words(node.part)
    return not isinstance(node, tree.Field | tree.Dates | tree.Everything)


class Sieve:
    """Tells which texts have any of some clues; each piece between blanks is looked at once."""

    def __init__(self, clues: Clues):
        self.clues = clues
        self.telling: set[str] = set()
        self.seen: set[str] = set()

    def passes(self, text: str) -> bool:
        pieces = set(text.split())
        for piece in pieces - self.seen:
            if any(map(self.clues.has, map(fold_word, PATTERN.findall(piece)))):
                self.telling.add(piece)
        self.seen |= pieces
        return not self.telling.isdisjoint(pieces)
