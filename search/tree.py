"""The tree of what a query asks: frozen, comparable, without a search engine behind it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


class Node:
    """A part of a query."""


@dataclass(frozen=True)
class Everything(Node):
    """All articles."""


@dataclass(frozen=True)
class Word(Node):
    """A word as typed; it may hold several tokens (हिंद-प्रशांत, कोविड-19)."""

    words: tuple[str, ...]  # folded
    text: str = field(default="", compare=False)

    @property
    def has_number(self) -> bool:
        """Whether the tokens belong together because a number is one of several."""
        return len(self.words) > 1 and any(word[0].isdigit() for word in self.words)


@dataclass(frozen=True)
class Phrase(Node):
    """Words that stand side by side."""

    words: tuple[str, ...]  # folded
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Prefix(Node):
    """Any word that begins so."""

    start: str  # folded
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Field(Node):
    """Articles with this source, entity or topic, as named in the query."""

    name: str
    value: str
    ids: tuple[int, ...] = ()  # filled when names are looked up
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Dates(Node):
    """Articles of these days, both included."""

    first: date
    last: date
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Not(Node):
    """Articles without this."""

    part: Node


@dataclass(frozen=True)
class And(Node):
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or(Node):
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Variant:
    """Other words that may stand for what was typed, and what finding them is worth (0 to 1)."""

    words: tuple[str, ...]  # folded, side by side
    weight: float


@dataclass(frozen=True)
class Variants(Node):
    """A part as typed, or words that mean the same: aliases, readings of roman letters."""

    part: Node
    others: tuple[Variant, ...]


@dataclass(frozen=True)
class Most(Node):
    """At least ``minimum`` of the parts: a question in a reader's own words."""

    parts: tuple[Node, ...]
    minimum: int


def join(kind, parts: list[Node]) -> Node | None:
    if len(parts) > 1:
        return kind(tuple(parts))
    return parts[0] if parts else None


def leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves that an article should have, without those under a Not."""
    if isinstance(node, And | Or | Most):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Variants):
        yield from leaves(node.part)
        for other in node.others:
            yield Phrase(other.words) if len(other.words) > 1 else Word(other.words)
    elif not isinstance(node, Not | Everything):
        yield node
