"""The articles that a request finds in the Whoosh index: counted, ordered, split by facet."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, reduce

import numpy as np

from search import deadline
from search.engines.base import ARRIVAL, DATE, NEWEST, OLDEST, RELEVANCE, Request
from search.engines.embedded.columns import DAYS, EPOCH, Chosen
from search.engines.embedded.evaluate import Evaluator
from search.engines.embedded.found import NOTHING
from search.engines.embedded.ordering import Key, window
from search.engines.embedded.translate import translate
from search.schema import NO_MINUTE


class Part:
    """What one segment has for a request."""

    def __init__(self, request: Request, query, view, statistics):
        self.request, self.query, self.columns = request, query, view.columns
        self.size = view.segment.size
        self.evaluator = Evaluator(view.leaf, view.segment, statistics)

    @cached_property
    def found(self):
        """The documents that match the query; in an order by date they need no scores."""
        request = self.request
        if not self.columns.arrived_any(request.after, request.upto):
            return NOTHING  # what is new is in one segment or two
        scored = request.sort == RELEVANCE
        return (self.evaluator if scored else self.evaluator.unscored()).found(self.query)

    @cached_property
    def passed(self) -> dict[str, np.ndarray]:
        """For each filter in force, which of the documents found pass it."""
        masks: dict[str, list[np.ndarray]] = {}
        for one in self.request.filters:
            mask = self.columns.with_any(one.column, one.values)
            masks.setdefault(one.name, []).append(~mask if one.exclude else mask)
        if self.request.first or self.request.last:
            days = (number(self.request.first), number(self.request.last))
            masks[DATE] = [self.columns.between(*days)]
        if self.request.after or self.request.upto is not None:
            masks[ARRIVAL] = [self.columns.arrived(self.request.after, self.request.upto)]
        rows = self.found.rows
        return {name: reduce(np.logical_and, several)[rows] for name, several in masks.items()}

    def kept(self, without: str = "") -> np.ndarray | slice:
        """Return which of the documents found pass all filters but one."""
        passed = [mask for name, mask in self.passed.items() if name != without]
        return reduce(np.logical_and, passed) if passed else slice(None)

    def documents(self, without: str = "") -> np.ndarray:
        return self.found.rows[self.kept(without)]

    @cached_property
    def kept_documents(self) -> np.ndarray:
        return self.documents()

    @cached_property
    def kept_scores(self) -> np.ndarray:
        return self.found.scores[self.kept()]

    def scores_of(self, documents: np.ndarray) -> np.ndarray:
        """Return the scores of some documents that match the query, which may be in any order."""
        order = np.argsort(documents)
        scores = np.empty(len(documents))
        scores[order] = self.evaluator.within(documents[order]).evaluate(self.query).scores
        return scores


class WhooshMatches:
    """See ``search.engines.base.Matches``."""

    def __init__(self, request: Request, snapshot):
        self.request, self.facets = request, snapshot.facets
        query = translate(request.query)
        self.parts = [Part(request, query, view, snapshot.statistics) for view in snapshot.views]
        self.documents = [part.kept_documents for part in self.parts]
        self.counted: dict[tuple[str, str], dict] = {}
        self.total = sum(map(len, self.documents))

    def ids(self) -> list[int]:
        return self._pks(None).tolist() if self.parts else []

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        """Ties are in order of date, the newest first, and of the same date by id."""
        rows = window(start, stop, self.total, self._keys())
        scores = self._scores if self.request.sort == RELEVANCE else self._scores_of_a_few
        return list(zip(self._pks(rows).tolist(), scores(rows).tolist(), strict=True))

    def _keys(self) -> list[Key]:
        if self.request.sort == OLDEST:
            return [self._age, lambda rows: -self._pks(rows)]
        if self.request.sort == NEWEST:
            return [self._minutes, self._pks]
        return [self._scores, self._minutes, self._pks]

    def _pks(self, rows: np.ndarray | None) -> np.ndarray:
        return self._values(rows, lambda part, mine: part.columns.pks[part.kept_documents[mine]])

    def _minutes(self, rows: np.ndarray | None) -> np.ndarray:
        return self._values(
            rows, lambda part, mine: part.columns.minutes[part.kept_documents[mine]]
        )

    def _age(self, rows: np.ndarray | None) -> np.ndarray:
        """Return minutes before 1970; what has no date comes after all that has."""
        minutes = self._minutes(rows)
        return np.where(minutes == NO_MINUTE, NO_MINUTE, -minutes)

    def _scores(self, rows: np.ndarray | None) -> np.ndarray:
        return self._values(rows, lambda part, mine: part.kept_scores[mine])

    def _scores_of_a_few(self, rows: np.ndarray) -> np.ndarray:
        return self._values(rows, lambda part, mine: part.scores_of(part.kept_documents[mine]))

    def _values(self, rows: np.ndarray | None, values_of: Callable) -> np.ndarray:
        """Return a value for each row; the rows are the documents of the parts in turn.

        ``values_of`` gives the values of a part for some places among its documents.
        """
        if rows is None:
            return np.concatenate([values_of(part, slice(None)) for part in self.parts])
        sizes = [len(documents) for documents in self.documents]
        ends = np.cumsum(sizes)
        owners = np.searchsorted(ends, rows, side="right")
        values = np.zeros(len(rows))
        for number in np.unique(owners):
            here = owners == number
            mine = rows[here] - (ends[number] - sizes[number])
            found = values_of(self.parts[number], mine)
            values = values.astype(found.dtype, copy=False)
            values[here] = found
        return values

    def counts(self, column: str, without: str = "") -> dict:
        """The kinds of entity share a column: what no filter tells apart is counted once."""
        deadline.check()
        key = column, without if any(without in part.passed for part in self.parts) else ""
        if key not in self.counted:
            labels, counts = self.facets.counts(column, self._without(key[1]))
            self.counted[key] = most_first(labels, counts)
        return self.counted[key]

    def span(self) -> tuple[date, date] | None:
        days, counts = self._days
        found = np.flatnonzero(counts)
        return tuple(days[found[[0, -1]]].tolist()) if len(found) else None

    def periods(self, unit: str) -> dict[date, int]:
        _, counts = self._days
        firsts, starts = self.facets.periods(unit)
        totals = np.add.reduceat(counts, starts) if len(starts) else counts
        found = np.flatnonzero(totals)
        return dict(zip(firsts[found].tolist(), totals[found].tolist(), strict=True))

    @cached_property
    def _days(self) -> tuple[np.ndarray, np.ndarray]:
        """The days on which any article of the index appeared, and how many of these did."""
        without = DATE if any(DATE in part.passed for part in self.parts) else ""
        return self.facets.counts(DAYS, self._without(without))

    @cached_property
    def _chosen(self) -> list[Chosen]:
        return [Chosen(part.kept_documents, part.size) for part in self.parts]

    def _without(self, name: str) -> list[Chosen]:
        """Return the documents that pass all filters but one."""
        if not name:
            return self._chosen
        return [Chosen(part.documents(name), part.size) for part in self.parts]


def most_first(labels: np.ndarray, counts: np.ndarray) -> dict:
    """Return the counts above zero by label, the highest first."""
    found = np.flatnonzero(counts)
    found = found[np.argsort(-counts[found], kind="stable")]
    return dict(zip(labels[found].tolist(), counts[found].tolist(), strict=True))


def number(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days
