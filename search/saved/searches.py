"""What is kept of a search: its address in one lasting form, and the same in words."""

from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.hindi.fold import fold
from articles.models import Source, Topic
from articles.templatetags.hindi_format import grouped
from search.facets import FACETS
from search.filters import SearchFilter
from search.models import Reader, SavedSearch
from search.query import QueryError
from search.result_sets import nothing_named
from search.results import Results
from search.saved.news import latest
from search.state import FILTERS, QueryState

KEPT = ("q", "as", *FILTERS)  # how results are ordered and listed is no part of the search
MOST_PAIRS = 100
LONGEST_NAME = 120
NAMED = {"source": Source, "topic": Topic}  # addressed by names, which may change


class CannotSave(Exception):
    """The search is not kept; the message tells the reader why."""


class Line(NamedTuple):
    """A condition of a search in words: what it is about, its values, whether they are left out."""

    label: str
    values: list[str]
    out: bool = False


def lasting(state: QueryState) -> QueryState:
    """Return the search of an address in a form that outlasts renamed sources and topics."""
    pairs = [(name, lasting_value(name, value)) for name, value in state.pairs if name in KEPT]
    return QueryState(tuple(sorted(dict.fromkeys(pairs), key=lambda pair: KEPT.index(pair[0]))))


def lasting_value(name: str, value: str) -> str:
    model = NAMED.get(name.removeprefix("not_"))
    if model is None:
        return " ".join(value.split())
    slugs = model.objects.filter(folded=fold(value)).values_list("slug", flat=True)
    return slugs.first() or value


def key_of(state: QueryState) -> str:
    """Return what is the same for two addresses of one search."""
    return sha256(repr(sorted(state.pairs)).encode("utf-8", "backslashreplace")).hexdigest()


def state_of(saved: SavedSearch) -> QueryState:
    return QueryState(tuple((name, value) for name, value in saved.pairs))


def asked(state: QueryState) -> SearchFilter:
    """Return the filters of a search as the search page has them."""
    return SearchFilter(QueryDict(state.encoded()), queryset=Results())


def in_words(state: QueryState) -> list[Line]:
    """Return the conditions of a search, those of one facet together."""
    results, lines = asked(state).qs, []
    if q := state.get("q"):
        lines.append(Line(_("शब्द"), [q]))
    for name in dict.fromkeys(name for name, _value in state.pairs):
        facet = FACETS.get(name.removeprefix("not_"))
        if facet is None:
            continue
        out = name not in FACETS
        label = _("%(facet)s, ये नहीं") % {"facet": facet.label} if out else str(facet.label)
        values = [results.label_of(facet.name, one) or one for one in state.values(name)]
        lines.append(Line(label, values, out))
    lines += [Line(label, [state.get(name)]) for name, label in dates() if state.get(name)]
    return lines


def trouble_with(state: QueryState) -> str:
    """Return why a search finds nothing any longer, whatever comes in; else an empty string.

    Its words can no longer be read, or what it is narrowed to is gone. Asks no index.
    """
    filters = asked(state)
    wrong = [message for several in filters.errors.values() for message in several]
    try:
        _read = filters.qs.query
    except QueryError as error:
        wrong.append(error.message)
    unknown = set(filters.qs.unknown)
    gone = [
        (name, value)
        for name, value in state.pairs
        if name in FACETS and unknown.issuperset((name, one) for one in state.values(name))
    ]
    return " ".join([*wrong, *(nothing_named(*pair) for pair in gone)])


def dates() -> tuple:
    return ("from", _("कब से")), ("to", _("कब तक"))


def proposed_name(state: QueryState) -> str:
    """Return a name for a search that its reader gave none."""
    out = _("%(name)s नहीं")
    words = " · ".join(
        out % {"name": ", ".join(line.values)} if line.out else ", ".join(line.values)
        for line in in_words(state)
    )
    return Truncator(words or _("सभी समाचार")).chars(LONGEST_NAME)


def saved_already(user: AbstractBaseUser, state: QueryState) -> SavedSearch | None:
    return SavedSearch.objects.filter(user=user, key=key_of(state)).first()


def reader_of(user: AbstractBaseUser) -> Reader:
    """Return what is known of a reader, who gets mails in the language he reads in at first."""
    return Reader.objects.get_or_create(user=user, defaults={"language": get_language()})[0]


@transaction.atomic
def save(user: AbstractBaseUser, state: QueryState, name: str, digest: str) -> SavedSearch:
    """Keep a search, from now on; raises ``CannotSave`` and ``IndexUnavailable``."""
    if len(state.pairs) > MOST_PAIRS:
        raise CannotSave(_("इस खोज में इतनी छँटाई है कि सहेजी नहीं जा सकती; कुछ हटाकर देखें।"))
    reader_of(user)
    Reader.objects.select_for_update().get(user=user)  # two clicks at once save one search
    known = saved_already(user, state)
    if known:
        return known
    if SavedSearch.objects.filter(user=user).count() >= settings.SAVED_SEARCHES:
        message = _("%(limit)s खोजें सहेजी जा सकती हैं, और इतनी सहेजी हुई हैं; पहले कोई हटाएँ।")
        raise CannotSave(message % {"limit": grouped(settings.SAVED_SEARCHES)})
    upto = latest()
    made = {
        "name": name or proposed_name(state),
        "pairs": state.pairs,
        "digest": digest,
        "seen_upto": upto,
        "mailed_upto": upto,
    }
    # SQLite locks no row, so that a second click may have saved it meanwhile.
    return SavedSearch.objects.get_or_create(user=user, key=key_of(state), defaults=made)[0]
