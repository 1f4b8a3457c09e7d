"""Bar charts, drawn by the server: what the templates need for each bar."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from articles.templatetags.hindi_format import digits
from articles.templatetags.hindi_format import month as month_label

# A chart of more years than this shows only the years that have articles: one
# wrong date must not push all others into a corner.
MOST_YEARS = 150
MOST_MONTHS = 12 * 12  # more of them are too thin to be hit
PEAKS = 2  # periods that are named, if they stand out
STANDS_OUT = 2  # times the mean of the periods that have any


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
    return bars((digits(year), counts.get(year, 0), url(year)) for year in years)


def month_bars(counts: dict[date, int], url: Callable[[date], str]) -> list[Bar]:
    """Return a bar for each month of the years in ``counts`` (first day → articles).

    The years are whole, so that their names can stand below; empty if there are too many.
    """
    years = range(min(counts).year, max(counts).year + 1) if counts else ()
    if 12 * len(years) > MOST_MONTHS:
        return []
    months = [date(year, month, 1) for year in years for month in range(1, 13)]
    return bars((month_label(month), counts.get(month, 0), url(month)) for month in months)


def bars(periods: Iterable[tuple[str, int, str]]) -> list[Bar]:
    """Return the bars for periods in order: label, count, address."""
    periods = list(periods)
    width, most = 100 / max(len(periods), 1), max((count for _, count, _ in periods), default=0)
    return [
        Bar(
            label=label,
            count=count,
            x=f"{place * width:.3f}",
            width=f"{width:.3f}",
            height=f"{100 * count / max(most, 1):.2f}",
            url=url,
        )
        for place, (label, count, url) in enumerate(periods)
    ]


def with_peaks(bars: list[Bar]) -> list[Bar]:
    """Return the bars with the highest selected, where these stand out."""
    filled = [bar.count for bar in bars if bar.count]
    least = STANDS_OUT * sum(filled) / max(len(filled), 1)
    highest = sorted((bar for bar in bars if bar.count), key=lambda bar: -bar.count)[:PEAKS]
    chosen = {bar.x for bar in highest if bar.count >= least}
    return [bar._replace(selected=bar.x in chosen) for bar in bars]
