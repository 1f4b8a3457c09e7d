"""How long searches take, with all facets counted.

Fifty queries of six kinds, half of them with filters, are answered by the whole
archive (from parameters to the finished answer, database included), by its
engine alone, by Whoosh as it comes, and by SQLite's FTS5, in turn.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
from django.db.models import Count
from django.http import QueryDict

from articles.ingestion.pipeline import ingest
from articles.models import Article, Entity, Source
from bench import print_table
from bench.corpus import prepared, vocabulary
from bench.yardsticks import PAGE, Fts5, PlainWhoosh, Query
from search.answer import JSON_FACETS, as_dict
from search.engines.base import Request, engine
from search.filters import SearchFilter
from search.results import Results

REPEATS = 3
# How many queries of each kind, and the ranks of their words in the vocabulary.
KINDS = {"rare": 4, "common": 4, "and": 5, "or": 4, "phrase": 4, "prefix": 4}
FREQUENT, MIDDLE, RARE = (0, 40), (40, 600), (5_000, 20_000)
PREFIX_LENGTH = 3  # characters
YEARS = (date(2016, 1, 1), date(2018, 12, 31))

Search = Callable[[Query], int]


def queries(seed: int) -> list[Query]:
    """Return the queries without filters, and as many with one filter each, in turn."""
    random, words = Random(seed), vocabulary(Random(seed))
    plain = [
        Query(kind, words_for(kind, words, random))
        for kind, count in KINDS.items()
        for _ in range(count)
    ]
    filters = (
        {"source": Source.objects.earliest("pk").pk},
        {"entity": most_mentioned()},
        {"days": YEARS},
    )
    filtered = [query._replace(**filters[i % len(filters)]) for i, query in enumerate(plain)]
    return plain + filtered


def words_for(kind: str, words: list[str], random: Random) -> tuple[str, ...]:
    if kind == "phrase":
        return tuple(neighbours(random))
    if kind == "prefix":
        return (random.choice(words[slice(*RARE)])[:PREFIX_LENGTH],)
    ranks = {"rare": (RARE,), "common": (FREQUENT,), "and": (FREQUENT, MIDDLE)}
    ranges = ranks.get(kind, (MIDDLE, MIDDLE))
    return tuple(random.choice(words[slice(*ranks)]) for ranks in ranges)


def neighbours(random: Random) -> list[str]:
    """Return two words that stand side by side in an article."""
    body = random.choice(Article.objects.values_list("body", flat=True)[:100])
    words = body.split("।")[0].split()
    start = random.randrange(len(words) - 1)
    return words[start : start + 2]


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


class Archive:
    """The archive, asked as a whole or its engine alone."""

    def __init__(self, asked: list[Query]):
        self.addresses = {query: address(query) for query in asked}
        self.requests = {query: self._request(query) for query in asked}

    def _request(self, query: Query) -> Request:
        results = SearchFilter(self.addresses[query], queryset=Results()).qs
        return replace(results.request, query=results.query, sort=results.sort)

    def answer(self, query: Query) -> int:
        return as_dict(SearchFilter(self.addresses[query], queryset=Results()))["total"]

    def engine(self, query: Query) -> int:
        matches = engine().match(self.requests[query])
        matches.page(0, PAGE)
        for name in JSON_FACETS:
            matches.counts(name, name)
        matches.days()
        return matches.total


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
        for kind in KINDS
    ]
    print()
    print_table(("median ms of a kind", *taken), rows)


def main() -> None:
    options, path = prepared(__doc__, 5000)
    ingest([path])
    asked = queries(options.seed)
    archive = Archive(asked)
    searches = {
        "the archive": archive.answer,
        "its engine alone": archive.engine,
        "plain Whoosh": PlainWhoosh().search,
        "FTS5": Fts5().search,
    }
    taken = measure(searches, asked)
    report(taken, asked, searches)
    report_kinds(taken, asked)
    print("\nThe ratios hold on other machines, the milliseconds do not.")


if __name__ == "__main__":
    main()
