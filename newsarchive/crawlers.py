"""What crawlers read first: robots.txt and the sitemaps."""

import re

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles import sitemaps
from articles.caching import revalidated
from articles.methods import read_only

KINDS = "|".join(("pages", sitemaps.UNDATED, *sitemaps.ROWS))
NAME = re.compile(rf"(?P<name>{KINDS}|[0-9]{{4}}-[0-9]{{2}})(?:-(?P<part>[1-9][0-9]{{0,3}}))?")


def as_xml(template: str, **context) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), content_type="application/xml")


@read_only
@revalidated
def index(request):
    """The list of all sitemaps."""
    base = request.build_absolute_uri("/")[:-1]
    return as_xml("sitemaps/index.xml", base=base, files=sitemaps.files())


@read_only
@revalidated
def sitemap(request, name):
    """The addresses of one month of articles, or of one kind of thing."""
    match = NAME.fullmatch(name)
    entries = match and sitemaps.entries(match["name"], int(match["part"] or 1))
    if not entries:
        raise Http404
    base = request.build_absolute_uri("/")[:-1]
    return as_xml("sitemaps/sitemap.xml", base=base, entries=entries)


@read_only
def robots(request):
    """What crawlers may read: all pages, one search for each query, and no way to narrow it."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemaps"))}
    text = render_to_string("robots.txt", context)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
