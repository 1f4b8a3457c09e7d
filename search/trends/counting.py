"""Some searches counted over time, as share of all articles of each period."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from articles.templatetags import hindi_format
from search.engines.base import DAY, MONTH, YEAR, Matches
from search.histogram import WEEK, Period, period_of, periods
from search.labels import labels_of
from search.results import Results
from search.state import QueryState
from search.trends.state import BY_SOURCE, MOST_QUERIES, TrendState

UNITS = (DAY, WEEK, MONTH, YEAR)
LONGEST = {DAY: 62, WEEK: 366, MONTH: 20 * 366}  # days of a span that is shown by these
MOST_PERIODS = 800
MOST_ADDRESSES = 1_000_000  # characters of the links of a chart, or of a table
FEW = 3  # articles of a period on average: shares of fewer would only jump about


@dataclass(frozen=True)
class Point:
    """A period, how many of its articles a search finds, and among how many that is.

    ``partial`` says that only some of its days are counted.
    """

    period: Period
    count: int
    total: int
    partial: bool = False

    @property
    def share(self) -> float | None:
        """The count as part of 1; None where the archive has no article: nothing can be said."""
        return self.count / self.total if self.total else None


@dataclass(frozen=True)
class Span:
    """The days that are counted, both included; ``found`` are the first and last with articles."""

    first: date
    last: date
    found: tuple[date, date]

    def periods(self, unit: str) -> list[Period]:
        return list(periods(unit, self.first, self.last))

    def too_many(self, unit: str) -> bool:
        some = periods(unit, self.first, self.last)
        return len(list(islice(some, MOST_PERIODS + 1))) > MOST_PERIODS

    def is_part(self, period: Period) -> bool:
        """Return whether only some days of a period are counted."""
        return period.first < self.first or period.last > self.last

    def part_of(self, period: Period) -> str:
        """Return which days of a period are counted, or an empty string if all are."""
        first, last = max(period.first, self.first), min(period.last, self.last)
        return hindi_format.days(first, last) if self.is_part(period) else ""

    def cuts(self, unit: str) -> bool:
        """Return whether articles of a period lie on either side of the first or the last day."""
        first, last = period_of(self.first, unit), period_of(self.last, unit)
        return self.first not in (first.first, self.found[0]) or self.last not in (
            last.last,
            self.found[1],
        )


class Counted:
    """What a search finds within a span, by period; counted once for each unit."""

    def __init__(self, matches: Matches | None, span: Span):
        self.matches, self.span = matches, span
        self.known: dict[str, dict[date, int]] = {}

    def by(self, unit: str) -> dict[date, int]:
        """Return the number of articles of each period, by its first day, where there are any."""
        if unit not in self.known:
            self.known[unit] = self._count(unit) if self.matches else {}
        return self.known[unit]

    def total(self, unit: str) -> int:
        return sum(self.by(unit).values())

    def _count(self, unit: str) -> dict[date, int]:
        if unit == WEEK or self.span.cuts(unit):
            return dict(self._from_days(unit))
        first, last = period_of(self.span.first, unit).first, self.span.last
        counts = self.matches.periods(unit).items()
        return {day: count for day, count in counts if first <= day <= last}

    def _from_days(self, unit: str) -> Counter:
        counts: Counter = Counter()
        for day, count in self.matches.periods(DAY).items():
            if self.span.first <= day <= self.span.last:
                counts[period_of(day, unit).first] += count
        return counts


@dataclass(frozen=True)
class Series:
    """A line of the chart: a query, or what one source has of it.

    ``number`` counts from 1; ``query`` and ``narrowed`` make the search for its articles.
    ``every`` are the articles among which shares are taken.
    """

    number: int
    label: str
    query: str
    narrowed: QueryState
    results: Results
    found: Counted
    every: Counted

    def points(self, unit: str) -> list[Point]:
        span, found, every = self.found.span, self.found.by(unit), self.every.by(unit)
        return [
            Point(
                period,
                found.get(period.first, 0),
                every.get(period.first, 0),
                span.is_part(period),
            )
            for period in span.periods(unit)
        ]

    def state(self, period: Period | None = None) -> QueryState:
        """Return the search for its articles, of one period or all."""
        return self.narrowed.set(q=self.query, **(dates(period) if period else {}))

    def url(self, period: Period | None = None) -> str:
        return self.state(period).url()


def may_be_links(series: Iterable[Series], periods: int) -> bool:
    """Return whether each period may have a link: those of long queries would outweigh the page."""
    return periods * sum(len(one.url()) for one in series) <= MOST_ADDRESSES


def dates(period: Period) -> dict[str, str]:
    """Return the parameters of the search page for the days of a period."""
    if period.unit == WEEK:
        return {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return {"from": period.value, "to": period.value}


class Trends:
    """The searches of a state, counted; ``asked`` are those that could be read, by their place.

    ``base`` are the articles among which shares are taken: all that pass the filters.
    """

    def __init__(self, state: TrendState, base: Results, asked: dict[int, Results]):
        self.state, self.base, self.asked = state, base, asked

    @cached_property
    def span(self) -> Span | None:
        """The days asked for, as far as the archive has articles; None where it has none."""
        found = self.base.matches.span()
        if not found:
            return None
        first = max(found[0], self.base.request.first or found[0])
        last = min(found[1], self.base.request.last or found[1])
        return Span(first, last, found) if first <= last else None

    @cached_property
    def every(self) -> Counted:
        return Counted(self.base.matches, self.span)

    @cached_property
    def unit(self) -> str:
        """The unit asked for, or one that suits the span; a coarser one if there are too many."""
        wanted = self.state.option("by") or self._usual
        return next(unit for unit in self._from(wanted) if self._fits(unit))

    @property
    def coarsened(self) -> bool:
        return self.unit != (self.state.option("by") or self.unit)

    @property
    def _usual(self) -> str:
        days = (self.span.last - self.span.first).days
        unit = next((unit for unit in LONGEST if days <= LONGEST[unit]), YEAR)
        return next(one for one in self._from(unit) if one == YEAR or self._enough(one))

    def _enough(self, unit: str) -> bool:
        counts = self.every.by(unit)
        return sum(counts.values()) >= FEW * len(self.span.periods(unit))

    def _from(self, unit: str) -> tuple[str, ...]:
        return UNITS[UNITS.index(unit) :]

    def _fits(self, unit: str) -> bool:
        return unit == YEAR or not self.span.too_many(unit)

    @cached_property
    def series(self) -> list[Series]:
        if not self.span:
            return []
        return self._by_source() if self.is_split else self._by_query()

    @property
    def is_split(self) -> bool:
        return self.state.option("split") == BY_SOURCE and bool(self.asked)

    def _by_query(self) -> list[Series]:
        state = self.state
        return [
            Series(
                number + 1,
                state.queries[number],
                state.queries[number],
                state.narrowed,
                results,
                Counted(strict(results), self.span),
                self.every,
            )
            for number, results in self.asked.items()
        ]

    def _by_source(self) -> list[Series]:
        """Return what the sources with the most articles of the first query have of it.

        Shares are of each source's own articles.
        """
        number, results = next(iter(self.asked.items()))
        matches = strict(results)
        counts = matches.counts("source") if matches else {}
        labels = list(labels_of("source", list(counts)[:MOST_QUERIES]).values())
        return [self._of_source(n, number, label.value) for n, label in enumerate(labels, 1)]

    def _of_source(self, place: int, number: int, source: str) -> Series:
        own = self.asked[number].narrow("source", (source,))
        every = self.base.narrow("source", (source,)).matches
        return Series(
            place,
            source,
            self.state.queries[number],
            self.state.narrowed.without("source").toggle("source", source),
            own,
            Counted(strict(own), self.span),
            Counted(every, self.span),
        )


def strict(results: Results) -> Matches | None:
    """Return what has all words of a query; a wider search is no answer here."""
    return None if results.loosened else results.matches
