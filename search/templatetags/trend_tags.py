"""Links to trends from pages that are not theirs."""

from django import template

from search.state import QueryState
from search.trends.state import TrendState, filters_of_state

register = template.Library()


@register.inclusion_tag("search/trends/_button.html")
def trend_of_search(state: QueryState) -> dict:
    """Show the way to the trend of a search, if it has a query; over all time, with its filters."""
    query = state.get("q")
    made = TrendState((query,), filters_of_state(state.without("from", "to")))
    return {"url": made.url() if query else ""}


@register.inclusion_tag("search/trends/_link.html")
def trend_of(field: str, name: str, slug: str) -> dict:
    """Show the way to the trend of what a field of the query language names.

    A name with quotation marks in it cannot be written there, but its address can.
    """
    query = f"{field}:{slug}" if '"' in name else f'{field}:"{name}"'
    return {"url": TrendState((query,)).url()}
