"""Standing queries of topics: what they find and what is wrong with them.

Whoever searches says so by ``connect``: this package knows nothing of the search index.
"""

from collections.abc import Callable
from typing import NamedTuple

from articles.models import Article, FoundTopic, RemovedTopic, Topic

Filed = Article.topics.through


class Fault(NamedTuple):
    """Why a query cannot stand, cut at the trouble, and a repaired query or an empty string."""

    message: str
    before: str
    spot: str
    after: str
    repaired: str


class CannotFind(Exception):
    """The index cannot be searched now."""


class Preview(NamedTuple):
    """The ids of the articles that would get a topic and of those that would lose it."""

    gains: set[int]
    losses: set[int]


class Finder(NamedTuple):
    """The functions behind ``fault_of`` and ``found_by``."""

    fault_of: Callable[[str], Fault | None]
    found_by: Callable[[str], set[int]]


FINDERS: list[Finder] = []


def connect(finder: Finder) -> None:
    FINDERS.insert(0, finder)


def fault_of(query: str) -> Fault | None:
    """Return what is wrong with a query, or None."""
    return FINDERS[0].fault_of(query)


def preview(topic: Topic, query: str) -> Preview:
    """Return what would change if this were the topic's query; raises ``CannotFind``.

    What curators and inputs decided stays. A hidden article is filed when it is shown again.
    """
    found = FINDERS[0].found_by(query) if query else set()
    if topic.pk is None:
        return Preview(found, set())
    gains = found - articles_in(Filed, topic) - articles_in(RemovedTopic, topic)
    hidden = Article.objects.filter(status=Article.Status.HIDDEN).values("pk")
    came = FoundTopic.objects.filter(topic=topic).exclude(article__in=hidden)
    return Preview(gains, set(came.values_list("article_id", flat=True)) - found)


def articles_in(table, topic: Topic) -> set[int]:
    return set(table.objects.filter(topic=topic).values_list("article_id", flat=True))
