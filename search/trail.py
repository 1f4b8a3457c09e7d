"""The way from an article back to the results it was opened from, and on to the next of them.

An article knows its results by the query in its address and its place there by ``pos``,
which counts articles as the totals of the results do. The way goes from card to card as
the pages of results show them: copies of a story that stands on the page are passed by.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from articles.models import Article
from search.deadline import SearchTimeout, limited
from search.filters import page_size
from search.page import article_url
from search.query import QueryError
from search.results import Results, articles_by_id
from search.state import QueryState


@dataclass(frozen=True)
class Neighbour:
    """The article before or after this one in the results."""

    url: str
    title: str


class Row(NamedTuple):
    """An article of the results, its place from 1, and the card in which a page shows it."""

    place: int
    pk: int
    card: tuple[int, int]  # its page, and its story


def trail(results: Results, data, article: Article) -> dict:
    """Return what ``search/_trail.html`` shows; empty for an article not come from results."""
    state = QueryState.of(data)
    position = int(data["pos"][:9]) if data.get("pos", "").isdecimal() else 0
    if not state.pairs or not 0 < position <= settings.LIST_DEPTH:
        return {}
    size = page_size(state.get("per"))
    way = {"query": state.get("q"), "back_url": back_url(state, position, size)}
    try:
        with limited(settings.SEARCH_TIMEOUT / 2):  # the article itself needs some of the time
            return way | walk(results, state, position, article, size)
    except (QueryError, SearchTimeout):
        return way


def back_url(state: QueryState, place: int, size: int) -> str:
    """Return the address of the page of results that has this place, at its card."""
    number = (place - 1) // size + 1
    return f"{state.url(page=number) if number > 1 else state.url()}#r{place}"


def walk(results: Results, state: QueryState, position: int, article: Article, size: int) -> dict:
    """Return where the article stands among how many, and its neighbours.

    The results may have changed since they were shown: an article that moved to a page
    beside is found there; one that is no longer among them has its old place.
    """
    total = results.count()
    position = min(position, max(total, 1))
    rows = rows_around(results, position, size)
    here = next((row for row in rows if row.pk == article.pk), None)
    place = here.place if here else position
    firsts = {row.card: row for row in reversed(rows)}
    others = sorted(row for row in firsts.values() if not here or row.card != here.card)
    before = [row for row in others if row.place < place]
    after = [row for row in others if row.place > place]
    return {
        "total": total,
        "position": place,
        "back_url": back_url(state, firsts[here.card].place if here else place, size),
        "previous": neighbour(before[-1:], state),
        "next": neighbour(after[:1], state),
    }


def rows_around(results: Results, position: int, size: int) -> list[Row]:
    """Return the articles of the page with a place and of the pages before and after it."""
    start = max((position - 1) // size - 1, 0) * size
    stop = ((position - 1) // size + 2) * size
    ids = [pk for pk, _ in results.matches.page(start, stop)]
    articles = Article.objects.readable().filter(pk__in=ids)
    clusters = dict(articles.order_by().values_list("pk", "cluster"))
    return [
        Row(place, pk, ((place - 1) // size, clusters[pk] or -pk))
        for place, pk in enumerate(ids, start + 1)
        if pk in clusters
    ]


def neighbour(found: list[Row], state: QueryState) -> Neighbour | None:
    """Return the neighbour that a list of one row or none tells of."""
    for row in found:
        if article := articles_by_id([row.pk]).get(row.pk):
            return Neighbour(article_url(row.pk, state, row.place), article.title)
    return None
