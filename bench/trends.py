"""How long five searches over time take, by month, with all articles of each month beside.

Twenty sets of five words, of all frequencies, are counted by the archive, by Django's
TruncMonth over what SQLite's LIKE finds, and by FTS5 with GROUP BY, in turn. The page is
the whole answer to a reader, with chart, table, and the best article of each peak.
"""

import time
from collections.abc import Callable
from random import Random

import numpy as np
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.test import Client
from django.utils.http import urlencode

from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME, print_table
from bench.corpus import prepared, vocabulary
from bench.engines.base import engine
from bench.engines.fts5 import Fts5
from search.indexer import documents_of
from search.trends.page import counting

SETS, REPEATS = 20, 3
RANKS = (40, 3000)  # of words in the vocabulary
BY_MONTH = "SELECT month, count(*) FROM facts GROUP BY month"
OF_WORD = (
    "SELECT month, count(*) FROM text CROSS JOIN facts ON pk = text.rowid "
    "WHERE text MATCH ? GROUP BY month"
)

Words = tuple[str, ...]


def word_sets(seed: int) -> list[Words]:
    random, words = Random(seed), vocabulary(Random(seed))[slice(*RANKS)]
    return [tuple(random.sample(words, 5)) for _ in range(SETS)]


def address(words: Words) -> str:
    return urlencode([*(("q", word) for word in words), ("by", "month")])


def page(words: Words) -> None:
    response = Client(headers={"host": "localhost"}).get(f"/trends?{address(words)}")
    assert response.status_code == 200, response.status_code


def counts(words: Words) -> None:
    trends = counting(QueryDict(address(words))).trends
    for series in trends.series:
        series.points(trends.unit)


def orm(words: Words) -> None:
    conditions = [Q(), *(Q(title__icontains=word) | Q(body__icontains=word) for word in words)]
    for condition in conditions:
        found = Article.objects.filter(condition, status=Article.Status.PUBLISHED).order_by()
        months = found.annotate(month=TruncMonth("published_on")).values("month")
        list(months.annotate(number=Count("pk")))


def fts5() -> Callable[[Words], None]:
    folder = HOME / "fts5"
    folder.mkdir()
    built: Fts5 = engine("fts5", str(folder))
    built.build(documents_of(None))

    def count(words: Words) -> None:
        built.opened.execute(BY_MONTH).fetchall()
        for word in words:
            built.opened.execute(OF_WORD, (word,)).fetchall()

    return count


def measure(ways: dict[str, Callable], sets: list[Words]) -> dict[str, np.ndarray]:
    """Return the milliseconds of each set, the median of its repeats, after one to warm up."""
    taken = {name: np.zeros((REPEATS + 1, len(sets))) for name in ways}
    for repeat in range(REPEATS + 1):
        for number, words in enumerate(sets):
            for name, way in ways.items():
                began = time.perf_counter()
                way(words)
                taken[name][repeat, number] = (time.perf_counter() - began) * 1000
    return {name: np.median(times[1:], axis=0) for name, times in taken.items()}


def main() -> None:
    options, path = prepared(__doc__, 20_000)
    ingest([path])
    ways = {
        "the counts": counts,
        "the page": page,
        "TruncMonth over icontains": orm,
        "FTS5, GROUP BY": fts5(),
    }
    taken = measure(ways, word_sets(options.seed))
    ours = np.median(taken["the counts"])
    rows = [
        (
            name,
            f"{np.median(times):.1f}",
            f"{np.percentile(times, 95):.1f}",
            f"{np.median(times) / ours:.2f}",
        )
        for name, times in taken.items()
    ]
    print_table(("", "p50 ms", "p95 ms", "p50 to the counts"), rows)


if __name__ == "__main__":
    main()
