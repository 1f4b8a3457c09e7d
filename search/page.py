"""What the search page shows, ready for its templates: every link made, every label written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from articles.links import path_of
from search.copies import add_copies, folded
from search.correct import FEW
from search.engines.base import RELEVANCE
from search.facets import FACETS
from search.histogram import histogram
from search.links import Link, Paging
from search.query import QueryError, plain
from search.refine import Facet, chips, facet_lists, hidden_for_filters
from search.results import Hit, Results, add_names
from search.sentence import ORDERS, sentence
from search.spans import crumbs, echo, quick_ranges, span_label, within
from search.state import QueryState
from search.understood import understood, word_counts


@dataclass(frozen=True)
class Problem:
    """A query that was not understood, cut at the trouble, with two ways out."""

    message: str
    before: str
    spot: str
    after: str
    repaired: str
    repaired_url: str
    plain_url: str


def problem(error: QueryError, state: QueryState) -> Problem:
    query, start, end = error.query, error.start, error.end
    return Problem(
        message=error.message,
        before=query[:start],
        spot=query[start:end],
        after=query[end:],
        repaired=error.repaired,
        repaired_url=state.set(q=error.repaired).url(),
        plain_url=state.set(q=plain(query)).url(),
    )


def hit_url(hit, state: QueryState, position: int) -> str:
    """Return the address of a hit's article that knows the way back to the results."""
    return article_url(hit.article.pk, state, position)


def article_url(pk: int, state: QueryState, position: int) -> str:
    url = path_of("articles:article", pk)
    return f"{url}?{state.encoded(pos=position)}" if state.pairs else url


def cards(paging: Paging, state: QueryState) -> list[Hit]:
    """Return the hits of a page with all that is shown of them, copies put together."""
    hits = list(paging.page.object_list)
    for number, hit in enumerate(hits, paging.page.start_index()):
        hit.place, hit.url = number, hit_url(hit, state, number)
    add_copies(hits)
    made = folded(hits)
    if not paging.brief:
        add_names(made)
    return made


def context(results: Results, state: QueryState, params: dict) -> dict:
    """Return what the template needs for results that can be shown.

    ``params`` are the page number and size as typed.
    """
    paging = Paging(results, state, params["page"], params["per"])
    paging.page.object_list = cards(paging, state)
    facets, chosen = facet_lists(results, state), (results.request.first, results.request.last)
    return {
        **frame(results, state, facets),
        **paging.context(),
        "total": results.count(),
        "sentence": sentence(results, state, paging.page),
        "facets": facets,
        "histogram": histogram(results.matches, *chosen, partial(within, state)),
        "quick_ranges": quick_ranges(state, chosen, results.matches.span()),
        "sorts": sorts(results, state),
        **understood(results, state),
        **ways_out(results, state),
    }


def sorts(results: Results, state: QueryState) -> list[Link]:
    orders = (
        (value, label) for value, label in ORDERS.items() if results.text or value != RELEVANCE
    )
    return [
        Link(str(label), state.set(sort=value).url(), value == results.sort)
        for value, label in orders
    ]


def frame(results: Results, state: QueryState, facets: Iterable[Facet] = ()) -> dict:
    """Return what stands around the results, and also where there are none to show."""
    q, request = state.get("q"), results.request
    return {
        "q": q,
        "title_text": q or _("सभी समाचार"),
        "state": state,
        "hidden_for_filters": hidden_for_filters(state, facets),
        "chips": chips(results, state),
        "clear_url": state.without_filters().url(),
        "date_from": echo(state.get("from")),
        "date_to": echo(state.get("to")),
        "span": span_label(request.first, request.last),
        "crumbs": crumbs(state, request.first, request.last),
        "unused": results.unknown,
    }


def ways_out(results: Results, state: QueryState) -> dict:
    """Return what one constraint less finds where little was found, and each word where nothing."""
    if results.unindexed or results.strict_count() > FEW:
        return {}
    words = [] if results.count() else word_counts(results, state)
    return {"words": words, "relaxed": relaxed(results, state)}


def relaxed(results: Results, state: QueryState) -> list[tuple[str, int, str]]:
    """Return (label, count, address) of each search with one constraint less that finds more."""
    ways = []
    for name, without in results.one_filter_less():
        if (count := without.strict_count()) > results.strict_count():
            names = ("from", "to") if name == "date" else (name, f"not_{name}")
            label = _("तारीख़") if name == "date" else FACETS[name].label
            label = _("“%(filter)s” की छँटाई हटाएँ") % {"filter": label}
            ways.append((label, count, state.without(*names).url()))
    for word, without in results.one_word_less():
        if (count := without.strict_count()) > results.strict_count():
            label = _("“%(word)s” के बिना") % {"word": word}
            ways.append((label, count, state.set(q=without.text).url()))
    return sorted(ways, key=lambda way: -way[1])
