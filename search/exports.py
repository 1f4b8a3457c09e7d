"""The results of a search to take away: as a table, as JSON Lines, as references."""

import unicodedata
from array import array
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from articles.export import FORMATS, Format
from articles.export.records import chunks
from articles.hindi.tokens import tokenise
from articles.links import path_of
from articles.methods import read_only
from search.bulk import forms as bulk
from search.facets import FACETS
from search.result_sets import Refused, refuse_unknown, refused_as_text, result_set
from search.results import Results
from search.state import QueryState

LONGEST_NAME = 50  # letters of a file's name that say what was searched for
ALL = "samachar"
NOT_OF_A_FILE = ("per", "view", "more", *(f"find_{name}" for name in FACETS))  # but of pages


class Choice(NamedTuple):
    """A format as the menu offers it."""

    name: str
    label: str
    url: str


class Menu(NamedTuple):
    """What a reader may take away: in which formats, up to how many articles.

    ``more`` is how many a reader would get by signing in, 0 where that is no more;
    ``bulk_url`` is where many queries are searched for with the same filters.
    """

    choices: list[Choice]
    limit: int
    more: int
    bulk_url: str


def limit_for(user) -> int:
    """Return how many articles a file may hold for this reader."""
    return settings.EXPORT_LIMIT_USERS if user.is_authenticated else settings.EXPORT_LIMIT


def menu(state: QueryState, user) -> Menu:
    """Return what the results of a search can be taken away as."""
    query = state.without(*NOT_OF_A_FILE).encoded()
    choices = [
        Choice(one.name, one.label, f"{path_of(f'search:search_{one.name}')}?{query}".rstrip("?"))
        for one in FORMATS.values()
    ]
    limit, users = limit_for(user), settings.EXPORT_LIMIT_USERS
    kept = urlencode([pair for pair in state.pairs if pair[0] in ("q", *bulk.FILTERS)])
    bulk_url = path_of("search:bulk") + (f"?{kept}" if kept else "")
    return Menu(choices if limit else [], limit, users if users > limit else 0, bulk_url)


@read_only
@refused_as_text
def export(request: HttpRequest, name: str):
    """Answer with all results in their order, up to the reader's limit, one chunk after another."""
    refuse_unknown(request.GET)
    limit = limit_for(request.user)
    if not limit:
        raise Refused(403, _("यह संग्रह परिणामों की फ़ाइलें नहीं देता।"))
    results, form = result_set(request.GET), FORMATS[name]
    total = results.count()
    archive = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(
        written(results, form, limit, archive), content_type=form.content_type
    )
    filename = filename_for(QueryState.of(request.GET).get("q"), total, limit)
    response["Content-Disposition"] = content_disposition_header(True, f"{filename}.{name}")
    response["X-Total-Count"], response["X-Export-Limit"] = str(total), str(limit)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def written(results: Results, form: Format, limit: int, archive: str) -> Iterator[str]:
    """Yield the file in pieces; what is held throughout are the ids, eight bytes each."""
    ids = array("q", (pk for pk, score in results.matches.page(0, limit)))
    yield from form.write(chunks(ids, form.needs), archive)


def filename_for(query: str, total: int, limit: int) -> str:
    """Return a name that says what was searched for, and how much of it is missing."""
    name = ALL
    for token in tokenise(query):
        typed = query[token.start : token.end]
        word = "".join(letter if is_plain(letter) else "-" for letter in typed)
        if len(name) + len(word) < LONGEST_NAME:
            name += f"-{word}"
    return f"{name}-{limit}-of-{total}" if total > limit else name


def is_plain(letter: str) -> bool:
    """Return whether a character is a letter, a vowel sign or a digit, which any disk takes."""
    return unicodedata.category(letter)[0] in "LMN"
