"""The Atom feed of a search: what is newest among its results."""

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import feeds
from articles.links import path_of
from search.engines.base import NEWEST
from search.facets import FACETS
from search.result_sets import refused_as_text, result_set
from search.results import Results
from search.state import QueryState

# A feed has its own order and end, and its page shows the same.
NOT_OF_A_FEED = ("sort", "per", "view", "more", *(f"find_{name}" for name in FACETS))


@require_safe
@refused_as_text
def feed(request: HttpRequest):
    """Answer with the newest articles that have all words: fewer words would be other news."""
    with translation.override("hi"):  # a feed has readers of its own, whatever the page speaks
        results = result_set(request.GET).sorted_by(NEWEST)
        strict = [] if results.loosened else results.matches.page(0, feeds.NEWEST)
        return feeds.answer(request, channel(results, request.GET), [pk for pk, score in strict])


def channel(results: Results, data) -> feeds.Channel:
    state = QueryState.of(data).without(*NOT_OF_A_FEED)
    return feeds.Channel(in_words(results, state), state.set(sort=NEWEST).url(), url_of(state))


def url_of(state: QueryState) -> str:
    """Return the address of the feed of a search."""
    query = state.without(*NOT_OF_A_FEED).encoded()
    return path_of("search:feed") + (f"?{query}" if query else "")


def in_words(results: Results, state: QueryState) -> str:
    """Return what is asked for: the query and each filter with its name."""
    parts = [state.get("q") or _("सभी समाचार")]
    for name, value in state.pairs:
        bare = name.removeprefix("not_")
        if bare in FACETS:
            label = results.label_of(bare, value) or value
            label = _("%(name)s नहीं") % {"name": label} if name != bare else label
            parts.append(f"{FACETS[bare].label}: {label}")
    first, last = state.get("from"), state.get("to")
    if first or last:
        parts.append(_("तारीख़") + f": {first}–{last}")
    return " · ".join(parts)
