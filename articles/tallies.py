"""The articles that have something: the newest of them, how many, when, where, and with what.

The search index tells this in milliseconds however large the archive; this part of the
project does not know of it, so whoever can tell says so by ``connect``. Where nobody can,
because the index is being made, the database is asked, for names and topics of the newest
articles alone.

``kind`` is ``entity``, ``topic``, ``source``, or empty for all articles; ``ids`` are those
of the rows, of which an article has any. A topic has the articles of those below it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet

from articles import browse
from articles.canonical import canonical_id, shown_mentions
from articles.kept import kept
from articles.models import Article, Mention
from articles.topic_tree import families, parents, widened

KEPT_SECONDS = 120  # how old the counts of the database may be
PATHS = {"entity": "entities", "topic": "topics", "source": "source", "agency": "agency"}


@dataclass(frozen=True)
class Tally:
    """Counts of published articles: all, by month (its first day), by ids of what they have.

    ``counted`` is of how many articles the entities and topics were counted.
    """

    total: int
    months: dict[date, int] = field(default_factory=dict)
    sources: dict[int, int] = field(default_factory=dict)
    topics: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)
    days: tuple[date, date] | None = None  # the first and the last
    counted: int = 0

    def __bool__(self):
        return self.total > 0

    @property
    def years(self) -> dict[int, int]:
        years: Counter = Counter()
        for month, count in self.months.items():
            years[month.year] += count
        return dict(years)


class CannotTell(Exception):
    """Whoever tells usually cannot do so now."""


class Teller(NamedTuple):
    """The functions behind ``tally`` and ``newest``, which raise ``CannotTell``."""

    tally: Callable[[str, tuple[int, ...]], Tally]
    newest: Callable[[str, tuple[int, ...], int, int], list[int]]


def connect(teller: Teller) -> None:
    """Ask ``teller`` from now on."""
    TELLERS.insert(0, teller)


def tally(kind: str = "", ids: Iterable[int] = ()) -> Tally:
    """Return the counts of the articles that have any of these."""
    return asked("tally", kind, tuple(ids))


class Newest:
    """The articles that have any of these, the newest first, as Django's Paginator wants them."""

    def __init__(self, kind: str, ids: Iterable[int]):
        self.kind, self.ids = kind, tuple(ids)

    def count(self) -> int:
        return tally(self.kind, self.ids).total

    def __getitem__(self, wanted: slice) -> list[Article]:
        ids = self.keys(wanted.start or 0, wanted.stop)
        found = browse.published_articles().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def keys(self, start: int, stop: int) -> list[int]:
        """Return the ids from ``start`` to ``stop``; of an article that is hidden by now too."""
        return asked("newest", self.kind, self.ids, start, stop)


def asked(what: str, *arguments):
    for teller in TELLERS:
        try:
            return getattr(teller, what)(*arguments)
        except CannotTell:
            continue
    return getattr(DATABASE, what)(*arguments)


def articles_with(kind: str, ids: tuple[int, ...]) -> QuerySet:
    articles = Article.objects.filter(status=Article.Status.PUBLISHED)
    if not kind:
        return articles
    return articles.filter(pk__in=having(kind, ids))


def having(kind: str, values: Iterable) -> QuerySet:
    """Return the articles with any of these values; a topic has those of the topics below it."""
    wanted = families(values) if kind == "topic" else values
    return Article.objects.filter(**{f"{PATHS[kind]}__in": wanted}).order_by().values("pk")


def newest_of(kind: str, ids: tuple[int, ...], start: int, stop: int) -> list[int]:
    rows = browse.newest_first(articles_with(kind, ids))
    return list(rows.values_list("pk", flat=True)[start:stop])


def kept_tally(kind: str, ids: tuple[int, ...]) -> Tally:
    key = "-".join(map(str, ids))
    return kept(f"tally:{kind}:{key}", KEPT_SECONDS, lambda: tally_of(kind, ids))


def tally_of(kind: str, ids: tuple[int, ...]) -> Tally:
    articles = articles_with(kind, ids)
    newest = browse.newest_first(articles).values("pk")[: browse.RECENT]
    recent = Article.objects.filter(pk__in=newest)
    days = by_value(articles.exclude(published_on=None), "published_on")
    months: Counter = Counter()
    for day, count in days.items():
        months[day.replace(day=1)] += count
    total = articles.count()
    return Tally(
        total,
        dict(months),
        by_value(articles, "source"),
        topics_of(recent),
        entities_of(recent),
        (min(days), max(days)) if days else None,
        min(total, browse.RECENT),
    )


def entities_of(articles: QuerySet) -> dict[int, int]:
    """Count names, each with those merged into it."""
    mentions = Mention.objects.filter(shown_mentions(), article__in=articles)
    return by_value(mentions.annotate(named=canonical_id("entity__")), "named", "article")


def topics_of(articles: QuerySet) -> dict[int, int]:
    """Count topics, each with those below it."""
    had, known = defaultdict(set), parents()
    rows = Article.topics.through.objects.filter(article__in=articles)
    for article, topic in rows.values_list("article_id", "topic_id"):
        had[article].add(topic)
    wide = (widened(topics, known) for topics in had.values())
    return dict(Counter(topic for topics in wide for topic in topics).most_common())


def by_value(rows: QuerySet, name: str, counted: str = "pk") -> dict:
    counted = rows.order_by().values_list(name).annotate(number=Count(counted, distinct=True))
    return dict(counted.order_by("-number"))


DATABASE = Teller(kept_tally, newest_of)
TELLERS: list[Teller] = []
