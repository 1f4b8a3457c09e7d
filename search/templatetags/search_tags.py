"""Template tags of search for pages that are not its own: marked words, the way back to results."""

from dataclasses import dataclass

from django import template

from search.engines.base import IndexUnavailable, engine
from search.filters import SearchFilter, page_size
from search.highlight import Highlighter, Part
from search.page import hit_url
from search.query import QueryError
from search.results import Results
from search.state import QueryState

register = template.Library()


@dataclass(frozen=True)
class Neighbour:
    """The article before or after this one in the results."""

    url: str
    title: str


@register.simple_tag(takes_context=True)
def marks(context, text: str) -> list[Part]:
    """Return the parts of a text, those marked that the request's query found."""
    request = context["request"]
    if not request.GET.get("q") or request.GET.get("mark") == "0":
        return [Part(text, False)]
    if not hasattr(request, "highlighter"):
        request.highlighter = highlighter(request.GET)
    return request.highlighter.mark(text)


def highlighter(data) -> Highlighter:
    try:
        return Highlighter(SearchFilter(data, queryset=Results()).qs.query)
    except QueryError:
        return Highlighter(Results().query)


@register.simple_tag
def index_trouble() -> str:
    """Return why the index cannot be read, for the admin; empty where all is well."""
    try:
        engine().check()
    except IndexUnavailable as error:
        return str(error)
    return ""


@register.simple_tag
def index_rebuilding() -> bool:
    """Return whether the index is being made anew."""
    return engine().rebuilding()


@register.inclusion_tag("search/_trail.html", takes_context=True)
def results_trail(context):
    """Show the way back to the results from which the reader came, and to the next of them."""
    data = context["request"].GET
    state = QueryState.of(data)
    position = int(data["pos"][:9]) if data.get("pos", "").isdecimal() else 0
    if not state.pairs or not 0 < position < 10**6:
        return {}
    results = SearchFilter(data, queryset=Results()).qs
    number = (position - 1) // page_size(state.get("per")) + 1
    trail = {
        "back_url": state.url(page=number) if number > 1 else state.url(),
        "query": state.get("q"),
        "position": position,
    }
    try:
        return trail | neighbours(results, state, position)
    except QueryError:
        return trail


def neighbours(results: Results, state: QueryState, position: int) -> dict:
    first = max(1, position - 1)
    around = dict(enumerate(results[first - 1 : position + 1], first))
    return {
        "total": results.count(),
        "previous": neighbour(around.get(position - 1), state, position - 1),
        "next": neighbour(around.get(position + 1), state, position + 1),
    }


def neighbour(hit, state, position) -> Neighbour | None:
    return hit and Neighbour(hit_url(hit, state, position), hit.article.title)
