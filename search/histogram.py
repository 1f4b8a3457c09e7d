"""How many articles appeared when: by year, month or day, whatever suits the span."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from articles.templatetags import hindi_format
from search.engines.base import DAY, MONTH, YEAR, Matches

WEEK = "week"  # from Monday; counted from days, since no engine knows it
MOST_BARS = 120
EASY_BARS = 60  # more of them are hard to hit with a finger
# A longer span is shown in the coarser unit: more than three years by year,
# more than three months by month.
YEARS_FROM = 3 * 366
MONTHS_FROM = 92
ABOUT_DAYS = {YEAR: 365, MONTH: 30, DAY: 1}
LARGER = {YEAR: YEAR, MONTH: YEAR, DAY: MONTH}


@dataclass(frozen=True)
class Period:
    """A year, month, week or day; ``value`` is its short form.

    That is how it stands in an address: 2020, 2020-10, 2020-10-07; that of a week, 2020-W41,
    is for files.
    """

    unit: str
    first: date
    last: date

    @property
    def value(self) -> str:
        if self.unit == WEEK:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02}"
        return self.first.isoformat()[: {YEAR: 4, MONTH: 7, DAY: 10}[self.unit]]

    @property
    def label(self) -> str:
        if self.unit == YEAR:
            return hindi_format.year(self.first)
        if self.unit == WEEK:
            return hindi_format.days(self.first, self.last)
        write = hindi_format.month if self.unit == MONTH else hindi_format.day
        return write(self.first)


@dataclass(frozen=True)
class Bar:
    """A period with its count; ``x``, ``width`` and ``height`` are percentages, as SVG writes."""

    label: str
    value: str
    count: int
    selected: bool
    url: str
    x: str
    width: str
    height: str


@dataclass(frozen=True)
class Histogram:
    """The bars of a span without gaps, and the labels of its ends."""

    bars: list[Bar]
    unit: str
    first: str
    last: str


@lru_cache(maxsize=50_000)
def period_of(day: date, unit: str) -> Period:
    if unit == DAY:
        return Period(unit, day, day)
    if unit == WEEK:
        first = day - timedelta(days=day.weekday())
        return Period(unit, first, first + timedelta(days=min(6, (date.max - first).days)))
    if unit == YEAR:
        return Period(unit, day.replace(month=1, day=1), day.replace(month=12, day=31))
    _, length = monthrange(day.year, day.month)
    return Period(unit, day.replace(day=1), day.replace(day=length))


def unit_for(first: date, last: date) -> str:
    """Return the unit in which a span is best shown."""
    days = (last - first).days
    return YEAR if days > YEARS_FROM else MONTH if days > MONTHS_FROM else DAY


def shown(found: tuple[date, date], first: date | None, last: date | None, most: int):
    """Return unit and ends of what is shown: all that was found, or what is chosen if too long."""
    start, end = max(first or found[0], found[0]), min(last or found[1], found[1])
    if start > end:  # nothing is chosen of what was found
        start, end = found
    unit = unit_for(start, end)
    if number_of(unit, *found, most) <= most:
        return unit, *found
    return unit, *surroundings(unit, start, end, found, most)


def surroundings(unit: str, start: date, end: date, found: tuple[date, date], most: int):
    """Return the ends of what is chosen, made whole, with a third as much on either side.

    A day stands in its month and a month in its year, so that its neighbours and a wider
    choice are one click away.
    """
    whole = period_of(start, LARGER[unit]).first, period_of(end, LARGER[unit]).last
    if number_of(unit, *whole, most) <= most:
        start, end = whole
    number = number_of(unit, start, end, most)
    beside = max(0, min(number // 3, (most - number) // 2)) * ABOUT_DAYS[unit]
    first = max(start.toordinal() - beside, found[0].toordinal())
    last = min(end.toordinal() + beside, found[1].toordinal())
    return date.fromordinal(first), date.fromordinal(last)


def number_of(unit: str, first: date, last: date, most: int) -> int:
    """Return how many periods a span has, or one more than ``most``."""
    return len(list(islice(periods(unit, first, last), most + 1)))


def periods(unit: str, first: date, last: date):
    """Yield the periods from the one of ``first`` to the one of ``last``, without gaps."""
    period = period_of(first, unit)
    while period.last < last:
        yield period
        period = period_of(period.last + timedelta(days=1), unit)
    if period.first <= last:
        yield period


def counted(matches: Matches, first: date | None, last: date | None, most: int = MOST_BARS):
    """Return the unit and the (period, count) pairs of a span; nothing where nothing is dated.

    Where all that was found is more than ``most`` periods, those around the choice are given.
    """
    found = matches.span()
    if not found:
        return DAY, []
    unit, start, end = shown(found, first, last, most)
    counts = matches.periods(unit)
    return unit, [(period, counts.get(period.first, 0)) for period in periods(unit, start, end)]


def histogram(matches: Matches, first, last, url_for) -> Histogram | None:
    """Return the chart of the articles by date; ``url_for`` gives a period's address."""
    unit, pairs = counted(matches, first, last, EASY_BARS)
    if not pairs:
        return None
    if len(pairs) > MOST_BARS:  # one wrong year must not make thousands of empty bars
        pairs = [pair for pair in pairs if pair[1]]
    width, tallest = 100 / len(pairs), max(count for period, count in pairs) or 1
    bars = [
        Bar(
            label=period.label,
            value=period.value,
            count=count,
            selected=is_chosen(period, first, last),
            url=url_for(period),
            x=f"{number * width:.3f}",
            width=f"{width:.3f}",
            height=f"{100 * count / tallest:.2f}",
        )
        for number, (period, count) in enumerate(pairs)
    ]
    return Histogram(bars, unit, bars[0].label, bars[-1].label)


def is_chosen(period: Period, first: date | None, last: date | None) -> bool:
    """Return whether a date filter is set and any of the period lies within it."""
    if first is None and last is None:
        return False
    return (first is None or period.last >= first) and (last is None or period.first <= last)
