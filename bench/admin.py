"""How quick the curators' pages are in a large archive: ``python -m bench.admin``.

Every list of the admin is opened as it is, with each choice of each filter, sorted by each
column, searched and at its last page; then the desk, the forms, and what autocomplete
asks for. Beside it stands Django's own admin on the same tables, with the same columns, filters
and search. Times are of whole requests without a network; the median of five, and the first
one, for which nothing was kept. ``NEWSARCHIVE_BENCH_HOME`` names a folder in which the archive
stays for a second run.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client, RequestFactory

from articles.admin.lists import MOST_COUNTED
from articles.models import Article, Entity
from bench import print_table
from bench.admin_rows import fill

LIMIT = 200  # ms that no page may take
TIMES = 5
MONTH = "&published_on__month=5"
MOST_CHOICES = 8  # of one filter
SEARCHED = "राम"
COMPARED = (("article", ""), ("article", f"?q={SEARCHED}"), ("entity", ""))


class Timed(NamedTuple):
    """A page, how long it took at first and then at the median, in ms."""

    name: str
    address: str
    first: float
    median: float


def lists(site: admin.AdminSite) -> Iterator[tuple[str, str]]:
    """Yield the names and addresses of all lists, in each of the ways they can be asked for."""
    for model, shown in site._registry.items():
        if model._meta.app_label != "articles":
            continue
        base = f"/admin/articles/{model._meta.model_name}/"
        name = model._meta.model_name
        yield name, base
        last = max(1, min(model.objects.count(), MOST_COUNTED) // shown.list_per_page)
        for query in [*filtered(shown), *ordered(shown), *searched(shown), f"?p={last}"]:
            yield f"{name} {query}", base + query


def filtered(shown: admin.ModelAdmin) -> Iterator[str]:
    """Yield the query of each choice of each filter."""
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.get(username="boss")
    changes = shown.get_changelist_instance(request)
    for spec in changes.filter_specs:
        yield from (choice["query_string"] for choice in [*spec.choices(changes)][1:MOST_CHOICES])
    if shown.date_hierarchy:
        yield from (f"?{shown.date_hierarchy}__year=2018{more}" for more in ("", MONTH))


def ordered(shown: admin.ModelAdmin) -> Iterator[str]:
    columns = shown.list_display
    sortable = shown.sortable_by
    names = columns if sortable is None else sortable
    places = (columns.index(name) + 1 for name in names if name in columns)
    yield from (f"?o={sign}{place}" for place in places for sign in ("", "-"))


def searched(shown: admin.ModelAdmin) -> Iterator[str]:
    if shown.search_fields:
        yield f"?q={SEARCHED}"
        yield "?q=कखगघचछज"  # what nothing is called


def others() -> Iterator[tuple[str, str]]:
    """Yield the pages that are no lists."""
    yield "desk", "/admin/"
    yield "suggestions", "/admin/articles/entity/suggestions/"
    article, entity = Article.objects.latest("pk").pk, Entity.objects.earliest("pk").pk
    yield "article form", f"/admin/articles/article/{article}/change/"
    yield "article history", f"/admin/articles/article/{article}/history/"
    yield "entity form", f"/admin/articles/entity/{entity}/change/"
    for model, field in (("mention", "entity"), ("article", "source"), ("article", "topics")):
        query = f"app_label=articles&model_name={model}&field_name={field}"
        yield f"autocomplete {field}", f"/admin/autocomplete/?{query}&term={SEARCHED}"


def timed(client: Client, name: str, address: str) -> Timed:
    """Ask for a page once with nothing kept, then a few times."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        answer = client.get(address)
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address} gives {answer.status_code}")
    return Timed(name, address, taken[0], statistics.median(taken[1:]))


def stock() -> dict[str, admin.ModelAdmin]:
    """Return Django's own lists of articles and entities, by model name."""
    site = admin.AdminSite()

    class Articles(admin.ModelAdmin):
        list_display = ("title", "source", "published_at", "agency", "status", "updated_at")
        list_filter = ("status", "precision", "source", "agency")
        date_hierarchy = "published_on"
        search_fields = ("title", "url", "external_id")

    class Entities(admin.ModelAdmin):
        list_display = ("label", "roman", "kind", "status")
        list_filter = ("status", "kind", "shown")
        search_fields = ("folded", "aliases__folded", "roman", "slug")

    return {"article": Articles(Article, site), "entity": Entities(Entity, site)}


def view_ms(shown: admin.ModelAdmin, query: str) -> float:
    """Return the median time of a list's view with its template, in ms."""
    taken = []
    for _ in range(TIMES):
        request = RequestFactory().get(f"/{query}")
        request.user = get_user_model().objects.get(username="boss")
        began = time.perf_counter()
        shown.changelist_view(request).render()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def compare() -> Iterator[tuple[str, str, str, str]]:
    """Yield what our lists and Django's own take."""
    ours = {model._meta.model_name: shown for model, shown in admin.site._registry.items()}
    plain = stock()
    for name, query in COMPARED:
        own, theirs = view_ms(ours[name], query), view_ms(plain[name], query)
        yield f"{name} {query}", f"{own:.0f}", f"{theirs:.0f}", f"{theirs / own:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--entities", type=int, default=100_000)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    fill(options.articles, options.entities)
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(username="boss"))
    pages = [timed(client, *page) for page in [*others(), *lists(admin.site)]]
    slow = [page for page in pages if max(page.first, page.median) > LIMIT]
    print(f"{len(pages)} pages, {len(slow)} of them over {LIMIT} ms. The slowest:\n")
    worst = sorted(pages, key=lambda page: -max(page.first, page.median))[: max(20, len(slow))]
    rows = [(page.name, f"{page.first:.0f}", f"{page.median:.0f}") for page in worst]
    print_table(("page", "first ms", "median ms"), rows)
    print()
    print_table(("list", "ours ms", "Django's ms", "times"), compare())


if __name__ == "__main__":
    main()
