"""Words that go on as the last one was begun, and that stand together with those before it."""

import math
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.romanise import distance, phones
from articles.hindi.stems import PROTECTED, VERB_FORMS, stem
from articles.hindi.tokens import fold_words
from search.engines.base import Beside, engine
from search.suggest import passages
from search.suggest.begun import Completion, candidates
from search.suggest.little import LITTLE_SAYING
from search.suggest.typed import Typed, as_read, sounds_of, telling

MOST_CANDIDATES = 6
MOST_NEAR, MOST_FREQUENT = 10, 10  # words that are counted with those before
MOST_BEFORE = 6  # words before the last; to a longer query nothing is added
NEXT = 3  # each time that a word was seen right after those before counts as so many articles
MOST_PHRASES, OFTEN = 2, 2  # words that came next so often go on from a whole word
SLIP, SLIP_A_SOUND = 0.1, 0.05  # a whole roman word is so near to what it means
DOUBT = 3  # a share of so few articles says little
BASE_SHARE = 3  # of several forms, the shortest is suggested if it is so nearly as frequent


class Counted(NamedTuple):
    """A completion and in how many articles it is with the words before; better first."""

    worth: float
    one: Completion
    count: int


class Context:
    """What was typed and how it may go on. Asks the database and the index when needed."""

    def __init__(self, typed: Typed):
        self.typed = typed
        self.usable = typed.is_plain and len(typed.words) <= MOST_BEFORE + 1

    @cached_property
    def lead(self) -> str:
        return as_read(self.typed.lead) if self.usable else ""

    @cached_property
    def before(self) -> tuple[str, ...]:
        return telling(fold_words(self.lead))

    @cached_property
    def beside(self) -> Beside:
        """The articles that have the words before."""
        return engine().beside(self.before)

    @cached_property
    def counted(self) -> list[Counted]:
        """The completions that articles have beside the words before, the likeliest first."""
        if not self.usable:
            return []
        return self._beside() if self.before else self._alone()

    def _alone(self) -> list[Counted]:
        ordered = sorted(candidates(self.typed), key=lambda one: says_little(one.text))
        found = distinct(ordered, MOST_CANDIDATES)
        counts = self.beside.counts(one.text for one in found)
        pairs = zip(found, counts, strict=True)
        return [Counted(0, one, count) for one, (count, _) in pairs if count]

    def _beside(self) -> list[Counted]:
        if not self.beside.total:
            return []
        near = passages.going_on(passages.near(self.before), self.typed)[:MOST_NEAR]
        next_ones = {one.text: one.next for one in near}
        found = [*(Completion(one.text, one.written, 0) for one in near), *candidates(self.typed)]
        fitting = (one for one in found if self._says_more(one.text))
        found = distinct(fitting, MOST_NEAR + MOST_FREQUENT)
        counts = self.beside.counts(one.text for one in found)
        counted = [
            Counted(worth(both, every, next_ones.get(one.text, 0)), one, both)
            for one, (both, every) in zip(found, counts, strict=True)
            if both
        ]
        return sorted(counted, key=lambda one: -one.worth)

    def _says_more(self, word: str) -> bool:
        return word not in self.before and not says_little(word)

    @property
    def likeliest(self) -> list[Completion]:
        """The completions; a number or an unknown word has none, but headlines may have it."""
        as_typed = [Completion(self.typed.starts[0], self.typed.last, 0)] if self.usable else []
        return [one.one for one in self.counted] or as_typed

    def queries(self, most: int) -> list[tuple[str, int]]:
        """Return whole queries and in how many articles their words are, the likeliest first."""
        found = [(self.lead + one.written, count) for _, one, count in self.counted]
        return [*found[:1], *self._phrases(), *found[1:]][:most]

    def _phrases(self) -> list[tuple[str, int]]:
        """Return how the last word may go on, if it is whole and the likeliest of all."""
        if not self.counted or not is_whole(self.typed, self.counted[0].one.text):
            return []
        word = self.counted[0].one
        before = (*self.before, word.text)
        often = (one for one in passages.near(before) if one.next >= OFTEN)
        near = list(islice((one for one in often if goes_on(one.text)), MOST_PHRASES))
        counts = engine().beside(before).counts(one.text for one in near)
        lead = f"{self.lead}{word.written} "
        return [(lead + one.written, both) for one, (both, _) in zip(near, counts, strict=True)]


def is_whole(typed: Typed, word: str) -> bool:
    """Whether a word was typed to its end, as far as spelling or sound can say."""
    if typed.is_roman and not word.isascii():
        sounds = phones(word)
        return any(
            distance(one, sounds) <= SLIP + SLIP_A_SOUND * len(one)
            for one in sounds_of(typed.last.lower())
        )
    return word in typed.starts


def goes_on(word: str) -> bool:
    return not word[0].isdigit() and not says_little(word)


def worth(both: int, every: int, next_one: int) -> float:
    """Return how likely a word is meant that so many articles have with those before.

    The commonest words are beside any others; those that are mostly beside these say more.
    """
    return (both + NEXT * next_one) * math.sqrt(both / (max(every, both) + DOUBT))


def distinct(found: Iterable[Completion], most: int) -> list[Completion]:
    """Return the first words that say something, further forms of a word left out."""
    kept: dict[tuple, Completion] = {}
    for one in found:
        key = form_of(one.text)
        if key in kept:
            kept[key] = better(kept[key], one)
        elif len(kept) < most and one.text not in FUNCTION_WORDS:
            kept[key] = one
    return list(kept.values())


def form_of(word: str) -> tuple[str, bool]:
    """Return what forms of a word have in common; सरकार and सरकारी have a stem, but are two."""
    return stem(word), word.endswith("ी")


def better(first: Completion, other: Completion) -> Completion:
    """Of two forms of a word return the shorter, unless it is far less usual."""
    shorter = len(other.text) < len(first.text)
    return other if shorter and other.count * BASE_SHARE >= first.count else first


def says_little(word: str) -> bool:
    """Whether hardly anybody looks for a word; of common verbs that is all but the infinitive."""
    verb = word not in PROTECTED and VERB_FORMS.get(word, word) != word
    return verb or word in LITTLE_SAYING
