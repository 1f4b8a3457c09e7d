"""The bulk query page: the form, a list on its way, and the table that comes out."""

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.answers import json
from articles.methods import read_only
from articles.paging import paged
from articles.templatetags.hindi_format import grouped
from search.bulk import jobs
from search.bulk.forms import FILTERS, BulkForm
from search.bulk.lists import MOST_QUERIES
from search.bulk.rows import Rows, table

CSV = "text/csv; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest):
    """The form, which may come filled in from a search; what it gets becomes a list."""
    if request.method == "POST":
        form = BulkForm(request.POST, request.FILES)
        if form.is_valid():
            return redirect("search:bulk_list", jobs.begin(form.list, form.state).key)
    else:
        given = {name: request.GET.get(name, "") for name in FILTERS}
        form = BulkForm(initial={"queries": request.GET.get("q", ""), **given})
    status = 400 if form.errors else 200
    context = {"form": form, "most": MOST_QUERIES}
    return render(request, "search/bulk.html", context, status=status)


@never_cache
@require_safe
def bulk_list(request: HttpRequest, key: str):
    """How far a list is, and what was found so far; the page itself carries out more of it."""
    job = get_object_or_404(jobs.known(), key=key)
    readable = job.finished or jobs.go_on(job)
    context = {"job": job, "readable": readable, "progress": progress(job)}
    context |= paged(Rows(job), request.GET.get("page"))
    return render(request, "search/bulk_list.html", context)


@never_cache
@read_only
def bulk_progress(request: HttpRequest, key: str):
    """The same for the script of that page."""
    job = get_object_or_404(jobs.known(), key=key)
    readable = job.finished or jobs.go_on(job)
    facts = {"done": job.done, "total": job.total, "text": progress(job), "readable": readable}
    return json(facts)


@never_cache
@read_only
def bulk_table(request: HttpRequest, key: str):
    """The table as a file, once the list is through."""
    job = get_object_or_404(jobs.known(), key=key)
    if not job.finished:
        return redirect("search:bulk_list", key)
    archive = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(table(job, archive, get_language()), content_type=CSV)
    response["Content-Disposition"] = content_disposition_header(True, "samachar-queries.csv")
    return response


def progress(job) -> str:
    counts = {"done": grouped(job.done), "total": grouped(job.total)}
    return _("%(total)s में से %(done)s खोजें हो गईं।") % counts
