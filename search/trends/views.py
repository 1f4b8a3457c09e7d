"""The trends page, and its numbers and chart as files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.answers import json
from articles.caching import revalidated
from articles.methods import read_only
from search.spans import date_errors
from search.trends import downloads, page
from search.trends.page import Counting


@require_safe
@revalidated
def trends(request: HttpRequest):
    """One to five queries over time."""
    context = page.context(request.GET)
    status = 400 if any(field.problem for field in context["fields"]) else 200
    return render(request, "search/trends.html", context, status=status)


@read_only
@revalidated
def trends_csv(request: HttpRequest):
    return download(request, downloads.as_csv, "text/csv; charset=utf-8", "trends.csv")


@read_only
@revalidated
def trends_json(request: HttpRequest):
    counted = page.counting(request.GET)
    problems = problems_of(counted)
    answer = downloads.as_dict(counted.trends, problems)
    status = 400 if counted.broken else 200
    return json(answer, status)


@read_only
@revalidated
def trends_svg(request: HttpRequest):
    return download(request, downloads.as_svg, "image/svg+xml", "trends.svg")


@read_only
@revalidated
def trends_png(request: HttpRequest):
    return download(request, downloads.as_png, "image/png", "trends.png")


def download(request: HttpRequest, make: Callable, kind: str, name: str):
    """Give a file; where a query cannot be read or nothing is counted, the page says why."""
    counted = page.counting(request.GET)
    if counted.broken or not counted.trends.series:
        status = 400 if counted.broken else 404
        return render(request, "search/trends.html", page.context(request.GET), status=status)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(counted.trends), content_type=kind, headers=headers)


def problems_of(counted: Counting) -> list[dict]:
    """Return which parameters were not understood, and why."""
    queries = counted.trends.state.queries
    wrong = [
        {"parameter": "q", "value": queries[number], "message": error.message}
        for number, error in counted.broken.items()
    ]
    names = [
        {"parameter": name, "value": value, "message": "names nothing in the archive"}
        for name, value in counted.trends.base.unknown
    ]
    dates = [{"parameter": "from, to", "message": text} for text in date_errors(counted.filters)]
    return wrong + names + dates
