"""What the trends page shows, ready for its templates: every link made, every label written."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy

from articles.models import Entity
from articles.tallies import tally
from search.engines.base import DAY, MONTH, YEAR
from search.filters import SearchFilter
from search.histogram import WEEK
from search.labels import labels_of
from search.page import hit_url
from search.query import QueryError
from search.refine import chips
from search.results import Hit, Results
from search.spans import date_errors
from search.trends.counting import Point, Series, Trends
from search.trends.drawing import Curves, Plotter, peak, value_of
from search.trends.form import UNIT_NAMES, fields, hidden, settings
from search.trends.state import COUNT, MOST_QUERIES, SHARE, TrendState
from search.trends.table import table

EXAMPLES = 3  # of a kind, on a page without a query
TITLES = {
    (SHARE, DAY): gettext_lazy("दिन के समाचारों में हिस्सा"),
    (SHARE, WEEK): gettext_lazy("हफ़्ते के समाचारों में हिस्सा"),
    (SHARE, MONTH): gettext_lazy("महीने के समाचारों में हिस्सा"),
    (SHARE, YEAR): gettext_lazy("साल के समाचारों में हिस्सा"),
    (COUNT, DAY): gettext_lazy("हर दिन के समाचार"),
    (COUNT, WEEK): gettext_lazy("हर हफ़्ते के समाचार"),
    (COUNT, MONTH): gettext_lazy("हर महीने के समाचार"),
    (COUNT, YEAR): gettext_lazy("हर साल के समाचार"),
}
DOWNLOADS = ("PNG", "SVG", "CSV", "JSON")


class Peak(NamedTuple):
    """The highest point of a series, and the article that fits best in it, with its address."""

    series: Series
    label: str
    value: str
    url: str
    hit: Hit | None
    hit_url: str


class Counting(NamedTuple):
    """An address as read: its filters, the searches that can be carried out, and what is wrong."""

    filters: SearchFilter
    trends: Trends
    broken: dict[int, QueryError]


def counting(data) -> Counting:
    """Read the parameters of an address and carry its searches out."""
    state, shared = TrendState.of(data), data.copy()
    for name in ("q", "sort"):
        shared.pop(name, None)
    filters = SearchFilter(shared, queryset=Results())
    asked, broken = {}, {}
    for number, text in enumerate(state.queries):
        results = filters.qs.matching(text)
        try:
            results.count()
            asked[number] = results
        except QueryError as error:
            broken[number] = error
    return Counting(filters, Trends(state, filters.qs, asked), broken)


def context(data) -> dict:
    """Return what templates/search/trends.html needs."""
    filters, trends, broken = counting(data)
    state = trends.state
    made = {
        "state": state,
        "fields": fields(trends, broken),
        "hidden": hidden(state),
        "settings": settings(trends),
        "chips": chips(trends.base, state),
        "clear_url": state.cleared().url(),
        "date_from": state.get("from"),
        "date_to": state.get("to"),
        "date_errors": date_errors(filters),
        "unused": trends.base.unknown,
        "unindexed": trends.base.unindexed,
        "most_queries": MOST_QUERIES,
        "first_alone": state.option("split") and len(state.queries) > 1,
        "empty_span": not trends.span,
    }
    if not state.queries:
        return made | {"examples": examples()}
    if not any(series.found.total(YEAR) for series in trends.series):
        return made | {"nothing": bool(trends.asked and trends.span)}
    return made | shown(trends, broken)


def shown(trends: Trends, broken: dict[int, QueryError]) -> dict:
    """Return the chart, its table, and what stands around them."""
    state, unit = trends.state, trends.unit
    curves = [(series, series.points(unit)) for series in trends.series]
    measure = state.option("measure") or SHARE
    periods = trends.span.periods(unit)
    return {
        "title": TITLES[measure, unit],
        "ends": list(dict.fromkeys((periods[0].label, periods[-1].label))),
        "legend": [(series, series.found.total(unit), series.url()) for series in trends.series],
        "drawing": Plotter(curves, measure).draw(),
        "peaks": peaks(curves, measure),
        "unit_name": UNIT_NAMES[unit],
        "coarsened": trends.coarsened,
        "undated": undated(trends),
        "counts": measure == COUNT,
        "split": trends.is_split,
        "downloads": downloads(state, broken),
        **table(trends, measure),
    }


def downloads(state: TrendState, broken: dict[int, QueryError]) -> list[tuple[str, str]]:
    """Return (kind, address) of the files, for the queries that could be read."""
    for number in sorted(broken, reverse=True):
        state = state.asking(number, "")
    return [(kind, state.url(f"trends_{kind.lower()}")) for kind in DOWNLOADS]


def undated(trends: Trends) -> int:
    """Return how many articles have no date, and so no place in the chart."""
    request = trends.base.request
    if request.first or request.last:
        return 0
    return trends.base.count() - trends.every.total(YEAR)


def peaks(curves: Curves, measure: str) -> list[Peak]:
    """Return the highest point of each series that has any."""
    highest = ((series, peak(points, measure)) for series, points in curves)
    return [peak_of(series, point, measure) for series, point in highest if point]


def peak_of(series: Series, point: Point, measure: str) -> Peak:
    state = series.state(point.period)
    within = series.results.since(point.period.first).until(point.period.last)
    hit = next(iter(within[0:1]), None)
    return Peak(
        series,
        point.period.label,
        value_of(point, measure),
        state.url(),
        hit,
        hit_url(hit, state, 1) if hit else "",
    )


def examples() -> list[tuple[str, str]]:
    """Return (label, address) of comparisons of what this archive writes of most."""
    counted = tally()
    names = labels_of("entity", list(counted.entities)[:50]).values()
    persons, places = (
        [label.text for label in names if label.kind == kind][:EXAMPLES]
        for kind in (Entity.Kind.PERSON, Entity.Kind.PLACE)
    )
    topics = labels_of("topic", list(counted.topics)[:EXAMPLES]).values()
    filed = [f'विषय:"{label.text}"' for label in topics]
    made = [(texts, TrendState(tuple(texts)).url()) for texts in (persons, places, filed) if texts]
    return [(", ".join(texts), url) for texts, url in made]
