"""The articles that a request finds in the Whoosh index: counted, ordered, split by facet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from search.engines.base import NEWEST, OLDEST, Request
from search.engines.embedded.columns import Columns
from search.engines.embedded.evaluate import Evaluator
from search.engines.embedded.translate import translate

EPOCH = date(1970, 1, 1)
DATE = "date"


@dataclass
class Part:
    """What one segment has for a request.

    ``filters`` says for each filter which documents pass it; ``found`` are the
    documents that match the query, ``scores`` belong to them.
    """

    columns: Columns
    found: np.ndarray
    scores: np.ndarray
    filters: dict[str, np.ndarray]

    def passing(self, without: str = "") -> np.ndarray:
        """Return the mask of found documents that pass all filters but one."""
        mask = np.zeros(self.columns.size, bool)
        mask[self.found] = True
        for name, passed in self.filters.items():
            if name != without:
                mask &= passed
        return mask


class WhooshMatches:
    """See ``search.engines.base.Matches``."""

    def __init__(self, request: Request, snapshot):
        self.sort = request.sort
        query = translate(request.query)
        self.parts = [part(request, query, view, snapshot) for view in snapshot.views]
        self.masks = [one.passing() for one in self.parts]
        self.counted: dict[tuple[str, str], dict] = {}
        self.total = int(sum(mask.sum() for mask in self.masks))

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        if not self.total:
            return []
        columns = zip(*map(rows, self.parts, self.masks), strict=True)
        pks, minutes, scores = map(np.concatenate, columns)
        order = np.lexsort(ordering(self.sort, pks, minutes, scores))[start:stop]
        return [(int(pks[i]), float(scores[i])) for i in order]

    def counts(self, column: str, without: str = "") -> dict:
        """The kinds of entity share a column: what no filter tells apart is counted once."""
        key = column, without if any(without in one.filters for one in self.parts) else ""
        if key not in self.counted:
            counts: Counter = Counter()
            for one, mask in zip(self.parts, self._masks(without), strict=True):
                counts.update(one.columns.facets[column].counts(mask))
            self.counted[key] = dict(counts)
        return self.counted[key]

    def _masks(self, without: str) -> list[np.ndarray]:
        """Return which documents pass all filters but one, made anew only where it is in force."""
        pairs = zip(self.parts, self.masks, strict=True)
        return [one.passing(without) if without in one.filters else mask for one, mask in pairs]

    def days(self) -> dict[date, int]:
        pairs = zip(self.parts, self._masks(DATE), strict=True)
        found = [one.columns.days[mask & one.columns.dated] for one, mask in pairs]
        values, counts = np.unique(np.concatenate([*found, np.empty(0)]), return_counts=True)
        return {
            EPOCH + timedelta(days=int(day)): int(count)
            for day, count in zip(values, counts, strict=True)
        }


def rows(one: Part, mask):
    """Return ids, minutes and scores of the documents of a part that count."""
    kept = mask[one.found]
    documents = one.found[kept]
    return one.columns.pks[documents], one.columns.minutes[documents], one.scores[kept]


def ordering(sort, pks, minutes, scores):
    """Return sort keys, the last the most important; ties are newest first, then by id."""
    if sort == OLDEST:
        undated = minutes < -(2**39)
        return pks, minutes, undated
    if sort == NEWEST:
        return -pks, -minutes
    return -pks, -minutes, -scores


def part(request: Request, query, view, snapshot) -> Part:
    columns = view.columns
    found, scores = Evaluator(view.leaf, view.segment, snapshot.statistics).found(query)
    filters: dict[str, np.ndarray] = {}
    for one in request.filters:
        passed = columns.facets[one.column].mask(one.values, columns.size) ^ one.exclude
        filters[one.name] = filters[one.name] & passed if one.name in filters else passed
    if request.first or request.last:
        first = (request.first - EPOCH).days if request.first else -(10**7)
        last = (request.last - EPOCH).days if request.last else 10**7
        filters[DATE] = columns.dated & (columns.days >= first) & (columns.days <= last)
    return Part(columns, found, scores, filters)
