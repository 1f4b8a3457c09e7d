"""The numbers of trends as CSV and JSON, and their chart as a file."""

import csv
import io
import re
from functools import cache

import resvg_py
from django.template.loader import render_to_string

from articles.export.table import cell as safe_cell
from search.trends.counting import Point, Trends
from search.trends.drawing import Plotter, short
from search.trends.page import TITLES
from search.trends.state import SHARE

COLUMNS = (
    "period",
    "first_day",
    "last_day",
    "query",
    "source",
    "articles",
    "all_articles",
    "share",
    "partial",
)
MARK = "\ufeff"  # without it, spreadsheets do not read Devanagari
FONT = "Noto Sans Devanagari"
# Of the drawing, in pixels: the chart within the picture, and what stands around it.
WIDTH, CHART_WIDTH, CHART_HEIGHT = 1200, 980, 400
LEFT, TOP, LEGEND_LINE, FOOT = 40, 84, 28, 76
LONGEST_LABEL = 90  # characters
FOREIGN = re.compile(r"[^\x00-\x7f\u0900-\u097f\u2010-\u2026\u200c\u200d]")
SCALE = 2  # pixels of the PNG for one of the drawing
COLOURS = ("#1f3c98", "#b8391f", "#0b7468", "#7a3b8f", "#6b5900")
DASHES = ("", "7 4", "2 4", "10 3 2 3", "14 5")


def as_csv(trends: Trends) -> str:
    """Return a line for each period of each series; a share is a part of 1, empty for a gap."""
    text = io.StringIO()
    text.write(MARK)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(cells, lines(trends)))
    return text.getvalue()


def cells(line: dict) -> list:
    """Return a line as cells: what is unknown is empty."""
    filled = ("" if line[name] is None else line[name] for name in COLUMNS)
    return [safe_cell(cell) if isinstance(cell, str) else cell for cell in filled]


def as_dict(trends: Trends, problems: list[dict]) -> dict:
    """Return the same for programs, with what was not understood of the parameters."""
    made = {"by": trends.unit, "split": trends.is_split} if trends.series else {}
    return {**made, "points": list(lines(trends)), "problems": problems}


def lines(trends: Trends):
    for series in trends.series:
        source = series.label if trends.is_split else None
        for point in series.points(trends.unit):
            yield {"query": series.query, "source": source, **numbers(point)}


def numbers(point: Point) -> dict:
    return {
        "period": point.period.value,
        "first_day": point.period.first.isoformat(),
        "last_day": point.period.last.isoformat(),
        "articles": point.count,
        "all_articles": point.total,
        "share": point.share if point.share is None else round(point.share, 6),
        "partial": int(point.partial),
    }


def as_svg(trends: Trends) -> str:
    """Return the chart as a picture of its own, on white, whatever the reader's colours."""
    unit, measure = trends.unit, trends.state.option("measure") or SHARE
    curves = [(series, series.points(unit)) for series in trends.series]
    drawing = Plotter(curves, measure, CHART_WIDTH, CHART_HEIGHT).draw()
    top, periods = TOP + LEGEND_LINE * len(curves), trends.span.periods(unit)
    context = {
        "width": WIDTH,
        "height": top + CHART_HEIGHT + FOOT,
        "foot": top + CHART_HEIGHT + FOOT - 18,
        "left": LEFT,
        "top": top,
        "chart_width": CHART_WIDTH,
        "chart_height": CHART_HEIGHT,
        "font": FONT,
        "title": TITLES[measure, unit],
        "about": short(trends.series[0].query, LONGEST_LABEL) if trends.is_split else "",
        "ends": " – ".join(dict.fromkeys((periods[0].label, periods[-1].label))),
        "legend": legend(trends),
        "drawing": drawing,
        "styled": [(line, style(line.number)) for line in drawing.lines],
        "peaks": [(dot, style(dot.number)) for dot in drawing.dots if dot.peak],
    }
    return render_to_string("search/trends.svg", context)


def legend(trends: Trends) -> list[tuple]:
    """Return for each series its height, style, label and number of articles."""
    return [
        (
            TOP + LEGEND_LINE * place,
            style(series.number),
            short(series.label, LONGEST_LABEL),
            series.found.total(trends.unit),
        )
        for place, series in enumerate(trends.series)
    ]


def style(number: int) -> tuple[str, str]:
    """Return the colour and the dashes of a series."""
    return COLOURS[number - 1], DASHES[number - 1]


def as_png(trends: Trends) -> bytes:
    """Return the chart as pixels, its text shaped with a font that comes as a library.

    Only for letters that this font has not are the fonts of the system looked through.
    """
    svg = as_svg(trends)
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        skip_system_fonts=not FOREIGN.search(svg),
        font_files=[font()],
        zoom=SCALE,
    )


@cache
def font() -> str:
    import fontpkg  # takes longer than all the rest of a start, and pictures are rare

    return str(fontpkg.path(FONT))
