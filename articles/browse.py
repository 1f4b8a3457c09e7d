"""What readers see of the archive without a search.

Only published articles and names that no curator rejected leave this module.
What counts names looks at the newest articles alone, so that it stays as quick in
an archive of millions as in one of hundreds.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Max

from articles.canonical import canonical_id, shown_mentions
from articles.models import Article, Entity, Mention, Topic

RECENT = 1000  # articles in which names are counted
PAST_YEARS = 60  # how far back this day is looked up


class Counted(NamedTuple):
    """A name or topic, and in how many articles it stands."""

    item: Entity | Topic
    count: int


class Mentioned(NamedTuple):
    """An entity, and how often an article names it."""

    entity: Entity
    count: int


def published_articles():
    """Return the articles that readers may see, without their long texts."""
    shown = Article.objects.readable()
    return shown.select_related("source").defer("body", "original", "cut")


def newest_first(articles):
    return articles.order_by(F("published_at").desc(nulls_last=True), "-pk")


def same_day_before(today, years=PAST_YEARS):
    """Return the day of ``today`` in each of the ``years`` before it that had such a day."""
    days = []
    for year in range(max(today.year - years, 1), today.year):
        try:
            days.append(date(year, today.month, today.day))
        except ValueError:  # 29 February
            continue
    return days


def on_this_day(today, limit):
    """Return up to ``limit`` articles of this day in past years, one a year, newest first."""
    that_day = Article.objects.readable().filter(published_on__in=same_day_before(today))
    picks = that_day.order_by().values("published_on").annotate(pick=Max("pk"))
    keys = [row["pick"] for row in picks.order_by("-published_on")[:limit]]
    return published_articles().filter(pk__in=keys).order_by("-published_on")


def by_count(rows, counts: dict[int, int], limit: int) -> list[Counted]:
    """Return up to ``limit`` of the rows by their counts, the highest first."""
    most = sorted(counts, key=lambda pk: (-counts[pk], pk))[:limit]
    found = rows.in_bulk(most)
    return [Counted(found[pk], counts[pk]) for pk in most if pk in found]


def names_in(articles, limit, kind=""):
    """Return up to ``limit`` names by the number of the newest ``articles`` that mention them."""
    recent = newest_first(articles).values("pk")[:RECENT]
    counted = (
        Mention.objects.filter(shown_mentions(), article__in=recent)
        .order_by()
        .values(named=canonical_id("entity__"))
        .annotate(shared=Count("article", distinct=True))
        .order_by("-shared", "named")
    )
    if kind:
        counted = counted.filter(named__in=Entity.objects.filter(kind=kind))
    shared = {row["named"]: row["shared"] for row in counted[:limit]}
    entities = Entity.objects.in_bulk(list(shared))
    return [Counted(entities[pk], count) for pk, count in shared.items()]


def mentions_by_kind(article):
    """Return (kind, mentions) for each kind of name in ``article``, the most mentioned first.

    Mentions of an entity and of those merged into it are one.
    """
    found = article.mentions.filter(shown_mentions()).select_related("entity__merged_into")
    times = Counter()
    for mention in found:
        times[mention.entity.merged_into or mention.entity] += mention.count
    groups = {kind: [] for kind in Entity.Kind}
    for entity, count in times.most_common():
        groups[Entity.Kind(entity.kind)].append(Mentioned(entity, count))
    return [(kind.label, mentions) for kind, mentions in groups.items() if mentions]
