"""What came into the archive between two moments, and what of it a search finds.

A moment is the highest id of an article in the index: ids grow in the order in which
articles come in, since ingests take turns (``articles.locks``), and are indexed in that
order. So an article is new however old the day on which it was published, and one that is
only changed, renamed or shown again is not.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from articles.models import Article
from search import vocabulary
from search.engines.base import NEWEST, Filter, Request, engine
from search.expand import expand
from search.results import Results

MOST = 1000  # articles of a search that are looked at; more are told as more
CHUNK = 500


class Story(NamedTuple):
    """A new article, or several that are copies of one another; ``pk`` is the one to show."""

    pk: int
    members: tuple[int, ...]
    cluster: int | None


class News(NamedTuple):
    """The new stories of a search, those that appeared last first, and whether there are more."""

    stories: list[Story]
    more: bool = False

    @property
    def articles(self) -> int:
        return sum(len(story.members) for story in self.stories)


def latest() -> int:
    """Return the present moment; raises ``IndexUnavailable``."""
    return engine().latest()


def last_before(moment: datetime) -> int:
    """Return the highest id of an article that came in before a moment, or 0."""
    low, high = 0, Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    while low < high:
        middle = (low + high + 1) // 2
        later = Article.objects.filter(pk__gte=middle).order_by("pk")
        came = later.values_list("created_at", flat=True).first()
        low, high = (middle, high) if came and came < moment else (low, middle - 1)
    return low


def request_of(results: Results) -> Request:
    """Return what finds the articles with all words of a search, as the index stands.

    Some of the words are not enough here, whatever the search page shows where nothing has all.
    """
    node = expand(results.query, vocabulary.lexicon(), results.as_typed).node
    return replace(results.request, query=node, sort=NEWEST)


def news_of(results: Results, after: int, upto: int) -> News:
    """Return what a search finds that came after one moment and up to another.

    Raises ``QueryError`` and ``IndexUnavailable``. A copy of what it found before is not new.
    """
    request = request_of(results)
    matches = engine().match(replace(request, after=after, upto=upto))
    found = [pk for pk, _score in matches.page(0, MOST)]
    return News(stories(request, found, after), matches.total > MOST)


def stories(request: Request, found: list[int], after: int) -> list[Story]:
    """Put copies together, and leave out those of articles that the search found before."""
    clusters = clusters_of(found)
    known = known_clusters(request, {one for one in clusters.values() if one}, after)
    members: dict[object, list[int]] = defaultdict(list)
    for pk in found:
        if pk in clusters and clusters[pk] not in known:
            members[clusters[pk] or ("alone", pk)].append(pk)
    return [Story(pks[0], tuple(pks), clusters[pks[0]]) for pks in members.values()]


def clusters_of(ids: list[int]) -> dict[int, int | None]:
    """Return the clusters of those articles that readers may see, by article."""
    found = {}
    for chunk in chunks(ids):
        shown = Article.objects.readable().filter(pk__in=chunk)
        found.update(shown.values_list("pk", "cluster"))
    return found


def known_clusters(request: Request, clusters: set[int], after: int) -> set[int]:
    """Return the clusters of which a search found an article up to a moment."""
    earlier = {}
    for chunk in chunks(sorted(clusters)):
        members = Article.objects.filter(cluster__in=chunk, pk__lte=after)
        earlier.update(members.order_by().values_list("pk", "cluster"))
    if not earlier:
        return set()
    among = Filter("among", "pk", tuple(earlier))
    found = engine().match(replace(request, filters=(*request.filters, among)))
    return {earlier[pk] for pk in found.ids()}


def chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
