"""A chart of the main table: one panel a figure, one bar an engine."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # draws without a screen
from matplotlib import pyplot

from bench.engines.report import label, summary, written

PANELS = {
    "p50 ms": "median search, ms",
    "p95 ms": "95 % of searches within, ms",
    "articles/s": "indexed a second",
    "index MB": "index, MB",
}
OURS, OTHERS = "#b3541e", "#8a9ba8"


def draw(figures: dict[str, dict], count: int, path: Path) -> None:
    rows = {name: summary(one, count) for name, one in figures.items()}
    figure, panels = pyplot.subplots(1, len(PANELS), figsize=(14, 3.2), sharey=True)
    for panel, (head, title) in zip(panels, PANELS.items(), strict=True):
        fill(panel, {name: row[head] for name, row in rows.items()}, title)
    panels[0].invert_yaxis()  # which all panels share: ours on top
    figure.suptitle(f"{count:,} articles, searches with all facets (logarithmic scales)")
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def fill(panel, values: dict[str, float], title: str) -> None:
    names = [label(name).split(",")[0] for name in values]
    colours = [OURS if name == "ours" else OTHERS for name in values]
    bars = panel.barh(names, list(values.values()), color=colours)
    panel.bar_label(bars, [written(value) for value in values.values()], padding=3)
    panel.set_xscale("log")
    panel.set_xlim(left=min(values.values()) / 3)
    panel.xaxis.set_visible(False)  # each bar has its number
    panel.set_title(title, fontsize=10)
    panel.margins(x=0.3)
    panel.spines[["top", "right"]].set_visible(False)
