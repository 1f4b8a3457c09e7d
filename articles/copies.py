"""What readers see of the copies of an article: the same story in other papers, or later ones.

Hidden articles are left out everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F

from articles.compare import likeness
from articles.models import Article

LONG_TEXTS = ("lead", "body", "original")
MOST_LIKENED = 20  # copies whose words are counted for a page


class Copies(NamedTuple):
    """The copies of one article, the earliest first.

    ``sources`` is the number of other papers that have them; ``first`` is the
    article that appeared before all others, or None where the archive cannot tell.
    """

    articles: list[Article]
    sources: int
    first: Article | None


def shown_members(clusters: Iterable[int]) -> dict[int, list[Article]]:
    """Return by cluster the articles that readers may see, the earliest first, in one query."""
    ids = {pk for pk in clusters if pk}
    members: dict[int, list[Article]] = defaultdict(list)
    if ids:
        shown = Article.objects.readable().filter(cluster__in=ids)
        in_order = shown.order_by(F("published_at").asc(nulls_last=True), "pk")
        for article in in_order.select_related("source").defer(*LONG_TEXTS):
            members[article.cluster_id].append(article)
    return members


def copies_of(article: Article, members: list[Article]) -> Copies:
    """Return the copies of an article among the members of its cluster, in order of time."""
    others = [one for one in members if one.pk != article.pk]
    sources = {one.source_id for one in others} - {article.source_id}
    return Copies(others, len(sources), first_of(members) if others else None)


def shown_copies(article: Article) -> Copies:
    """Return the copies of an article that readers may see."""
    return copies_of(article, shown_members([article.cluster_id])[article.cluster_id])


def first_of(members: list[Article]) -> Article | None:
    """Return the first publisher's article; none if another may have been there before.

    Of two articles of one day the times count only where both are known. One
    without a date may have been the first.
    """
    if not members or any(one.published_at is None for one in members):
        return None
    earliest, *others = sorted(members, key=lambda one: (one.published_on, one.published_at))
    day = [one for one in others if one.published_on == earliest.published_on]
    exact = all(one.precision == Article.Precision.MINUTE for one in (earliest, *day))
    alone = all(one.published_at > earliest.published_at for one in day)
    return earliest if not day or (exact and alone) else None


class Likened(NamedTuple):
    """A copy, and how much of the words it shares in percent; None where that was not counted."""

    article: Article
    percent: int | None


def likened(article: Article, copies: list[Article]) -> list[Likened]:
    """Return the copies with what they share with an article, counted for the first of them."""
    ids = [copy.pk for copy in copies[:MOST_LIKENED]]
    bodies = dict(Article.objects.filter(pk__in=ids).values_list("pk", "body")) if ids else {}
    return [
        Likened(copy, percent_of(article.body, bodies[copy.pk]) if copy.pk in bodies else None)
        for copy in copies
    ]


def percent_of(one: str, other: str) -> int:
    """Return the share of common words in percent, rounded down: 100 means all of them."""
    return int(likeness(one, other) * 100)
