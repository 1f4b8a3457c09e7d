"""What the search page shows, ready for its templates: every link made, every label written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.hindi.fold import fold
from articles.paging import nearest_page
from search.copies import add_copies, folded
from search.correct import FEW
from search.engines.base import NEWEST, OLDEST, RELEVANCE
from search.facets import FACETS, SHOWN, SHOWN_MORE, Choice, choices
from search.filters import page_size
from search.histogram import histogram
from search.query import QueryError, plain
from search.results import Results, add_entities
from search.state import QueryState
from search.understood import understood, word_counts

SORTS = (
    (RELEVANCE, gettext_lazy("सबसे मिलते पहले")),
    (NEWEST, gettext_lazy("नए पहले")),
    (OLDEST, gettext_lazy("पुराने पहले")),
)


class Link(NamedTuple):
    """A link of the page; ``number`` is that of a page of results, None for a gap."""

    label: str
    url: str
    selected: bool = False
    field_label: str = ""
    number: int | None = None

    @property
    def current(self) -> bool:
        return self.selected


@dataclass(frozen=True)
class Facet:
    """A facet with its choices, as the page lists it."""

    name: str
    label: str
    choices: list[Choice]
    chosen: int
    hidden: int
    more_url: str
    find: str


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


class Paging:
    """The pages of some results, and the links between them."""

    def __init__(self, results: Results, state: QueryState, page: str, per: str):
        self.paginator = Paginator(results, page_size(per))
        self.page: Page = nearest_page(self.paginator, page[:9])
        self.clamped = page.isdecimal() and int(page[:9]) > self.paginator.num_pages
        self.state = state

    def url(self, number: int) -> str:
        return self.state.url(page=number) if number > 1 else self.state.url()

    def context(self) -> dict:
        page = self.page
        return {
            "page": page,
            "clamped": self.clamped,
            "pages": [self._link(n) for n in self.paginator.get_elided_page_range(page.number)],
            "previous_url": self.url(page.number - 1) if page.has_previous() else "",
            "next_url": self.url(page.number + 1) if page.has_next() else "",
        }

    def _link(self, number) -> Link:
        if not isinstance(number, int):
            return Link("…", "")
        return Link(str(number), self.url(number), number == self.page.number, number=number)


def facet_lists(results: Results, state: QueryState) -> list[Facet]:
    """Return the facets that have anything to choose, counted without their own filter."""
    made = (facet_list(results, state, name) for name in FACETS if name != "entity")
    return [facet for facet in made if facet.choices or facet.find]


def facet_list(results: Results, state: QueryState, name: str) -> Facet:
    kind, find, chosen = FACETS[name], state.get(f"find_{name}"), results.chosen(name)
    limit = SHOWN_MORE if find or name in state.values("more") else SHOWN
    listed, hidden = choices(kind, results.matches.counts(kind.column, name), chosen, limit)
    if find:
        listed = [one for one in listed if one.selected or fold(find) in fold(one.label)]
        hidden = 0
    more = state.toggle("more", name).url() if hidden and limit == SHOWN else ""
    return Facet(name, kind.label, listed, len(chosen), hidden, more, find)


def chips(results: Results, state: QueryState) -> list[Link]:
    """Return a link for each filter in force that takes it away."""
    made = []
    for name, value in state.pairs:
        bare = name.removeprefix("not_")
        if bare in FACETS:
            label = results.label_of(bare, value) or value
            label = _("%(name)s नहीं") % {"name": label} if name != bare else label
            url = state.toggle(name, value).url()
            made.append(Link(label, url, field_label=str(FACETS[bare].label)))
    return made + date_chips(results, state)


def date_chips(results: Results, state: QueryState) -> list[Link]:
    """Return one link that takes the dates away, where any were understood."""
    first = state.get("from") if results.request.first else ""
    last = state.get("to") if results.request.last else ""
    if not first and not last:
        return []
    if first and last:
        label = first if first == last else f"{first}–{last}"
    else:
        label = _("%(date)s से") % {"date": first} if first else _("%(date)s तक") % {"date": last}
    return [Link(label, state.without("from", "to").url(), field_label=_("तारीख़"))]


def quick_ranges(state: QueryState) -> list[Link]:
    today = timezone.localdate()
    spans = (
        (_("पिछले 30 दिन"), today - timedelta(days=30), today),
        (_("पिछला साल"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    )
    links = []
    for label, first, last in spans:
        wanted = {"from": first.isoformat(), "to": last.isoformat()}
        links.append(Link(label, state.set(**wanted).url(), state.set(**wanted) == state))
    return [*links, Link(_("पूरा संग्रह"), state.without("from", "to").url())]


def date_errors(filters) -> list[str]:
    """Return a sentence for each date that was not understood."""
    errors = [message for name in ("from", "to") for message in filters.errors.get(name, ())]
    first, last = filters.qs.request.first, filters.qs.request.last
    if first and last and first > last:
        errors.append(_("“कब से” की तारीख “कब तक” के बाद की है, इसलिए बीच में कोई दिन नहीं पड़ता।"))
    return errors


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
    if not state.pairs:
        return hit.article.get_absolute_url()
    url = reverse("articles:article", args=[hit.article.pk])
    return f"{url}?{state.encoded(pos=position)}"


def context(results: Results, state: QueryState, params: dict) -> dict:
    """Return what the template needs for results that can be shown.

    ``params`` are the page number and size as typed.
    """
    paging = Paging(results, state, params["page"], params["per"])
    hits = list(paging.page.object_list)
    for number, hit in enumerate(hits, paging.page.start_index()):
        hit.url = hit_url(hit, state, number)
    add_copies(hits)
    paging.page.object_list = folded(hits)
    add_entities(paging.page.object_list)
    return {
        **frame(results, state),
        **paging.context(),
        "total": results.count(),
        "facets": facet_lists(results, state),
        "histogram": histogram(
            results.matches,
            results.request.first,
            results.request.last,
            period_url(state),
        ),
        "sorts": [(value, label, value == results.sort) for value, label in SORTS],
        **understood(results, state),
        **ways_out(results, state),
    }


def period_url(state: QueryState) -> Callable:
    def url_for(period) -> str:
        return state.set(**{"from": period.value, "to": period.value}).url()

    return url_for


def frame(results: Results, state: QueryState) -> dict:
    """Return what stands around the results, and also where there are none to show."""
    q = state.get("q")
    return {
        "q": q,
        "title_text": q or _("सभी समाचार"),
        "state": state,
        "hidden_for_filters": hidden_for_filters(state),
        "chips": chips(results, state),
        "clear_url": state.without_filters().url(),
        "date_from": state.get("from"),
        "date_to": state.get("to"),
        "quick_ranges": quick_ranges(state),
        "unused": results.unknown,
    }


def hidden_for_filters(state: QueryState) -> list[tuple[str, str]]:
    """Return what the filter form must carry along because it has no field for it."""
    carried = ("q", "as", "sort", "per", "entity", "more")
    return [pair for pair in state.pairs if pair[0] in carried or pair[0].startswith("not_")]


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
