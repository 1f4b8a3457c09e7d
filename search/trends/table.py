"""The table of trends: the numbers of the chart, always in view."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy

from articles.templatetags.hindi_format import grouped
from search.engines.base import DAY, MONTH, YEAR
from search.histogram import WEEK
from search.links import Link
from search.trends.counting import UNITS, Point, Series, Trends, dates, may_be_links
from search.trends.drawing import counts_of, value_of
from search.trends.form import UNIT_NAMES
from search.trends.state import COUNT

MOST_ROWS = 24  # before it counts by a longer unit
TITLES = {
    DAY: gettext_lazy("दिन-ब-दिन, तालिका में"),
    WEEK: gettext_lazy("हफ़्ते-दर-हफ़्ते, तालिका में"),
    MONTH: gettext_lazy("महीने-दर-महीने, तालिका में"),
    YEAR: gettext_lazy("साल-दर-साल, तालिका में"),
}
STEPS = {
    DAY: gettext_lazy("दिन-ब-दिन"),
    WEEK: gettext_lazy("हफ़्ते-दर-हफ़्ते"),
    MONTH: gettext_lazy("महीने-दर-महीने"),
    YEAR: gettext_lazy("साल-दर-साल"),
}


class Cell(NamedTuple):
    """A value of the table, and the counts behind a share.

    ``value`` is empty where the archive has no article; ``url`` where there is none to lead to.
    """

    value: str
    counts: str
    url: str


class Row(NamedTuple):
    """A period of the table: all its articles, and those of each series.

    ``part`` names the days that are counted where these are not all of the period.
    """

    label: str
    part: str
    total: int
    url: str
    cells: list[Cell]


def table(trends: Trends, measure: str) -> dict:
    """Return the rows, the newest first, by a longer unit than the chart's where it has many."""
    longer, whole = unit_of(trends), trends.state.option("table") == "all"
    unit = trends.unit if whole else longer
    other = trends.state.set(table="" if whole else "all").url()
    return {
        "table_title": TITLES[unit],
        "table_unit": UNIT_NAMES[unit],
        "rows": rows(trends, unit, measure)[::-1],
        "table_other": longer != trends.unit
        and Link(STEPS[longer if whole else trends.unit], other),
    }


def unit_of(trends: Trends) -> str:
    """Return the unit of a table that is not too long; weeks fit into no month."""
    longer = (unit for unit in UNITS[UNITS.index(trends.unit) :] if unit not in (WEEK, DAY))
    for unit in (trends.unit, *longer):
        if len(trends.span.periods(unit)) <= MOST_ROWS:
            return unit
    return YEAR


def rows(trends: Trends, unit: str, measure: str) -> list[Row]:
    columns = [series.points(unit) for series in trends.series]
    every, periods = trends.every.by(unit), trends.span.periods(unit)
    linked = may_be_links(trends.series, len(periods))
    return [
        Row(
            period.label,
            trends.span.part_of(period),
            every.get(period.first, 0),
            trends.state.articles_url("", **dates(period)) if linked else "",
            [
                cell(trends, series, points[place], measure, linked)
                for series, points in zip(trends.series, columns, strict=True)
            ],
        )
        for place, period in enumerate(periods)
    ]


def cell(trends: Trends, series: Series, point: Point, measure: str, linked: bool) -> Cell:
    """Return a cell; of how many it is a share, the last column says but for sources."""
    if not point.total:
        return Cell("", "", "")
    url = series.url(point.period) if point.count and linked else ""
    counts = counts_of(point, measure) if trends.is_split else grouped(point.count)
    return Cell(value_of(point, measure), "" if measure == COUNT else counts, url)
