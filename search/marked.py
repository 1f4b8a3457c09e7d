"""An article with the words marked that the reader searched for, each a place to jump to."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.models import Article
from search.filters import SearchFilter
from search.highlight import Highlighter, Part
from search.query import QueryError
from search.results import Results

MOST_PLACES = 200  # to jump to; what is found more often is marked all the same


class Piece(NamedTuple):
    """A piece of text. If it is marked it has the number of its place; 0 is none of its own."""

    text: str
    marked: bool
    number: int = 0


class Marked(NamedTuple):
    """The texts of an article in pieces, how many of them are marked, and the last numbered one."""

    title: list[Piece]
    lead: list[Piece]
    paragraphs: list[list[Piece]]
    count: int
    last: int


def results_of(request) -> Results:
    """Return the results that the address of a page belongs to, the same for one request."""
    if not hasattr(request, "results"):
        request.results = SearchFilter(request.GET, queryset=Results()).qs
    return request.results


def marked(article: Article, request) -> Marked:
    """Return the texts of an article, marked if the request has a query and wants it."""
    texts = [article.title, article.lead, *article.paragraphs()]
    cut = [[Part(text, False)] for text in texts]
    if request.GET.get("q") and request.GET.get("mark") != "0":
        marker = highlighter(results_of(request))
        cut = [marker.mark(text) for text in texts]
    title, lead, *paragraphs = numbered(cut)
    count = sum(part.marked for parts in cut for part in parts)
    return Marked(title, lead, paragraphs, count, min(count, MOST_PLACES))


def highlighter(results: Results) -> Highlighter:
    """Return what finds the words of a search, readings of roman letters and aliases among them."""
    try:
        return Highlighter(results.expanded.node)
    except QueryError:
        return Highlighter(Results().query)


def numbered(texts: Iterable[list[Part]]) -> list[list[Piece]]:
    """Number the marked parts of texts in order, from 1 and up to ``MOST_PLACES``."""
    pieces, number = [], 0
    for parts in texts:
        pieces.append([])
        for text, is_marked in parts:
            number += is_marked
            place = number if is_marked and number <= MOST_PLACES else 0
            pieces[-1].append(Piece(text, is_marked, place))
    return pieces
