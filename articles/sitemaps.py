"""Sitemaps: one file for each month of articles, and for names, topics and sources.

A file has at most as many addresses as the protocol allows (50,000); a month with more has
several. The list of months comes from the index, as every count does; a file is read from
the database by the index on the day.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Entity, Source, Topic
from articles.tallies import tally

MOST = 50_000  # addresses in a file
UNDATED = "undated"
ROWS = {"names": Entity, "topics": Topic, "sources": Source}


class Entry(NamedTuple):
    """An address, and when what is there was last changed (None: not known)."""

    path: str
    changed: str | None = None


def files() -> list[Entry]:
    """Return all sitemaps: of kinds, of months, and of articles without a date."""
    counted = tally()
    found = [*listed_files("pages", 1)]
    for name in ROWS:
        found += listed_files(name, rows_of(name).count())
    months = sorted(counted.months.items(), reverse=True)
    for month, count in months:
        found += listed_files(f"{month:%Y-%m}", count)
    return found + listed_files(UNDATED, counted.total - sum(counted.months.values()))


def listed_files(name: str, count: int) -> list[Entry]:
    changed = newest_change(name) if count else None
    return [Entry(reverse("sitemap", args=[one]), changed) for one in numbered(name, count)]


def newest_change(name: str) -> str | None:
    """Return when an article of a month was last changed, hidden ones too: they were in it."""
    which = narrowing(name)
    if which is None:
        return None
    newest = Article.objects.filter(**which).aggregate(newest=Max("updated_at"))["newest"]
    return newest and stamp(newest)


def stamp(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def numbered(name: str, count: int) -> list[str]:
    """Return the names of the files that so many addresses need: 2020-10, 2020-10-2, …"""
    parts = -(-count // MOST)
    return [name if part == 1 else f"{name}-{part}" for part in range(1, parts + 1)]


def entries(name: str, part: int) -> Iterable[Entry] | None:
    """Return what stands in a sitemap; None where there is no such file."""
    if name == "pages":
        return pages() if part == 1 else None
    start = (part - 1) * MOST
    made = listed(name, start) if name in ROWS else articles(name, start)
    return made or None


def pages() -> list[Entry]:
    names = ("articles:home", "search:search", "articles:topics", "search:help")
    return [Entry(reverse(name)) for name in names]


def rows_of(name: str):
    return Entity.objects.readable() if name == "names" else ROWS[name].objects


def listed(name: str, start: int) -> list[Entry]:
    rows = rows_of(name).order_by("pk").only("slug")[start : start + MOST]
    return [Entry(row.get_absolute_url()) for row in rows]


def articles(name: str, start: int) -> list[Entry]:
    """Return the articles of a month, or those without a date, in a lasting order."""
    which = narrowing(name)
    if which is None:
        return []
    rows = Article.objects.readable().filter(**which)
    facts = rows.order_by("published_on", "pk").values_list("pk", "updated_at")
    return list(article_entries(facts[start : start + MOST]))


def narrowing(name: str) -> dict | None:
    """Return what narrows articles to those of a sitemap; None for other things than articles."""
    days = span(name)
    if name == UNDATED:
        return {"published_on": None}
    return {"published_on__range": days} if days else None


def article_entries(rows) -> Iterator[Entry]:
    # Asking ``reverse`` 50,000 times takes longer than the database.
    before, after = reverse("articles:article", args=[0]).split("0")
    for pk, changed in rows:
        yield Entry(f"{before}{pk}{after}", stamp(changed))


def span(month: str) -> tuple[date, date] | None:
    """Return the first and the last day of a month written 2020-10."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
    return first, first.replace(day=monthrange(first.year, first.month)[1])
