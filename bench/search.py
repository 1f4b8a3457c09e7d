"""How long searches take, with all facets counted.

Fifty queries of six kinds, half of them with filters, are answered by the whole
archive (from parameters to the finished answer, database included), by its
engine alone, by Whoosh as most use it, and by SQLite's FTS5, in turn.
``bench.engines`` compares the engines at a larger size, each in its own process.
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import numpy as np
from django.conf import settings
from django.db.models import Count
from django.http import QueryDict

from articles.ingestion.pipeline import ingest
from articles.models import Entity, Source
from bench import HOME, print_table
from bench.corpus import prepared
from bench.engines import workload
from bench.engines.base import Engine, Query, engine
from search.answer import as_dict
from search.filters import SearchFilter
from search.indexer import documents_of
from search.results import Results

REPEATS = 3

Search = Callable[[Query], int]  # to the number of articles found


def queries(seed: int) -> list[Query]:
    """Return the queries without filters, and as many with one filter each, in turn."""
    path = HOME / "documents.pickle"
    workload.write(documents_of(None), path)
    filters = (
        {"source": Source.objects.earliest("pk").pk},
        {"entity": most_mentioned()},
        {"days": workload.YEARS},
    )
    return workload.queries(workload.sample(path), seed, filters)


def most_mentioned() -> int:
    """Return the entity that most articles mention."""
    return Entity.objects.alias(articles_naming=Count("mentions")).latest("articles_naming").pk


def address(query: Query) -> QueryDict:
    """Return the parameters with which the search page would be asked."""
    data = QueryDict(mutable=True)
    data["q"] = query.text
    if query.source:
        data["source"] = Source.objects.get(pk=query.source).name
    if query.entity:
        data["entity"] = Entity.objects.get(pk=query.entity).slug
    if query.days:
        data["from"], data["to"] = (day.isoformat() for day in query.days)
    return data


def whole(asked: list[Query]) -> Search:
    """Return the archive's search from the parameters to the answer."""
    addresses = {query: address(query) for query in asked}
    return lambda query: as_dict(SearchFilter(addresses[query], queryset=Results()))["total"]


def alone(measured: Engine) -> Search:
    return lambda query: measured.search(query).total


def built(name: str) -> Search:
    """Return the search of an engine, filled with the archive's articles."""
    folder = HOME / name
    folder.mkdir()
    measured = engine(name, str(folder))
    measured.build(documents_of(None))
    return alone(measured)


def measure(searches: dict[str, Search], asked: list[Query]) -> dict[str, np.ndarray]:
    """Return the milliseconds of each query, the median of its repeats, after one to warm up."""
    taken = {name: np.zeros((REPEATS + 1, len(asked))) for name in searches}
    for repeat in range(REPEATS + 1):
        for number, query in enumerate(asked):
            for name, search in searches.items():
                began = time.perf_counter()
                search(query)
                taken[name][repeat, number] = (time.perf_counter() - began) * 1000
    return {name: np.median(times[1:], axis=0) for name, times in taken.items()}


def report(taken: dict[str, np.ndarray], asked: list[Query], searches: dict[str, Search]) -> None:
    ours = np.percentile(taken["the archive"], (50, 95))
    rows = []
    for name, times in taken.items():
        p50, p95 = np.percentile(times, (50, 95))
        ratios = f"{p50 / ours[0]:.2f}", f"{p95 / ours[1]:.2f}"
        answered = np.mean([searches[name](query) > 0 for query in asked])
        rows.append((name, f"{p50:.1f}", f"{p95:.1f}", *ratios, f"{answered:.0%}"))
    heads = ("", "p50 ms", "p95 ms", "p50 to ours", "p95 to ours", "queries with hits")
    print_table(heads, rows)


def report_kinds(taken: dict[str, np.ndarray], asked: list[Query]) -> None:
    kinds = np.array([query.kind for query in asked])
    rows = [
        (kind, *(f"{np.median(times[kinds == kind]):.1f}" for times in taken.values()))
        for kind in workload.KINDS
    ]
    print()
    print_table(("median ms of a kind", *taken), rows)


def main() -> None:
    options, path = prepared(__doc__, 5000)
    ingest([path])
    asked = queries(options.seed)
    searches = {
        "the archive": whole(asked),
        "its engine alone": alone(engine("ours", urlsplit(settings.SEARCH_URL).path)),
        "Whoosh with groupedby": built("whoosh"),
        "FTS5": built("fts5"),
    }
    taken = measure(searches, asked)
    report(taken, asked, searches)
    report_kinds(taken, asked)
    print("\nThe ratios hold on other machines, the milliseconds do not.")


if __name__ == "__main__":
    main()
