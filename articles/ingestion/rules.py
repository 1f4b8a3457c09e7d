"""Rules by which lines of a site's own are told from those of an article: plain data.

They are made of what the database holds (``rulebook``) and given to the code that cuts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from articles.hindi.fold import fold
from articles.hindi.tokens import fold_words, tokenise

LONGEST_LINE = 300  # characters of a line that are looked at


class Kind(StrEnum):
    """What a line means that a rule names."""

    ENDS = "ends"  # nothing of the article follows
    INTERRUPTS = "interrupts"  # it goes on after teasers of other articles, with the next prose
    LINE = "line"  # the line itself is none of the article
    KEPT = "kept"  # the line stays, whatever other rules say


class Rule(NamedTuple):
    """The folded words of a line, or of how it begins, and what it means.

    A ``learned`` rule was found by repetition, and no curator has confirmed it.
    """

    words: tuple[str, ...]
    kind: Kind
    begins: bool = False
    learned: bool = False

    @classmethod
    def of(cls, text: str, kind: str, begins: bool = False, learned: bool = False) -> "Rule":
        return cls(tuple(fold_words(text)), Kind(kind), begins, learned)


Index = dict[str, tuple[Rule, ...]]  # rules by the first of their words


def index(rules: Iterable[Rule]) -> Index:
    """Return the rules by their first word; those of whole lines, then the longest, come first."""
    found: dict[str, list[Rule]] = {}
    for rule in sorted(rules, key=lambda rule: (rule.begins, -len(rule.words), rule)):
        if rule.words:
            found.setdefault(rule.words[0], []).append(rule)
    return {word: tuple(some) for word, some in found.items()}


@dataclass(frozen=True)
class Marks:
    """The rules for the articles of one source; those of its own go before the common ones.

    ``links`` are the lines of a page that are nothing but links; None where that
    is not known.
    """

    own: Index
    common: Index
    page: bool = False
    links: frozenset[str] | None = None

    def rule_of(self, line: str) -> Rule | None:
        """Return the rule that a line falls under. Common ones are for whole pages only."""
        return rule_in(self.own, line) or (rule_in(self.common, line) if self.page else None)

    def kind_of(self, line: str) -> Kind | None:
        rule = self.rule_of(line)
        return rule and rule.kind

    def is_interruption(self, line: str) -> bool:
        """Return whether a line is one after which links to other articles stand, anywhere."""
        rule = rule_in(self.own, line) or rule_in(self.common, line)
        return bool(rule) and rule.kind is Kind.INTERRUPTS


@dataclass(frozen=True)
class Rules:
    """All rules of an archive: those for every source, and those of some, by folded name."""

    common: Index = field(default_factory=dict)
    own: dict[str, Index] = field(default_factory=dict)

    def marks(self, source: str, page: bool, links: frozenset[str] | None = None) -> Marks:
        return Marks(self.own.get(fold(source), {}), self.common, page, links)


NO_RULES = Rules()


def rule_in(rules: Index, line: str) -> Rule | None:
    """Return the first rule for a line; also where it is a row of lines that are to be cut."""
    tokens = tokenise(line[:LONGEST_LINE])
    first = next(islice(tokens, 1), None)
    if first is None or first.folded not in rules:
        return None
    whole = len(line) <= LONGEST_LINE
    words = (first.folded, *(token.folded for token in tokens))
    for rule in rules[first.folded]:
        if (whole and rule.words == words) or (rule.begins and starts(words, rule)):
            return rule
    return row_of(rules, words) if whole else None


def starts(words: tuple[str, ...], rule: Rule) -> bool:
    return words[: len(rule.words)] == rule.words


def row_of(rules: Index, words: tuple[str, ...]) -> Rule | None:
    """Return the first rule if the words are those of several lines in a row, each to be cut.

    That is how the buttons of a share bar look, saved as text: Facebook Twitter WhatsApp.
    """
    first = None
    while words:
        rule = next((one for one in rules.get(words[0], ()) if starts(words, one)), None)
        if rule is None or rule.kind is not Kind.LINE or rule.begins:
            return None
        first, words = first or rule, words[len(rule.words) :]
    return first
