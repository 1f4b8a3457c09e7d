"""The articles that are most like one, by its rare words and its entities, near in time.

Each word and entity is worth the more the fewer articles have it. Only the words that are
worth most are looked for, and none that many articles have, so that the cost does not
grow with the length of the text.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from articles.hindi.stems import stem
from search.engines.base import Clues
from search.schema import NO_MINUTE

FIELD = "stem"
MOST_WORDS, MOST_ENTITIES = 24, 8
MOST_KNOWN = 50_000  # terms whose counts are kept
COMMON = 0.1  # a word that so large a share of articles has says nothing,
FEW = 20  # unless these are so few
NAME_WORTH = 0.4  # of an entity, whose words count too, beside a word as rare
# What an article is worth by its distance in days: half of what depends on it after so many,
# and what does not depend on it, so that the one good article of years ago is found too.
HALF_LIFE, TIMELESS = 30.0, 0.5
MINUTES_A_DAY = 24 * 60


class Term(NamedTuple):
    """A term of the index and what it is worth."""

    field: str
    text: bytes
    worth: float


class Alike:
    """Finds what is like an article in one state of the index."""

    def __init__(self, snapshot):
        self.views, self.statistics = snapshot.views, snapshot.statistics
        self.known = snapshot.alike_counts
        self.articles = max(1, sum(view.segment.size for view in self.views))

    def best(self, clues: Clues, most: int) -> list[tuple[int, float]]:
        """Return ids and scores of the best articles; see ``search.engines.base.Engine.alike``."""
        terms = [*self.words(clues), *self.entities(clues)]
        found = [
            row
            for number, view in enumerate(self.views)
            for row in self.best_of(view, self.within(number, terms), clues, most)
        ]
        return sorted(found, key=lambda row: (-row[1], -row[0]))[:most]

    def words(self, clues: Clues) -> list[Term]:
        """Return the words that are worth most, each by its stem."""
        weights: dict[bytes, float] = defaultdict(float)
        for word, weight in clues.words.items():
            weights[stem(word).encode()] += weight
        counts = self.counts(FIELD, list(weights))
        most = max(COMMON * self.articles, FEW)
        rare = [text for text in weights if 1 < counts[text] <= most]
        terms = [
            Term(FIELD, text, self.rarity(counts[text]) * weights[text] / (weights[text] + 1))
            for text in rare
        ]
        return sorted(terms, key=lambda term: -term.worth)[:MOST_WORDS]

    def entities(self, clues: Clues) -> list[Term]:
        texts = [str(pk).encode() for pk in clues.entities]
        counts = self.counts("entity", texts)
        terms = [Term("entity", one, NAME_WORTH * self.rarity(counts[one])) for one in texts]
        return sorted(terms, key=lambda term: -term.worth)[:MOST_ENTITIES]

    def counts(self, field: str, texts: list[bytes]) -> dict[bytes, int]:
        """Return how many articles have each term; what one state of the index has is kept."""
        known = self.known.setdefault(field, {})
        if len(known) > MOST_KNOWN:
            known.clear()
        fresh = [text for text in texts if text not in known]
        each = [view.segment.frequencies(field, fresh) for view in self.views] if fresh else []
        known.update((text, tuple(one.get(text, 0) for one in each)) for text in fresh)
        return {text: sum(known[text]) for text in texts}

    def within(self, number: int, terms: list[Term]) -> list[Term]:
        """Return the terms that the segment of this number has."""
        return [term for term in terms if self.known[term.field][term.text][number]]

    def rarity(self, count: int) -> float:
        return math.log((self.articles + 1) / (count + 1)) if count else 0.0

    def best_of(self, view, terms: list[Term], clues: Clues, most: int) -> Iterator[tuple]:
        """Yield (id, score) of the best articles of a segment."""
        scores = np.zeros(view.segment.size)
        for term in terms:
            self.add(scores, view, term)
        if view.segment.live is not None:
            scores[~view.segment.live] = 0
        rows = np.flatnonzero(scores)
        worth = scores[rows] * nearness(view.columns.minutes[rows], clues.minute)
        if len(rows) > most:
            best = np.argpartition(-worth, most)[:most]
            rows, worth = rows[best], worth[best]
        yield from zip(view.columns.pks[rows].tolist(), worth.tolist(), strict=True)

    def add(self, scores: np.ndarray, view, term: Term) -> None:
        postings = view.segment.postings(term.field, term.text)
        if postings is None:
            return
        share = 1.0
        if term.field == FIELD:
            norms = self.statistics.norms(view.segment, FIELD)[postings.documents]
            share = postings.weights / (postings.weights + norms)
        scores[postings.documents] += term.worth * share


def nearness(minutes: np.ndarray, minute: int | None) -> np.ndarray | float:
    """Return by what to multiply the scores of articles of some minutes; without dates alike."""
    if minute is None:
        return 1.0
    days = np.abs(minutes - minute) / MINUTES_A_DAY
    near = np.where(minutes == NO_MINUTE, 0.0, 0.5 ** (days / HALF_LIFE))
    return TIMELESS + (1 - TIMELESS) * near
