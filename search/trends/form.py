"""The form of the trends page: a field for each query, what is said of it, and choices."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.templatetags.interface import lang_of
from search.correct import corrections
from search.engines.base import DAY, MONTH, YEAR
from search.facets import FACETS, choices
from search.histogram import WEEK
from search.query import QueryError, plain
from search.results import Results
from search.trends.counting import UNITS, Trends
from search.trends.state import BY_SOURCE, COUNT, TrendState
from search.understood import read_as

MOST_SOURCES = 50  # that are offered
UNIT_NAMES = {
    DAY: gettext_lazy("दिन"),
    WEEK: gettext_lazy("हफ़्ता"),
    MONTH: gettext_lazy("महीना"),
    YEAR: gettext_lazy("साल"),
}
LABELS = (
    gettext_lazy("पहली खोज"),
    gettext_lazy("दूसरी खोज"),
    gettext_lazy("तीसरी खोज"),
    gettext_lazy("चौथी खोज"),
    gettext_lazy("पाँचवीं खोज"),
)


class Problem(NamedTuple):
    """A query that was not understood, cut at the trouble, with two ways out."""

    message: str
    before: str
    spot: str
    after: str
    repaired: str
    repaired_url: str
    plain_url: str


@dataclass(frozen=True)
class Asked:
    """One of the five fields: what stands in it, and what is to be said of it.

    ``read`` is how roman letters were read; ``corrections`` are likelier queries, with the
    number of articles and the address of each.
    """

    number: int
    label: str
    text: str = ""
    lang: str = ""
    read: str = ""
    nothing: bool = False
    corrections: tuple[tuple[str, int, str], ...] = ()
    problem: Problem | None = None

    @property
    def says(self) -> bool:
        """Return whether anything stands below the field."""
        return bool(self.read or self.nothing or self.corrections or self.problem)


def fields(trends: Trends, broken: dict[int, QueryError]) -> list[Asked]:
    """Return all five fields, those behind the queries empty."""
    return [field_of(number, trends, broken) for number in range(len(LABELS))]


def field_of(number: int, trends: Trends, broken: dict[int, QueryError]) -> Asked:
    if number in trends.asked:
        return understood(trends.asked[number], trends.state, number)
    if number in broken:
        text = trends.state.queries[number]
        issue = problem(broken[number], trends.state, number)
        return Asked(number + 1, LABELS[number], text, lang_of(text), problem=issue)
    return Asked(number + 1, LABELS[number])


def understood(results: Results, state: TrendState, number: int) -> Asked:
    text = state.queries[number]
    readings = [] if results.as_typed else results.expanded.readings
    likelier = corrections(results)
    return Asked(
        number + 1,
        LABELS[number],
        text,
        lang_of(text),
        read_as(text, readings) if readings else "",
        not results.strict_count(),
        tuple((one.query, one.count, state.asking(number, one.query).url()) for one in likelier),
    )


def problem(error: QueryError, state: TrendState, number: int) -> Problem:
    query, start, end = error.query, error.start, error.end
    return Problem(
        message=error.message,
        before=query[:start],
        spot=query[start:end],
        after=query[end:],
        repaired=error.repaired,
        repaired_url=state.asking(number, error.repaired).url() if error.repaired else "",
        plain_url=state.asking(number, plain(query)).url(),
    )


def hidden(state: TrendState) -> list[tuple[str, str]]:
    """Return what the form must carry along because it has no field for it."""
    chosen = ("source", next(iter(state.narrowed.values("source")), ""))
    in_form = ("from", "to")
    return [pair for pair in state.pairs if pair[0] not in in_form and pair != chosen] + [
        pair for pair in state.options if pair[0] == "table"
    ]


def settings(trends: Trends) -> list[tuple[str, str, list]]:
    """Return the lists of the form: name, label, and choices as (value, label, whether chosen)."""
    state = trends.state
    measure, by, split = state.option("measure"), state.option("by"), state.option("split")
    units = [(unit, UNIT_NAMES[unit], unit == by) for unit in UNITS]
    measures = [
        ("", _("समाचारों में हिस्सा"), not measure),
        (COUNT, _("समाचारों की संख्या"), measure == COUNT),
    ]
    lines = [
        ("", _("हर खोज की"), not split),
        (BY_SOURCE, _("पहली खोज की, स्रोतों में"), split == BY_SOURCE),
    ]
    return [
        ("measure", _("गिनती"), measures),
        ("by", _("अंतराल"), [("", _("अपने आप"), not by), *units]),
        ("source", _("स्रोत"), sources(trends)),
        ("split", _("रेखाएँ"), lines),
    ]


def sources(trends: Trends) -> list[tuple[str, str, bool]]:
    """Return the sources with the most articles; the first that was chosen is chosen again."""
    first = next(iter(trends.state.narrowed.values("source")), "")
    listed, _more = choices(FACETS["source"], trends.base.counted("source"), set(), MOST_SOURCES)
    values = sorted(choice.value for choice in listed)
    if first and first not in values:
        values.insert(0, first)
    return [("", _("सभी"), not first), *((value, value, value == first) for value in values)]
