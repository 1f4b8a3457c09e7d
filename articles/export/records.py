"""What is read of articles for an export: a chunk at a time, in the order of the results."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils import timezone

from articles.batched import batched
from articles.browse import published_articles
from articles.canonical import canonical_id, shown_mentions
from articles.models import Article, Entity, Mention

CHUNK = 250  # articles

Filed = Article.topics.through


class Needs(NamedTuple):
    """What else of its articles a format shows."""

    body: bool = False
    names: bool = False  # topics and entities


class Record(NamedTuple):
    """An article with the topics and entities that readers see, entities by how often."""

    article: Article
    topics: list[str]
    entities: list[tuple[str, str]]  # name and kind


def chunks(ids: Iterable[int], needs: Needs) -> Iterator[list[Record]]:
    """Yield the published articles with these ids, in this order; those that are gone are left out.

    Nothing is read before it is asked for, and no more than a chunk is held.
    """
    for some in batched(ids, CHUNK):
        articles = published_articles()
        if needs.body:
            articles = articles.defer(None).defer("original", "cut")
        found = articles.in_bulk(some)
        topics = topics_of(found) if needs.names else {}
        entities = entities_of(found) if needs.names else {}
        yield [
            Record(found[pk], topics.get(pk, []), entities.get(pk, []))
            for pk in some
            if pk in found
        ]


def topics_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the names of each article's topics in the order of the alphabet."""
    pairs = Filed.objects.filter(article__in=ids).order_by("topic__name")
    named: dict[int, list[str]] = defaultdict(list)
    for article, name in pairs.values_list("article_id", "topic__name"):
        named[article].append(name)
    return named


def entities_of(ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Return the label and kind of each article's entities, the most mentioned first."""
    mentions = Mention.objects.filter(shown_mentions(), article__in=ids).order_by("-count", "id")
    rows = list(mentions.values_list("article_id", canonical_id("entity__")))
    entities = Entity.objects.only("label", "kind").in_bulk({entity for _, entity in rows})
    named: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for article, entity in dict.fromkeys(rows):
        if one := entities.get(entity):
            named[article].append((one.label, one.kind))
    return named


def date_of(article: Article) -> str:
    """Return when an article appeared, as precisely as is known, or an empty string."""
    if article.published_at is None:
        return ""
    if article.precision == Article.Precision.DAY:
        return article.published_on.isoformat()
    return moment_of(article.published_at)


def moment_of(moment: datetime | None) -> str:
    """Return a time on India's clocks with its offset, or an empty string."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    if here.utcoffset().seconds % 60:  # before 1906, as no reader of dates would take it
        here = here.astimezone(UTC)
    return here.isoformat(timespec="seconds" if here.second else "minutes")
