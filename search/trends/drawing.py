"""The chart of trends: where its lines, points and labels stand, for any size of drawing."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from articles.templatetags import hindi_format
from search.engines.base import MONTH, YEAR
from search.histogram import Period
from search.trends.counting import Point, Series, may_be_links
from search.trends.state import COUNT

HEADROOM = 1.08  # above the highest point
MOST_STEPS = 4  # lines across
MOST_MARKS = 7  # labels below
MOST_POINTS = 700  # that are links; of more only the highest are
LONGEST_NAME = 18  # characters at the end of a line
LINE = 0.07  # of the height that a name needs
BESIDE = 0.02  # of the width between a point and its label


class Tick(NamedTuple):
    """A line across, or a mark below, with its label."""

    at: str
    label: str
    minor: bool = False  # left out where there is little room


class Dot(NamedTuple):
    """A point of a line, linked to its articles; ``peak`` is the highest of its series."""

    x: str
    y: str
    when: str
    label: str
    url: str
    number: int
    peak: bool


class Note(NamedTuple):
    """The label of a peak."""

    x: str
    y: str
    text: str
    anchor: str


class Line(NamedTuple):
    """A series: runs of points without a gap, and its name at the end."""

    number: int
    runs: list[str]
    name: str
    name_y: str


@dataclass(frozen=True)
class Drawing:
    """A chart, its places in the units of ``width`` and ``height``, written as SVG has them."""

    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    across: list[Tick] = field(default_factory=list)
    below: list[Tick] = field(default_factory=list)


Curves = list[tuple[Series, list[Point]]]


class Plotter:
    """Places points; by ``measure`` they are shares or counts."""

    def __init__(self, curves: Curves, measure: str, width: float = 100, height: float = 100):
        self.curves, self.measure, self.width, self.height = curves, measure, width, height
        self.columns = max(len(curves[0][1]), 1)
        values = [self.value(point) or 0 for _, points in curves for point in points]
        self.step = step_of(max(values, default=0), self.measure == COUNT)
        self.top = max(max(values, default=0) * HEADROOM, self.step * HEADROOM)

    def value(self, point: Point) -> float | None:
        return amount(point, self.measure)

    def label(self, value: float) -> str:
        if self.measure == COUNT:
            return hindi_format.grouped(round(value))
        places = next((n for n in range(5) if math.isclose(round(self.step, n + 2), self.step)), 5)
        return hindi_format.digits(f"{100 * value:.{places}f}%")

    def x(self, place: int) -> float:
        return self.width * (place + 0.5) / self.columns

    def y(self, value: float) -> float:
        return self.height * (1 - value / self.top)

    def draw(self) -> Drawing:
        dots = self._dots()
        ends = self._ends()
        return Drawing(
            lines=[
                Line(series.number, self._runs(points), short(series.label), written(end))
                for (series, points), end in zip(self.curves, ends, strict=True)
            ],
            dots=dots,
            notes=self._notes(dots),
            across=self._across(),
            below=self._below(),
        )

    def _across(self) -> list[Tick]:
        steps = [self.step * n for n in range(1, MOST_STEPS + 2)]
        return [Tick(written(self.y(v)), self.label(v)) for v in steps if v <= self.top]

    def _below(self) -> list[Tick]:
        marked = marks([point.period for point in self.curves[0][1]])
        return [
            Tick(written(self.x(place)), label, bool(number % 2))
            for number, (place, label) in enumerate(marked)
        ]

    def _runs(self, points: Sequence[Point]) -> list[str]:
        """Return the corners of each run of points; one alone is a line of no length."""
        made = []
        placed = enumerate(self.value(point) for point in points)
        for known, run in groupby(placed, key=lambda pair: pair[1] is not None):
            if known:
                corners = [f"{written(self.x(n))},{written(self.y(value))}" for n, value in run]
                made.append(" ".join(corners if len(corners) > 1 else corners * 2))
        return made

    def _dots(self) -> list[Dot]:
        filled = sum(bool(point.count) for _, points in self.curves for point in points)
        series = (series for series, _ in self.curves)
        every = filled <= MOST_POINTS and may_be_links(series, self.columns)
        made = []
        for series, points in self.curves:
            high = peak(points, self.measure)
            for place, point in enumerate(points):
                if point.count and (point is high or every):
                    made.append(self._dot(series, place, point, point is high))
        return made

    def _dot(self, series: Series, place: int, point: Point, is_peak: bool) -> Dot:
        value = self.value(point)
        return Dot(
            written(self.x(place)),
            written(self.y(value)),
            point.period.label,
            f"{series.label}, {point.period.label}: {said(point, self.measure)}",
            series.url(point.period),
            series.number,
            is_peak,
        )

    def _notes(self, dots: Iterable[Dot]) -> list[Note]:
        """Return the labels of the peaks, but for those that would stand upon another."""
        made: list[Note] = []
        for dot in (dot for dot in dots if dot.peak):
            x, y = float(dot.x), float(dot.y)
            near = (
                abs(float(n.x) - x) < self.width / 6 and abs(float(n.y) - y) < self.height * LINE
                for n in made
            )
            if not any(near):
                anchor = "end" if x > 0.75 * self.width else "start"
                shift = -BESIDE if anchor == "end" else BESIDE
                made.append(Note(written(x + shift * self.width), dot.y, dot.when, anchor))
        return made

    def _ends(self) -> list[float]:
        """Return the height of each name: that of its line's end, apart from the others."""
        ends = []
        for _, points in self.curves:
            values = [value for value in map(self.value, points) if value is not None]
            ends.append(self.y(values[-1]) if values else self.height)
        return apart(ends, LINE * self.height, self.height)


