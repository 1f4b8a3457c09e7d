"""The articles that are most like one, by its rare words and its entities, near in time.

Its words are many and their lists short: those of all segments are decoded at once.
"""

from collections.abc import Iterator
from itertools import groupby, product
from typing import NamedTuple

import numpy as np

from search.engines import likeness
from search.engines.base import Clues
from search.engines.embedded.lists import Listed, together
from search.engines.likeness import FIELD
from search.schema import NO_MINUTE

MOST_KNOWN = 20_000  # terms of which is kept where their lists are
LONG = 2000  # postings of a list that is read by itself and kept, for many articles ask for it
MINUTES_A_DAY = 24 * 60


class Term(NamedTuple):
    """A term of the index, what it is worth, and where each segment has it."""

    field: str
    text: bytes
    worth: float
    listed: list[Listed]


class Found(NamedTuple):
    """What a segment has of a field's terms: documents, how often, and what the terms are worth."""

    field: str
    documents: np.ndarray
    weights: np.ndarray
    worth: np.ndarray | float


class Alike:
    """Finds what is like an article in one state of the index."""

    def __init__(self, snapshot):
        self.views, self.statistics = snapshot.views, snapshot.statistics
        self.known = snapshot.alike_lists
        self.articles = max(1, sum(view.segment.size for view in self.views))

    def best(self, clues: Clues, most: int) -> list[tuple[int, float]]:
        """Return ids and scores of the best articles; see ``search.engines.base.Engine.alike``."""
        found = self.read([*self.words(clues), *self.entities(clues)])
        rows = [
            row
            for view, several in zip(self.views, found, strict=True)
            for row in self.best_of(view, several, clues, most)
        ]
        return sorted(rows, key=lambda row: (-row[1], -row[0]))[:most]

    def words(self, clues: Clues) -> list[Term]:
        """Return the words that are worth most, each by its stem."""
        weights = {
            text.encode(): weight for text, weight in likeness.weights_of(clues.words).items()
        }
        listed, terms = self.listed(FIELD, list(weights)), []
        for text, weight in weights.items():
            worth = likeness.worth_of_word(total(listed[text]), self.articles, weight)
            if worth is not None:
                terms.append(Term(FIELD, text, worth, listed[text]))
        return likeness.worthiest(terms, likeness.MOST_WORDS)

    def entities(self, clues: Clues) -> list[Term]:
        listed = self.listed("entity", [str(pk).encode() for pk in clues.entities])
        terms = [
            Term("entity", text, likeness.worth_of_name(total(each), self.articles), each)
            for text, each in listed.items()
        ]
        return likeness.worthiest(terms, likeness.MOST_ENTITIES)

    def listed(self, field: str, texts: list[bytes]) -> dict[bytes, list[Listed]]:
        """Return where each segment has each term; what one state of the index has is kept."""
        known = self.known.setdefault(field, {})
        if len(known) > MOST_KNOWN:
            known.clear()
        fresh = [text for text in texts if text not in known]
        each = [view.segment.listed(field, fresh) for view in self.views] if fresh else []
        known.update(zip(fresh, map(list, zip(*each, strict=True)), strict=False))
        return {text: known.get(text, []) for text in texts}

    def read(self, terms: list[Term]) -> list[list[Found]]:
        """Return what each segment has of the terms."""
        found: list[list[Found]] = [[] for _ in self.views]
        short = []
        for number, term in product(range(len(self.views)), terms):
            listed = term.listed[number]
            if listed.lists and listed.count <= LONG:
                short.append((number, term))
            elif listed.count:
                postings = self.views[number].segment.postings(term.field, term.text)
                found[number].append(Found(term.field, *postings, term.worth))
        for number, one in read_together(short):
            found[number].append(one)
        return found

    def scores(self, view, found: list[Found]) -> np.ndarray:
        """Return what each document of a segment has of the terms, all times alike."""
        documents, worth = [np.empty(0, np.int64)], [np.empty(0)]
        for one in found:
            share = 1.0
            if one.field == FIELD:
                norms = self.statistics.norms(view.segment, FIELD)[one.documents]
                share = one.weights / (one.weights + norms)
            documents.append(one.documents)
            worth.append(np.broadcast_to(one.worth * share, len(one.documents)))
        return np.bincount(np.concatenate(documents), np.concatenate(worth), view.segment.size)

    def best_of(self, view, found: list[Found], clues: Clues, most: int) -> Iterator[tuple]:
        """Yield (id, score) of the best articles of a segment."""
        scores = self.scores(view, found)
        if view.segment.live is not None:
            scores[~view.segment.live] = 0
        rows = np.flatnonzero(scores)
        worth = scores[rows] * nearness(view.columns.minutes[rows], clues.minute)
        if len(rows) > most:
            best = np.argpartition(-worth, most)[:most]
            rows, worth = rows[best], worth[best]
        yield from zip(view.columns.pks[rows].tolist(), worth.tolist(), strict=True)


def total(listed: list[Listed]) -> int:
    return sum(one.count for one in listed)


def read_together(short: list[tuple[int, Term]]) -> Iterator[tuple[int, Found]]:
    """Decode the lists of terms in segments, in their order, and yield each segment's by field."""
    if not short:
        return
    counts, postings = together([term.listed[number] for number, term in short])
    worth = np.repeat([term.worth for _, term in short], counts)
    start = 0
    for key, several in groupby(zip(short, np.cumsum(counts).tolist(), strict=True), segment_field):
        *_, (_, end) = several
        mine, (number, field) = slice(start, end), key
        yield number, Found(field, *(part[mine] for part in (*postings, worth)))
        start = end


def segment_field(row: tuple[tuple[int, Term], int]) -> tuple[int, str]:
    (number, term), _ = row
    return number, term.field


def nearness(minutes: np.ndarray, minute: int | None) -> np.ndarray | float:
    """Return by what to multiply the scores of articles of some minutes; without dates alike."""
    if minute is None:
        return 1.0
    days = np.abs(minutes - minute) / MINUTES_A_DAY
    near = np.where(minutes == NO_MINUTE, 0.0, 0.5 ** (days / likeness.HALF_LIFE))
    return likeness.TIMELESS + (1 - likeness.TIMELESS) * near
