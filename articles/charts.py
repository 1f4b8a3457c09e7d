"""Bar charts, drawn by the server: what the templates need for each bar."""

from collections.abc import Callable
from typing import NamedTuple

# A chart of more years than this shows only the years that have articles: one
# wrong date must not push all others into a corner.
MOST_YEARS = 150


class Bar(NamedTuple):
    """A bar and its place in the chart, in percent, as text with a dot in every language."""

    label: str
    count: int
    x: str
    width: str
    height: str
    url: str
    selected: bool = False


def year_span(years):
    """Return the years to draw, without gaps where the span allows it."""
    first, last = min(years), max(years)
    return range(first, last + 1) if last - first < MOST_YEARS else sorted(years)


def year_bars(counts: dict[int, int], url: Callable[[int], str]) -> list[Bar]:
    """Return a bar for each year of ``counts`` (year → articles), linked to ``url(year)``."""
    if not counts:
        return []
    years = year_span(counts)
    width, most = 100 / len(years), max(counts.values())
    return [
        Bar(
            label=str(year),
            count=counts.get(year, 0),
            x=f"{place * width:.3f}",
            width=f"{width:.3f}",
            height=f"{100 * counts.get(year, 0) / most:.2f}",
            url=url(year),
        )
        for place, year in enumerate(years)
    ]