def peak(points: Sequence[Point], measure: str) -> Point | None:
    """Return the highest point of those among enough articles, or of all where none are."""
    found = [point for point in points if point.count]
    enough = [point for point in found if point.total >= usual(points)]
    return max(enough or found, key=lambda point: amount(point, measure), default=None)


def usual(points: Sequence[Point]) -> float:
    """Return half of the mean number of articles: in periods with fewer, shares mean little."""
    return sum(point.total for point in points) / max(len(points), 1) / 2


def amount(point: Point, measure: str) -> float | None:
    return point.count if measure == COUNT else point.share


def value_of(point: Point, measure: str) -> str:
    """Return the value of a point as it is read."""
    value = amount(point, measure)
    return hindi_format.grouped(value) if measure == COUNT else hindi_format.percent(value)


def counts_of(point: Point, measure: str) -> str:
    """Return the numbers behind a share, ``2/16``; a count needs none."""
    if measure == COUNT:
        return ""
    return f"{hindi_format.grouped(point.count)}/{hindi_format.grouped(point.total)}"


def said(point: Point, measure: str) -> str:
    """Return the value of a point with the numbers behind it."""
    counts = counts_of(point, measure)
    return f"{value_of(point, measure)} ({counts})" if counts else value_of(point, measure)


def step_of(most: float, whole: bool = False) -> float:
    """Return the distance of lines across: 1, 2, 2.5 or 5 times a power of ten."""
    if most <= 0:
        return 1 if whole else 0.01
    rough = most / MOST_STEPS
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return max(math.ceil(step), 1) if whole else step


def apart(places: list[float], least: float, end: float) -> list[float]:
    """Return the places moved so that they keep a distance and stay above the end."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved, above = list(places), -least
    for n in order:
        above = moved[n] = max(places[n], above + least)
    below = end + least
    for n in reversed(order):
        below = moved[n] = min(moved[n], below - least)
    return moved


def marks(periods: Sequence[Period]) -> list[tuple[int, str]]:
    """Return the places of a few periods that are named below the chart, with their names."""
    if periods and periods[0].unit == MONTH and len(periods) > 2 * 12:
        januaries = [n for n, period in enumerate(periods) if period.first.month == 1]
        places = thinned(januaries)
        return [(place, hindi_format.year(periods[place].first)) for place in places]
    return [(n, brief(periods[n])) for n in thinned(range(len(periods)))]


def thinned(places: Sequence[int]) -> Sequence[int]:
    return places[:: math.ceil(len(places) / MOST_MARKS) or 1]


def brief(period: Period) -> str:
    if period.unit in (YEAR, MONTH):
        return period.label
    return hindi_format.day(period.first)


def written(number: float) -> str:
    """Return a number as SVG has it, with a dot in every language."""
    return f"{number:.2f}"


def short(text: str, most: int = LONGEST_NAME) -> str:
    """Return a text cut after a word, or where a long one may be cut without tearing a letter."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0]
    return (cut if len(cut) >= most / 2 else whole_letters(text, most)) + "…"


def whole_letters(text: str, most: int) -> str:
    """Return the beginning of a text up to a letter that does not lean upon the one before."""
    while most > 1 and (
        unicodedata.category(text[most]).startswith("M") or text[most - 1] in "\u094d\u200d\u200c"
    ):
        most -= 1
    return text[:most]
