"""How much longer searches take when they are typed in roman letters, with suggestions between.

The same queries are searched in turn as written in Devanagari, in roman letters,
and both again with suggestions asked for at three beginnings of each before it.
What was remembered of roman words is forgotten before each search.
"""

import time
from itertools import product
from random import Random

import numpy as np
from django.http import QueryDict

from articles.hindi.tokens import fold_words
from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import print_table
from bench.corpus import prepared, vocabulary
from bench.suggest import roman
from search import suggest
from search import vocabulary as lookups
from search.answer import as_dict
from search.filters import SearchFilter
from search.results import Results

QUERIES = 60
WORDS = (1, 3)
RANKS = (40, 3000)  # of the words in the vocabulary
ROUNDS = 3
LETTERS = (1, 3, 5)  # of the last word, when suggestions are asked for
WAYS = ("plain", "roman", "plain, suggestions between", "roman, suggestions between")


def queries(seed: int) -> list[tuple[str, str]]:
    """Return words of articles, as written in Devanagari and in roman letters."""
    random = Random(seed)
    usual = set(vocabulary(Random(seed))[slice(*RANKS)])
    bodies = list(Article.objects.values_list("body", flat=True)[:QUERIES])
    texts = ([word for word in fold_words(body) if word in usual] for body in bodies)
    asked = [random.sample(words, random.randint(*WORDS)) for words in texts]
    return [(" ".join(one), " ".join(map(roman, one))) for one in asked]


def search(text: str) -> float:
    """Return the milliseconds of a search, from its parameters to the finished answer."""
    data = QueryDict(mutable=True)
    data["q"] = text
    began = time.perf_counter()
    as_dict(SearchFilter(data, queryset=Results()))
    return (time.perf_counter() - began) * 1000


def type_out(text: str) -> None:
    """Ask for suggestions as somebody who types a query would."""
    lead, _, last = text.rpartition(" ")
    for letters in LETTERS:
        suggest.answer(f"{lead} {last[:letters]}")


def searched(way: str, written: str, typed: str) -> float:
    text = typed if way.startswith("roman") else written
    if "suggestions" in way:
        type_out(text)
    return search(text)


def forget() -> None:
    lookups.sounding_like.cache_clear()
    lookups.latin_for.cache_clear()


def measure(asked: list[tuple[str, str]]) -> dict[str, np.ndarray]:
    """Return the milliseconds of each query in each way, the median of the rounds."""
    taken = {way: np.zeros((ROUNDS, len(asked))) for way in WAYS}
    for texts in asked:
        searched(WAYS[-1], *texts)  # so that nobody pays for the first reading of the files
    for number, (at, texts) in product(range(ROUNDS), enumerate(asked)):
        for way, times in taken.items():
            forget()
            times[number, at] = searched(way, *texts)
    return {way: np.median(times, axis=0) for way, times in taken.items()}


def run(seed: int) -> None:
    """Ask the archive that is set up, and print how long it took."""
    taken = measure(queries(seed))
    plain = np.percentile(taken[WAYS[0]], (50, 95))
    rows = []
    for way, times in taken.items():
        figures = np.percentile(times, (50, 95))
        ratios = figures / plain
        rows.append((way, *(f"{one:.1f}" for one in figures), *(f"{one:.2f}" for one in ratios)))
    print_table(("typed", "p50 ms", "p95 ms", "p50 to plain", "p95 to plain"), rows)


def main() -> None:
    options, path = prepared(__doc__, 5000)
    ingest([path])
    run(options.seed)


if __name__ == "__main__":
    main()
