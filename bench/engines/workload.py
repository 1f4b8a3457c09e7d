"""What all engines are given: the same documents, and the same fifty queries.

Titles and bodies are made up, or those of a JSON Lines file. Sources, entities,
topics and minutes are dealt out as ids, without a database.
"""

import gzip
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from articles.hindi.tokens import fold_words
from bench.corpus import AGENCIES, DAYS, FIRST_DAY, NAME_CURVE, NAMES, SOURCES, TOPICS, zipf
from bench.corpus import articles as made_up
from bench.engines.base import Query
from search.engines.base import Document

ENTITIES = 3000
FIRST_MINUTE = (FIRST_DAY.date() - date(1970, 1, 1)).days * 24 * 60
CHUNK = 500  # documents written and read at a time
SAMPLE = 5000  # documents from whose words the queries are drawn

# How many queries of each kind, and the ranks by frequency from which their words come.
KINDS = {"rare": 4, "common": 4, "and": 5, "or": 4, "phrase": 4, "prefix": 4}
FREQUENT, MIDDLE, RARE = (0, 40), (40, 600), (5_000, 20_000)
RANKS = {
    "rare": (RARE,),
    "common": (FREQUENT,),
    "and": (FREQUENT, MIDDLE),
    "or": (MIDDLE, MIDDLE, MIDDLE),
    "prefix": (RARE,),
}
PREFIX_LENGTH = 3  # characters
YEARS = (date(2016, 1, 1), date(2018, 12, 31))
FILTERS = ({"source": 1}, {"entity": 1}, {"days": YEARS})  # the most mentioned entity is 1
HINDI_WORD = re.compile("[\u0904-\u0963]{2,}")


def documents(texts: Iterable[dict], seed: int) -> Iterator[Document]:
    random, weights = Random(seed), zipf(ENTITIES, *NAME_CURVE)
    for number, text in enumerate(texts, 1):
        count = random.randint(*NAMES)
        found = random.choices(range(1, ENTITIES + 1), cum_weights=weights, k=count)
        yield Document(
            pk=number,
            title=text["title"],
            body=text["body"],
            source=random.randint(1, len(SOURCES)),
            agency=random.choice(AGENCIES),
            entities=tuple(dict.fromkeys(found)),
            topics=tuple(random.sample(range(1, len(TOPICS) + 1), random.randint(1, 2))),
            minute=FIRST_MINUTE + random.randrange(DAYS * 24 * 60),
        )


def texts_of(path: Path | None, count: int, seed: int) -> Iterator[dict]:
    """Yield titles and bodies of a file, over again until there are enough, or made-up ones."""
    if path is None:
        yield from made_up(count, seed)
        return
    opened, left = gzip.open if path.suffix == ".gz" else open, count
    while left:
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, left):
                yield json.loads(line)
                left -= 1


def write(found: Iterable[Document], path: Path) -> None:
    """Write documents in a form that takes next to no time to read."""
    found = iter(found)
    with path.open("wb") as file:
        while chunk := [tuple(document) for document in islice(found, CHUNK)]:
            pickle.dump(chunk, file, pickle.HIGHEST_PROTOCOL)


def read(path: Path) -> Iterator[Document]:
    return map(Document._make, chain.from_iterable(chunks(path)))


def chunks(path: Path) -> Iterator[list[tuple]]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


class Words(NamedTuple):
    """The words of a sample, the most frequent first, and texts to take phrases from."""

    ranked: list[str]
    texts: list[str]

    def of_ranks(self, ranks: tuple[int, int], random: Random) -> str:
        """Return a word of these ranks, or of the rarer half where there are not as many words."""
        return random.choice(self.ranked[slice(*ranks)] or self.ranked[len(self.ranked) // 2 :])

    def neighbours(self, random: Random) -> tuple[str, ...]:
        """Return two words that stand side by side."""
        known = set(self.ranked)
        while True:
            words = random.choice(self.texts).split()
            start = random.randrange(max(len(words) - 1, 1))
            pair = tuple(words[start : start + 2])
            if len(pair) == 2 and known.issuperset(pair):
                return pair


def sample(path: Path) -> Words:
    """Return the words that no engine cuts or folds, so that all look for the same."""
    texts = [document.body for document in islice(read(path), SAMPLE)]
    counts = Counter(chain.from_iterable(set(HINDI_WORD.findall(text)) for text in texts))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return Words([word for word in ranked if list(fold_words(word)) == [word]], texts)


def queries(words: Words, seed: int, filters: tuple[dict, ...] = FILTERS) -> list[Query]:
    """Return the queries without filters, and as many with one filter each, in turn."""
    random = Random(seed)
    plain = [
        Query(kind, words_for(kind, words, random))
        for kind, count in KINDS.items()
        for _ in range(count)
    ]
    return plain + [query._replace(**filters[i % len(filters)]) for i, query in enumerate(plain)]


def words_for(kind: str, words: Words, random: Random) -> tuple[str, ...]:
    if kind == "phrase":
        return words.neighbours(random)
    found = tuple(words.of_ranks(ranks, random) for ranks in RANKS[kind])
    return (found[0][:PREFIX_LENGTH],) if kind == "prefix" else found


def worst(words: Words) -> list[Query]:
    """Return the costliest queries that the archive allows."""
    first, second = words.ranked[:2]
    rows = range(0, 100, 2)
    return [
        Query("phrase", (first, second)),
        Query("prefix", ("क",)),
        Query("or", tuple(words.ranked[row] for row in rows)),
    ]
