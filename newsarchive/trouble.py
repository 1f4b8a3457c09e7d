"""What is answered where there is nothing to show: unknown and gone addresses, refusals, faults.

Readers get a page with a search box in their language, or one in both languages that
needs neither database nor settings where these may be what is broken. Programs, whose
addresses end in .json or .txt, get the same in their own form.
"""

import logging
from math import ceil

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from articles.gone import Gone
from articles.hindi.tokens import tokenise

log = logging.getLogger("articles.trouble")

RETRY_SECONDS = 10
MOST_WORDS, LONGEST_WORD = 8, 40
# What stands in addresses and says nothing of what was looked for.
NO_WORDS = set(
    "article articles entity entities source sources topic topics news story feed search html "
    "htm php asp aspx amp index json txt page hindi en hi www http https com in id".split()
)
MESSAGES = {
    400: "This request cannot be read.",
    403: "This is not open to you.",
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    410: "What was at this address was deleted or hidden.",
    413: "What was sent is larger than the archive takes.",
    429: "Too many requests. Retry-After says in how many seconds to ask again.",
    500: "The fault is on our side and has been written to the log.",
    503: "The archive cannot answer at the moment. Try again in a while.",
}


def words_in(path: str) -> str:
    """Return the words of an address that a search may begin with."""
    spaced = path[:500].replace("-", " ").replace("_", " ")
    words = [spaced[token.start : token.end] for token in tokenise(spaced)]
    telling = (
        word
        for word in words
        if not word.isdecimal() and word.lower() not in NO_WORDS and len(word) <= LONGEST_WORD
    )
    return " ".join(list(dict.fromkeys(telling))[:MOST_WORDS])


def for_programs(request, status: int) -> HttpResponse | None:
    """Return the answer for a program; None where a person reads."""
    if request.path.endswith(".json"):
        return JsonResponse({"error": {"message": MESSAGES[status]}}, status=status)
    if request.path.endswith(".txt"):
        return HttpResponse(f"{MESSAGES[status]}\n", "text/plain; charset=utf-8", status)
    return None


def plain(request, status: int, template: str = "", **context) -> HttpResponse:
    """Return a page in both languages for which nothing is looked up."""
    page = loader.get_template(template or f"{status}.html")
    return for_programs(request, status) or HttpResponse(page.render(context), status=status)


@requires_csrf_token
def not_found(request, exception=None):
    status = 410 if isinstance(exception, Gone) else 404
    q = words_in(request.path)
    answer = for_programs(request, status)
    return answer or render(request, f"{status}.html", {"q": q}, status=status)


@requires_csrf_token
def denied(request, exception=None):
    return for_programs(request, 403) or render(request, "403.html", status=403)


def forged(request, reason=""):
    """Answer a form whose token is missing or old."""
    return denied(request)


def bad_request(request, exception=None):
    much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if much and request.method == "POST":
        return too_large(request)
    return plain(request, 400)


def too_large(request):
    return plain(request, 413, limit=f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE / 2**20:.3g} MB")


def broken(request):
    return plain(request, 500)


def unavailable(request):
    return plain(request, 503)


def too_many(request, seconds: int, template: str = "429.html") -> HttpResponse:
    """Turn a client away for so many seconds; files and feeds are asked for by programs."""
    answer = plain(request, 429, template, minutes=ceil(seconds / 60))
    if "." in request.path.rpartition("/")[2] and "html" in answer["Content-Type"]:
        answer = HttpResponse(f"{MESSAGES[429]}\n", "text/plain; charset=utf-8", 429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def locked_out(request, response=None, credentials=None) -> HttpResponse:
    """Answer who typed too many wrong passwords."""
    return too_many(request, int(settings.AXES_COOLOFF_TIME.total_seconds()), "locked_out.html")


class TroubleMiddleware:
    """Answer where the database cannot be reached or is locked, and to methods not taken."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:  # in which nothing is called so: PostgreSQL takes none
            raise Http404
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            told = plain(request, 405)
            response.content, response["Content-Type"] = told.content, told["Content-Type"]
        if response.status_code == 503:
            response.headers.setdefault("Retry-After", str(RETRY_SECONDS))
        return response

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        log.error("The database did not answer %s: %s", request.path, exception)
        return unavailable(request)
