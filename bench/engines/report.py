"""The tables of what was measured, each with its ratios to the archive's own engine."""

import numpy as np

from bench import print_table
from bench.engines.base import ENGINES, Query
from bench.engines.worker import REPEATS

MEGABYTE = 1e6
WORST = ("a phrase of function words", "क*", "50 words joined by OR")


def typical(answer: dict) -> np.ndarray:
    """Return the milliseconds of each query: the median of its repeats, the first left out."""
    passes = answer["passes"]
    return np.median(passes[1:] or passes, axis=0)


def summary(figures: dict, count: int) -> dict[str, float]:
    """Return the figures of one engine by the heads of the table."""
    build, answer = figures["build"], figures["answer"]
    p50, p95 = np.percentile(typical(answer), (50, 95))
    return {
        "articles/s": count / build["seconds"],
        "index MB": build["bytes"] / MEGABYTE,
        "MB while indexing": build["memory"] / MEGABYTE,
        "p50 ms": p50,
        "p95 ms": p95,
        "p95 ms, first time": np.percentile(answer["passes"][0], 95),
        "RSS MB": answer["memory"] / MEGABYTE,
    }


def label(name: str) -> str:
    return ENGINES[name][2]


def written(value: float) -> str:
    if not value:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def main_table(figures: dict[str, dict], count: int, idle: int) -> None:
    rows = {name: summary(one, count) for name, one in figures.items()}
    heads = tuple(next(iter(rows.values())))
    print(f"{count:,} documents\n")
    print_table(
        ("", *heads, "found"),
        [(label(n), *map(written, row.values()), found(figures[n])) for n, row in rows.items()],
    )
    if "ours" in rows:
        print("\nAs multiples of ours:\n")
        print_table(("", *heads), [ratios(n, row, rows["ours"]) for n, row in rows.items()])
    print(f"\n{notes(figures, idle)}\n")


def found(figures: dict) -> str:
    return f"{sum(figures['answer']['totals']):,}"


def ratios(name: str, row: dict, ours: dict) -> tuple[str, ...]:
    pairs = ((row[head], ours[head]) for head in row)
    return label(name), *(written(one / our if our else 0) for one, our in pairs)


def notes(figures: dict[str, dict], idle: int) -> str:
    few = [label(n) for n, one in figures.items() if len(one["answer"]["passes"]) <= REPEATS]
    slow = f" For want of time, fewer repeats: {', '.join(few)}." if few else ""
    return (
        f"Each query is asked once, then {REPEATS} times, of which the median counts.{slow}\n"
        "“Found” are the totals of all queries together. RSS is that of the fresh process that\n"
        f"answers; {written(idle / MEGABYTE)} MB are Python with Django and the benchmark (not of\n"
        "Lucene's, and PostgreSQL's is the server's process with its shared buffers)."
    )


def kinds_table(figures: dict[str, dict], asked: list[Query]) -> None:
    kinds = np.array([query.kind for query in asked])
    times = [typical(one["answer"]) for one in figures.values()]
    rows = [
        (kind, *(written(np.median(one[kinds == kind])) for one in times))
        for kind in dict.fromkeys(kinds)
    ]
    print_table(("median ms of a kind", *map(label, figures)), rows)


def worst_table(figures: dict[str, dict]) -> None:
    print("\nThe costliest queries, ms the first time / again:\n")
    rows = []
    for name, one in figures.items():
        first, again = one["worst"]["passes"][0], typical(one["worst"])
        cells = (f"{written(a)} / {written(b)}" for a, b in zip(first, again, strict=True))
        rows.append((label(name), *cells))
    print_table(("", *WORST), rows)


def update_table(figures: dict[str, dict]) -> None:
    """Print how long small changes take, and what they do to those who search meanwhile."""
    print("\nFrom saving one document to finding it, median ms:\n")
    rows = [
        (label(name), *(written(np.median(one["update"][kind])) for kind in ("new", "changed")))
        for name, one in figures.items()
    ]
    print_table(("", "a new one", "one that was changed"), rows)
    if "ours" in figures:
        print()
        stream_table(figures["ours"])


def stream_table(figures: dict) -> None:
    rows = []
    names = {"quiet": "no commits", "busy": "a commit each second, by another process"}
    for kind, name in names.items():
        times = figures[kind]["times"]
        p50, p95 = np.percentile(times, (50, 95))
        rows.append(
            (name, written(len(times) / figures[kind]["seconds"]), written(p50), written(p95))
        )
    print_table(("queries of ours", "a second", "p50 ms", "p95 ms"), rows)
    print(f"\nMedian commit: {written(np.median(figures['commits']['times']))} ms.")


def http_table(rates: dict[str, float]) -> None:
    """Print queries a second; the first of the rates is what the others are compared with."""
    print("\nQueries a second, those of the first table:\n")
    whole = next(iter(rates.values()))
    rows = [(name, written(rate), f"{rate / whole:.0%}") for name, rate in rates.items()]
    print_table(("", "a second", "of the engine's"), rows)
