"""Are copies told from other articles, and what does one new article cost?

Made-up stories with copies, and articles that only look like copies, go through
``ingest``; a pair counts where both are in one cluster. The yardstick is
datasketch's MinHash LSH with the same comparison behind it. Then articles come
in one by one beside few and beside many stored ones.
"""

import argparse
import statistics
import time
from collections import defaultdict
from contextlib import ExitStack
from itertools import combinations
from unittest.mock import patch

import numpy as np
from datasketch import MinHash, MinHashLSH
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from articles.hindi.tokens import fold_words
from articles.ingestion import clusters, pipeline, prepare
from articles.ingestion.duplicates import KEYS, Text, fingerprint, share, shingles
from articles.ingestion.grouping import Grouping
from articles.ingestion.identify import SHINGLE
from articles.models import Article, CopyKey, Source
from bench import HOME, print_table
from bench.corpus import write
from bench.ingest import Stopwatch
from bench.stories import Teller, Told, told_stories

PERMUTATIONS = 128
LSH = {  # of datasketch: how many bands of how many hashes
    "MinHash LSH, threshold .35": {"threshold": 0.35},
    "MinHash LSH, 42 bands of 3": {"params": (42, 3)},
    "MinHash LSH, 64 bands of 2": {"params": (64, 2)},
}
AT_ONCE = 50_000  # rows
NEWCOMERS = 200

Pairs = set[tuple[int, int]]
Homes = dict[int, object]  # place of an article in the set → its cluster


def pairs(homes: Homes) -> Pairs:
    """Return the pairs of places that are in one cluster."""
    groups = defaultdict(list)
    for place, home in sorted(homes.items()):
        groups[home].append(place)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def ours(told: list[Told]) -> tuple[Homes, float]:
    """Ingest the articles; return their clusters, and the seconds that finding them took."""
    path = HOME / "stories.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write((one.record for one in told), file)
    watch = Stopwatch()
    with ExitStack() as stack:
        # All in this process, whose watch sees no other.
        stack.enter_context(override_settings(INGEST_WORKERS=1))
        for owner, name in (clusters, "place"), (prepare, "fingerprint"):
            timed = watch.timed(name, getattr(owner, name))
            stack.enter_context(patch.object(owner, name, timed))
        pipeline.ingest([path], any_language=True)
    places = {one.record["id"]: place for place, one in enumerate(told)}
    rows = Article.objects.filter(cluster__isnull=False).values_list("external_id", "cluster")
    return {places[number]: home for number, home in rows}, watch.seconds.total()


def yardstick(told: list[Told], **options) -> tuple[Homes, float, int]:
    """Return the clusters that datasketch finds, its seconds, and its keys for an article."""
    lsh = MinHashLSH(num_perm=PERMUTATIONS, **options)
    texts = [text_of(one) for one in told]
    grouping = Grouping(dict.fromkeys(range(len(told))))
    seconds = 0.0
    for place, one in enumerate(told):
        began = time.perf_counter()
        sketch = sketched(one.record["body"])
        found = lsh.query(sketch)
        lsh.insert(place, sketch)
        seconds += time.perf_counter() - began
        grouping.settle(place, [other for other in found if share(texts[place], texts[other])])
    return {k: home for k, home in grouping.homes.items() if home}, seconds, lsh.b


def text_of(told: Told) -> Text:
    return Text(shingles(told.record["body"]), timezone.datetime.fromisoformat(told.record["date"]))


