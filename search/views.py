"""The search page, the same as JSON, suggestions and the help page."""

import time

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from articles.answers import json
from articles.caching import revalidated
from articles.methods import read_only
from search import page, suggest
from search.again import given_again
from search.answer import as_dict
from search.deadline import SearchTimeout, limited
from search.filters import SearchFilter
from search.help import examples
from search.query import QueryError
from search.quicker import quicker
from search.refine import canonical
from search.results import Results
from search.spans import date_errors
from search.state import QueryState

SUGGESTIONS_KEPT = 60  # seconds, by browsers and proxies


def asked(data) -> SearchFilter:
    """Return the filters of an address, ready to be carried out."""
    return SearchFilter(data, queryset=Results())


@require_safe
@revalidated
def search(request: HttpRequest):
    """The search page."""
    began = time.perf_counter()
    filters = asked(request.GET)
    results, status = filters.qs, 200
    state = canonical(QueryState.of(request.GET), results)
    context = {"date_errors": date_errors(filters)}
    params = {"page": request.GET.get("page", ""), "per": request.GET.get("per", "")}
    try:
        context |= page.context(results, state, params)
    except QueryError as error:
        context |= page.frame(results, state) | {"query_problem": page.problem(error, state)}
        status = 400
    except SearchTimeout:
        context |= page.frame(results, state) | {"quicker": quicker(state)}
        status = 503
    context["took_ms"] = (time.perf_counter() - began) * 1000
    with limited(0 if status == 503 else settings.SEARCH_TIMEOUT):  # the page's frame counts too
        return render(request, "search/search.html", context, status=status)


@read_only
@revalidated
@given_again
def search_json(request: HttpRequest):
    """The same answer for programs."""
    filters = asked(request.GET)
    try:
        answer = as_dict(filters, request.GET.get("page", ""), request.GET.get("per", ""))
    except QueryError as error:
        return failure(400, error.message, start=error.start, end=error.end, try_=error.repaired)
    except SearchTimeout:
        return failure(503, "The search took too long. Narrow it, by dates or a source.")
    return json(answer)


def failure(status: int, message: str, **details):
    details = {name.rstrip("_"): value for name, value in details.items()}
    return json({"error": {"message": message, **details}}, status=status)


@read_only
def suggest_json(request: HttpRequest):
    """Suggestions for a query that is being typed."""
    response = json(suggest.answer(request.GET.get("q", "")))
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_KEPT)
    patch_vary_headers(response, ["Cookie"])  # which holds the language
    return response


@require_safe
def help_page(request: HttpRequest):
    """The rules of search, each with an example that runs here."""
    return render(request, "search/help.html", {"examples": examples()})
