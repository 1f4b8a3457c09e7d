"""Results for feeds and files: with no room for a notice, what is not understood is refused."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from search.filters import SearchFilter
from search.query import QueryError
from search.results import Results
from search.state import LISTS, SINGLES

RETRY_SECONDS = 60
# What pages add to an address, and a result set as a whole does not ask.
PASSED_OVER = frozenset({"page", "pos", "ui", "digits", "view", "mark"})


class Refused(Exception):
    """Why an address gets no answer: a status and sentences for people."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message


def refused_as_text(view: Callable) -> Callable:
    """Let a view answer with plain text where it raises ``Refused``."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            headers = {"Retry-After": str(RETRY_SECONDS)} if refused.status == 503 else {}
            text = f"{refused.message}\n"
            plain = "text/plain; charset=utf-8"
            return HttpResponse(text, plain, refused.status, headers=headers)

    return answer


def result_set(data: QueryDict) -> Results:
    """Return the results that an address asks for, which were found. Raises ``Refused``."""
    filters = SearchFilter(data, queryset=Results())
    if wrong := [message for messages in filters.errors.values() for message in messages]:
        raise Refused(400, "\n".join(wrong))
    results = filters.qs
    try:
        found = results.count()
    except QueryError as error:
        raise Refused(400, "\n".join(explained(error))) from error
    if results.unindexed:
        raise Refused(503, _("खोज-सूची अभी फिर से बन रही है। थोड़ी देर में फिर कोशिश कीजिए।"))
    if results.unknown and not found:
        raise Refused(400, "\n".join(nothing_named(*pair) for pair in results.unknown))
    return results


def explained(error: QueryError) -> list[str]:
    lines = [_("यह खोज पढ़ी नहीं जा सकी: %(query)s") % {"query": error.query}, error.message]
    if error.repaired:
        lines.append(_("इसे आज़माइए: %(query)s") % {"query": error.repaired})
    return lines


def nothing_named(facet: str, value: str) -> str:
    names = {"value": value, "parameter": facet}
    return _("“%(value)s” (%(parameter)s) नाम का संग्रह में कुछ नहीं है।") % names


def refuse_unknown(data: QueryDict) -> None:
    """Raise ``Refused`` for parameters that no search has: a misspelt one must not widen it."""
    known = {*SINGLES, *LISTS, *PASSED_OVER}
    if unknown := sorted(set(data) - known):
        wrong = {"wrong": ", ".join(unknown)[:200], "known": ", ".join(sorted(known - PASSED_OVER))}
        raise Refused(400, _("ये प्राचल नहीं समझे गए: %(wrong)s। समझे जाते हैं: %(known)s।") % wrong)
