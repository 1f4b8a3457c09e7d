"""The sentence above the results: which articles are shown, in which order, which of them."""

from collections import defaultdict
from datetime import date

from django.core.paginator import Page
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.templatetags.hindi_format import grouped
from search.engines.base import NEWEST, OLDEST, RELEVANCE
from search.facets import FACETS
from search.refine import bare
from search.results import Results
from search.spans import largest, span_label
from search.state import QueryState

MOST_NAMES = 4  # of one facet, before "and 3 more"
ORDERS = {
    RELEVANCE: gettext_lazy("सबसे मिलते पहले"),
    NEWEST: gettext_lazy("नए पहले"),
    OLDEST: gettext_lazy("पुराने पहले"),
}
# In Hindi some stand before the noun and some after it, in English all after it.
BEFORE = {
    "source": gettext_lazy("%(names)s में छपे"),
    "agency": gettext_lazy("%(names)s एजेंसी के"),
    "topic": gettext_lazy("%(names)s विषय के"),
}
NAMING = gettext_lazy("जिनमें %(names)s का नाम है")
NOT_NAMING = gettext_lazy("जिनमें %(names)s का नाम नहीं है")
AFTER = {
    "not_source": gettext_lazy("%(names)s को छोड़कर"),
    "not_agency": gettext_lazy("एजेंसी %(names)s को छोड़कर"),
    "not_topic": gettext_lazy("विषय %(names)s को छोड़कर"),
}
ALL_OF = ("source", *AFTER)  # whose names are joined by "and", all others by "or"


def sentence(results: Results, state: QueryState, page: Page) -> str:
    """Return what is shown: the filters in words, the order, and which of how many.

    Empty where nothing narrows the search and all of it is on this page.
    """
    said, order, place = restricted(results, state), order_of(results), places(page)
    if not (said or place):
        return ""  # all of what was asked for: the heading says it
    if said:  # the order then stands within the sentence
        order = order[:1].lower() + order[1:]
    return "; ".join(clause for clause in (said, order, place) if clause)


def restricted(results: Results, state: QueryState) -> str:
    """Return the filters in words; empty where there are none."""
    named = names_by_parameter(results, state)
    first, last = results.request.first, results.request.last
    before = [dated(first, last)] if first or last else []
    before += [BEFORE[name] % {"names": named[name]} for name in BEFORE if name in named]
    after = [clause_after(name, names) for name, names in named.items() if name not in BEFORE]
    texts = {"before": ", ".join(before), "after": ", ".join(after)}
    if before and after:
        return _("%(before)s समाचार, %(after)s") % texts
    if before:
        return _("%(before)s समाचार") % texts
    return _("समाचार, %(after)s") % texts if after else ""


def names_by_parameter(results: Results, state: QueryState) -> dict[str, str]:
    """Return the names that each parameter of a facet asks for, written as a list."""
    named = defaultdict(list)
    for name, value in state.pairs:
        if bare(name) in FACETS:
            named[name].append(results.label_of(bare(name), value) or value)
    return {name: listed(names, name) for name, names in named.items()}


def listed(names: list[str], name: str) -> str:
    """Return names as a list in words, a long one cut short."""
    left = len(names) - MOST_NAMES
    if left > 1:
        rest = ngettext("%(number)s और", "%(number)s और", left) % {"number": grouped(left)}
        names = [*names[:MOST_NAMES], rest]
    return get_text_list(names, _("और") if name in ALL_OF else _("या"))


def clause_after(name: str, names: str) -> str:
    naming = NOT_NAMING if name != bare(name) else NAMING
    return AFTER.get(name, naming) % {"names": names}


def dated(first: date | None, last: date | None) -> str:
    if first and last:
        return _("%(date)s के") % {"date": span_label(first, last)}
    if first:
        return _("%(date)s से अब तक के") % {"date": largest(first, "first").label}
    return _("%(date)s तक के") % {"date": largest(last, "last").label}


def order_of(results: Results) -> str:
    return str(ORDERS[results.sort]) if results.count() > 1 else ""


def places(page: Page) -> str:
    """Return which of how many stand on this page, where it does not have all of them."""
    if not page.has_other_pages():
        return ""
    numbers = {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}
    return _("%(total)s में से %(first)s–%(last)s") % {k: grouped(n) for k, n in numbers.items()}
