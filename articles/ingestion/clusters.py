"""Find the copies of new and changed articles, and put them into one cluster, a batch at a time.

A lookup by the keys of a fingerprint takes the same few reads whatever the size
of the archive.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from django.db import connection
from django.db.models import Exists, OuterRef

from articles import caching
from articles.batched import batched
from articles.ingestion.duplicates import Text, fingerprint, share, shingles
from articles.ingestion.grouping import Grouping
from articles.locks import in_turn
from articles.models import Article, Cluster, CopyKey, Placement
from articles.placement import tidy

MOST = 100  # articles noted under one key: what more have is boilerplate
CANDIDATES = 8  # articles with which one is compared, the likeliest first
LEAST_WEIGHT = 0.1  # of the keys in common; one weighs 1 / the number of articles that have it
AT_ONCE = 2000  # values in a condition
BATCH = 500  # stored articles in one transaction

Keys = tuple[int, ...]


def place(articles: list[tuple[Article, Keys]], rewritten: Collection[int] = ()) -> None:
    """Note the fingerprints of articles just stored, and bring their clusters up to date.

    ``rewritten`` are the ids of those that had another text before; they leave
    their clusters unless they fit in again. To be called in the transaction that
    stored them.
    """
    if rewritten:
        CopyKey.objects.filter(article__in=rewritten).delete()
    postings = Postings(key for _, keys in articles for key in keys)
    likely = {article.pk: postings.enter(article.pk, keys) for article, keys in articles}
    postings.write()
    if not rewritten and not any(likely.values()):
        return
    stored = Stored([article for article, _ in articles], likely)
    grouping = Grouping(*homes(stored.clusters))
    for pk in rewritten:
        grouping.leave(pk)
    for pk, candidates in likely.items():
        grouping.settle(pk, stored.copies(pk, candidates))
    write(grouping)


def place_again(article: Article) -> None:
    """Bring the cluster of an article up to date whose text was changed by hand."""
    place([(article, fingerprint(article.body))], rewritten=[article.pk])


def place_stored() -> Iterator[int]:
    """Place the stored articles that have no keys, and yield how many each transaction took.

    What was done stays done whenever this is stopped. Texts too short for a
    fingerprint are read again each time.
    """
    last = 0
    while articles := unplaced(last):
        with in_turn():
            place([(article, fingerprint(article.body)) for article in articles])
        last = articles[-1].pk
        yield len(articles)


def unplaced(after: int) -> list[Article]:
    keys = CopyKey.objects.filter(article=OuterRef("pk"))
    rows = Article.objects.filter(~Exists(keys), pk__gt=after).order_by("pk")
    return list(rows.only("body", "published_on", "cluster")[:BATCH])


class Postings:
    """Which articles have a key, for the keys of a batch."""

    def __init__(self, keys: Iterable[int]):
        self.articles: dict[int, list[int]] = defaultdict(list)
        self.fresh: list[tuple[int, int]] = []
        for some in batched(sorted(set(keys)), AT_ONCE):
            rows = CopyKey.objects.filter(key__in=some).values_list("key", "article")
            for key, article in rows.iterator():
                self.articles[key].append(article)

    def enter(self, article: int, keys: Keys) -> list[int]:
        """Note the keys of an article, and return what may be its copies, the likeliest first."""
        weights: dict[int, float] = defaultdict(float)
        for key in keys:
            others = self.articles[key]
            if len(others) < MOST:
                for other in others:
                    weights[other] += 1 / len(others)
                others.append(article)
                self.fresh.append((article, key))
        likely = [pk for pk, weight in weights.items() if weight >= LEAST_WEIGHT]
        return sorted(likely, key=lambda pk: (-weights[pk], pk))[:CANDIDATES]

    def write(self) -> None:
        """Store the fresh keys; to make an object of each would take most of the time."""
        table, key = map(connection.ops.quote_name, (CopyKey._meta.db_table, "key"))
        with connection.cursor() as cursor:
            insert = f"INSERT INTO {table} (article_id, {key}) VALUES (%s, %s)"
            cursor.executemany(insert, self.fresh)


class Stored:
    """The texts and clusters of a batch, and of the articles with which it is compared."""

    def __init__(self, batch: list[Article], likely: dict[int, list[int]]):
        self.bodies = {article.pk: (article.body, article.published_on) for article in batch}
        self.clusters = {article.pk: article.cluster_id for article in batch}
        named = {pk for several in likely.values() for pk in several}
        for some in batched(sorted(named - self.bodies.keys()), AT_ONCE):
            rows = Article.objects.filter(pk__in=some)
            for pk, cluster, *text in rows.values_list("pk", "cluster", "body", "published_on"):
                self.bodies[pk], self.clusters[pk] = text, cluster
        self.text = cache(self._text)

    def _text(self, pk: int) -> Text:
        body, day = self.bodies[pk]
        return Text(shingles(body), day)

    def copies(self, pk: int, candidates: list[int]) -> list[int]:
        """Return those of the candidates that are copies of an article, the most like it first."""
        known = filter(self.bodies.get, candidates)
        shares = {other: share(self.text(pk), self.text(other)) for other in known}
        return sorted(filter(shares.get, shares), key=lambda other: -shares[other])


def homes(clusters: dict[int, int | None]) -> tuple[dict[int, int | None], set[int]]:
    """Return the clusters of these articles and of all that share one with them, and the fixed."""
    found = dict(clusters)
    for some in batched(sorted(set(clusters.values()) - {None}), AT_ONCE):
        members = Article.objects.filter(cluster__in=some).values_list("pk", "cluster")
        found |= dict(members)
    fixed = set()
    for some in batched(sorted(found), AT_ONCE):
        placed = Placement.objects.filter(article__in=some)
        fixed |= set(placed.values_list("article", flat=True))
    return found, fixed


def write(grouping: Grouping) -> None:
    """Store what changed; a cluster with fewer than two articles is none any longer."""
    changes = grouping.changes()
    fresh = sorted({home for home in changes.values() if home and home < 0})
    made = Cluster.objects.bulk_create([Cluster() for _ in fresh])
    numbers = {home: cluster.pk for home, cluster in zip(fresh, made, strict=True)}
    moved = [
        Article(pk=pk, cluster_id=numbers.get(home, home)) for pk, home in sorted(changes.items())
    ]
    Article.objects.bulk_update(moved, ["cluster"], batch_size=500)
    if moved:
        caching.note()
    tidy({grouping.before[pk] for pk in changes} | set(numbers.values()))
