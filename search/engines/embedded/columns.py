"""What is known of a segment's documents beside their words, as arrays by document.

Segments never change, so their arrays are made once and kept by segment id; only
which documents are deleted belongs to a moment.
"""

from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from search.engines.base import DAY, MONTH, YEAR
from search.engines.embedded.expansions import mask_of_terms
from search.engines.embedded.found import marked
from search.engines.embedded.packing import within
from search.engines.embedded.postings import Segment
from search.engines.embedded.ranges import documents_between
from search.schema import NO_MINUTE

EPOCH = date(1970, 1, 1)
MINUTES_A_DAY = 24 * 60
DAYS = "days"  # since 1970, counted as a facet is
PERIODS = {YEAR: "M8[Y]", MONTH: "M8[M]", DAY: "M8[D]"}
LAST = b"\xff"  # no facet value begins so
SPARSE = 4  # a table of values may have so many times more places than values


class Chosen:
    """Some of the documents of a segment, in order, and all the others."""

    def __init__(self, documents: np.ndarray, size: int):
        self.documents, self.size = documents, size

    @cached_property
    def others(self) -> np.ndarray:
        return np.flatnonzero(~marked(self.documents, self.size))


class FacetColumn(NamedTuple):
    """The values of one facet in one segment.

    ``labels`` are the values in order. ``table`` has a row for each document with the
    places of its values among the labels, filled up with the number of labels. Where
    that would be mostly filling, ``table`` is empty and ``values`` are the places of all
    values, ``owners`` the document of each. ``totals`` counts the documents by value.
    """

    labels: np.ndarray
    totals: np.ndarray
    table: np.ndarray
    owners: np.ndarray
    values: np.ndarray

    def counts(self, chosen: Chosen) -> np.ndarray:
        """Return how many of the documents have each value.

        Where they are most of all, the others are counted.
        """
        if 2 * len(chosen.documents) > chosen.size:
            return self.totals - self._counted(chosen.others, chosen.size)
        return self._counted(chosen.documents, chosen.size)

    def _counted(self, documents: np.ndarray, size: int) -> np.ndarray:
        if self.table.size:
            values = self.table.take(documents, axis=0).ravel()
        else:
            values = self.values[marked(documents, size)[self.owners]]
        return np.bincount(values, minlength=len(self.labels) + 1)[: len(self.labels)]


def facet_column(labels: np.ndarray, owners: np.ndarray, values: np.ndarray, size: int):
    """Return the column of a facet: ``owners[i]`` has the label at the place ``values[i]``."""
    kind = np.min_scalar_type(len(labels))
    order = np.argsort(owners, kind="stable")
    owners, values = owners[order], values[order].astype(kind)
    totals = np.bincount(values, minlength=len(labels))
    counts = np.bincount(owners, minlength=size)
    width = int(counts.max(initial=0))
    if width * size > SPARSE * len(owners) + size:
        return FacetColumn(labels, totals, np.empty((0, 0), kind), owners, values)
    table = np.full((size, max(width, 1)), len(labels), kind)
    table[owners, within(counts)] = values
    return FacetColumn(labels, totals, table, owners[:0], values[:0])


def label_of(name: str, term: bytes):
    """Return the value that a term of a facet field stands for: a name of an agency, or an id."""
    text = term.decode()
    return text if name == "agency" else int(text)


class Columns:
    """The columns of a segment, each read when it is asked for."""

    def __init__(self, segment: Segment):
        self.segment = segment

    @cached_property
    def pks(self) -> np.ndarray:
        return self._kept("pks", lambda: (self.segment.numbers("number"),))[0]

    @cached_property
    def minutes(self) -> np.ndarray:
        """Minutes since 1970 in local time, ``NO_MINUTE`` for what has no date."""
        return self._kept("minutes", lambda: (self.segment.numbers("minute"),))[0]

    def facet(self, name: str) -> FacetColumn:
        make = self._days if name == DAYS else lambda: self._facet(name)
        return FacetColumn(*self._kept(f"{name} column", make))

    def with_any(self, name: str, values) -> np.ndarray:
        """Return the mask of the documents that have any of some values of a facet."""
        return mask_of_terms(self.segment, name, (str(value).encode() for value in values))

    def between(self, first: int | None, last: int | None) -> np.ndarray:
        """Return the mask of the documents of some days since 1970, both included."""
        start = NO_MINUTE + 1 if first is None else first * MINUTES_A_DAY
        mask = self.minutes >= start
        return mask if last is None else mask & (self.minutes < (last + 1) * MINUTES_A_DAY)

    def arrived(self, after: int, upto: int | None) -> np.ndarray:
        """Return the mask of the documents with ids above ``after``, and none above ``upto``."""
        mask = self.pks > after
        return mask if upto is None else mask & (self.pks <= upto)

    def arrived_any(self, after: int, upto: int | None) -> bool:
        """Return whether any document may be one of those; told by the highest and lowest id."""
        some = len(self.pks) and (not after or self.pks.max() > after)
        return bool(some) and (upto is None or self.pks.min() <= upto)

    def _kept(self, name: str, make):
        return self.segment.cache.get((self.segment.key, name), make)

    def _facet(self, name: str) -> FacetColumn:
        counts, documents = documents_between(self.segment, name, b"", LAST)
        labels = np.array([label_of(name, term) for term in self.segment.terms(name)])
        order = np.argsort(labels, kind="stable")
        places = np.empty(len(labels), np.int64)
        places[order] = np.arange(len(labels))
        values = np.repeat(places, counts)
        return facet_column(labels[order], documents, values, self.segment.size)

    def _days(self) -> FacetColumn:
        owners = np.flatnonzero(self.minutes != NO_MINUTE)
        days = self.minutes[owners] // MINUTES_A_DAY
        labels, values = np.unique(days, return_inverse=True)
        return facet_column(labels, owners, values, self.segment.size)


class Facets:
    """The facets of all segments of a state of the index, their labels brought together."""

    def __init__(self, views):
        self.views = views
        self.merged: dict[str, tuple[np.ndarray, list[np.ndarray]]] = {}
        self.begun: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def counts(self, name: str, chosen: list[Chosen]) -> tuple[np.ndarray, np.ndarray]:
        """Return the labels, and how many of the chosen documents of all segments have each."""
        labels, places = self._labels(name)
        total = np.zeros(len(labels), np.int64)
        for view, mine, at in zip(self.views, chosen, places, strict=True):
            if len(mine.documents):
                total[at] += view.columns.facet(name).counts(mine)
        return labels, total

    def _labels(self, name: str) -> tuple[np.ndarray, list[np.ndarray]]:
        """Return all labels, and where those of each segment stand among them."""
        if name not in self.merged:
            self.merged[name] = self._merge(name)
        return self.merged[name]

    def _merge(self, name: str) -> tuple[np.ndarray, list[np.ndarray]]:
        every = [view.columns.facet(name).labels for view in self.views]
        filled = [labels for labels in every if len(labels)]
        labels = np.unique(np.concatenate(filled)) if filled else np.empty(0, np.int64)
        places = [np.searchsorted(labels, mine) for mine in every]
        return (labels.astype("M8[D]") if name == DAYS else labels), places

    def periods(self, unit: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the years, months or days of all days that are labels, by their first day.

        The second array tells which label each begins with.
        """
        if unit not in self.begun:
            days, _ = self._labels(DAYS)
            firsts = days.astype(PERIODS[unit]).astype("M8[D]")
            self.begun[unit] = np.unique(firsts, return_index=True)
        return self.begun[unit]