def sketched(body: str) -> MinHash:
    words, sketch = fold_words(body), MinHash(PERMUTATIONS)
    rows = (" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1))
    sketch.update_batch(rows)
    return sketch


def report(told: list[Told], true: Pairs, rows: list[tuple[str, Homes, float, int]]) -> None:
    lines = []
    for name, homes, seconds, keys in rows:
        found = pairs(homes)
        right = len(found & true)
        precision, recall = right / max(1, len(found)), right / len(true)
        spent = f"{seconds * 1000 / len(told):.2f}"
        lines.append((name, f"{precision:.4f}", f"{recall:.4f}", keys, spent))
    heads = "", "precision", "recall", "keys an article", "ms an article"
    print_table(heads, lines)


def report_kinds(told: list[Told], true: Pairs, homes: Homes) -> None:
    """Print for each way of telling how many pairs with it were found, and how many wrongly."""
    found = pairs(homes)
    lines = []
    for kind in dict.fromkeys(one.kind for one in told):
        places = {place for place, one in enumerate(told) if one.kind == kind}
        mine = {pair for pair in true if places & set(pair)}
        wrong = {pair for pair in found - true if places & set(pair)}
        recall = f"{len(mine & found) / len(mine):.3f}" if mine else ""
        lines.append((kind, len(places), len(mine), recall, len(wrong)))
    print_table(("told as", "articles", "pairs", "recall", "wrong pairs"), lines)


def fill(count: int) -> None:
    """Store made-up articles of a few words with whole fingerprints, past all checks."""
    articles, keys = Article._meta.db_table, CopyKey._meta.db_table
    source = Source.objects.first()
    with connection.schema_editor() as editor:
        fields = CopyKey._meta.get_field("key"), CopyKey._meta.get_field("article")
        indexes = [editor._create_index_sql(CopyKey, fields=[one]) for one in fields]
        for name in connection.introspection.get_constraints(connection.cursor(), keys):
            editor.execute(f"DROP INDEX IF EXISTS {name}")
    random = np.random.default_rng(1)
    last = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for start in range(last + 1, last + 1 + count, AT_ONCE):
        ids = range(start, min(start + AT_ONCE, last + 1 + count))
        with transaction.atomic():
            Article.objects.bulk_create(
                Article(pk=pk, source=source, identity=f"filled:{pk}", title="भरती", body="भरती")
                for pk in ids
            )
            numbers = random.integers(-(2**63), 2**63, len(ids) * KEYS).tolist()
            rows = zip(np.repeat(list(ids), KEYS).tolist(), numbers, strict=True)
            insert = f"INSERT INTO {keys} (article_id, key) VALUES (%s, %s)"
            with connection.cursor() as cursor:
                cursor.executemany(insert, list(rows))
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.execute(index)
    connection.cursor().execute(f"ANALYZE {articles}")


def one_by_one(told: list[Told], seed: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each new story and each copy of a stored one, stored singly."""
    teller = Teller(seed)
    spent = [], []
    for one in told[:NEWCOMERS]:
        again = teller.told([one.record["body"].split()], one.story, "again", teller._moment())
        fresh = teller.told(teller.story(), -1, "new", teller._moment())
        for times, newcomer in zip(spent, (fresh, again), strict=True):
            times.append(stored_alone(newcomer) * 1000)
    return spent


def stored_alone(told: Told) -> float:
    """Return the seconds that fingerprint, lookup, comparison and writing of an article take."""
    article = Article(source=Source.objects.first(), title="नया", body=told.record["body"])
    article.identity = f"alone:{told.record['id']}:{time.monotonic_ns()}"
    Article.objects.bulk_create([article])  # which tells no indexer
    began = time.perf_counter()
    with transaction.atomic():
        clusters.place([(article, fingerprint(article.body))])
    return time.perf_counter() - began


def cost(told: list[Told], seed: int) -> tuple:
    return tuple(
        f"{figure:.2f}"
        for times in one_by_one(told, seed)
        for figure in (statistics.median(times), np.percentile(times, 95))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stories", type=int, default=1500, help="stories (default 1500)")
    parser.add_argument("--stored", type=int, default=100_000, help="articles (default 100000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    told = list(told_stories(options.stories, options.seed))
    true = pairs({place: one.story for place, one in enumerate(told)})
    homes, seconds = ours(told)
    rows = [("the archive", homes, seconds, KEYS)]
    rows += [(name, *yardstick(told, **given)) for name, given in LSH.items()]
    print(f"{len(told)} articles, {len(true)} pairs of copies\n")
    report(told, true, rows)
    print()
    report_kinds(told, true, homes)
    heads = "stored articles", "new story p50 ms", "p95", "new copy p50 ms", "p95"
    few = (len(told), *cost(told, options.seed + 1))
    fill(options.stored)
    print()
    print_table(heads, [few, (len(told) + options.stored, *cost(told, options.seed + 2))])


if __name__ == "__main__":
    main()
