"""What is remembered of fetching, so that nothing is fetched twice.

Outcomes are noted while a run goes on and written when its articles are stored:
a page whose article was lost with a killed run is fetched again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.ingestion.addresses import canonical
from articles.ingestion.web.failures import GONE
from articles.ingestion.web.leads import Lead
from articles.ingestion.web.robots import RobotsText
from articles.models import Feed, FetchedPage, RobotsFile
from articles.models.feeds import LONGEST_ADDRESS, LONGEST_DATE, LONGEST_ETAG

TRIES = 5  # of a page
FIRST_REST = timedelta(minutes=15)  # after a failed page; four times as long after each more
LONGEST_REST = timedelta(days=1)
SOONEST_AGAIN = timedelta(hours=1)  # for a page that is said to have changed
ROBOTS_KEPT = timedelta(days=1)  # the longest that RFC 9309 allows
WRITTEN = "url feed fetched_at status kind reason failures next_at etag last_modified".split()


@dataclass(frozen=True)
class Outcome:
    """What became of an address: ``kind`` and ``reason`` of its problem, or "" and ""."""

    status: int | None = None
    kind: str = ""
    reason: str = ""
    again: bool = False
    wait: float | None = None  # seconds for which the host asks to be left alone
    etag: str = ""
    last_modified: str = ""


class Memory:
    """The memory of one run; without ``keep`` it looks things up and writes nothing."""

    def __init__(self, keep: bool = True):
        self.keep = keep
        self.pages: dict[str, FetchedPage] = {}
        self.feeds: list[tuple[Feed, Outcome]] = []

    def rows(self, leads: Iterable[Lead]) -> dict[str, FetchedPage]:
        """Return what is known of these addresses, by ``key``; what this run noted counts too."""
        keys = {key(lead.url) for lead in leads}
        known = {row.key: row for row in FetchedPage.objects.filter(key__in=keys)}
        return known | {one: self.pages[one] for one in keys & self.pages.keys()}

    def waiting(self, feed: Feed) -> list[Lead]:
        """Return the pages of a feed that failed and are to be tried again now."""
        due = FetchedPage.objects.filter(feed=feed, next_at__lte=timezone.now())
        return [Lead(url) for url in due.order_by("id").values_list("url", flat=True)]

    def note(self, url: str, row: FetchedPage | None, outcome: Outcome, feed: Feed | None) -> None:
        """Note what became of a page."""
        row = row or FetchedPage(key=key(url), url=url[:LONGEST_ADDRESS])
        row.feed = feed or row.feed
        row.fetched_at = timezone.now()
        row.status, row.kind, row.reason = outcome.status, outcome.kind, outcome.reason
        row.failures = row.failures + 1 if outcome.kind else 0
        tried_again = outcome.again and row.failures < TRIES
        row.next_at = row.fetched_at + rest(row.failures, outcome.wait) if tried_again else None
        row.etag = fitting(outcome.etag, LONGEST_ETAG)
        row.last_modified = fitting(outcome.last_modified, LONGEST_DATE)
        self.pages[row.key] = row

    def note_feed(self, feed: Feed, outcome: Outcome) -> None:
        self.feeds.append((feed, outcome))

    @transaction.atomic
    def settle(self) -> None:
        """Write what was noted. Called when the articles of the noted pages are stored."""
        if self.keep:
            write_pages(sorted(self.pages.values(), key=lambda row: row.key))
            for feed, outcome in self.feeds:
                write_feed(feed, outcome)
        self.pages, self.feeds = ({} if self.keep else self.pages), []


def key(url: str) -> str:
    return hashlib.sha256(canonical(url).encode("utf-8", "replace")).hexdigest()


def is_due(row: FetchedPage | None, lead: Lead) -> bool:
    """Return whether a page is to be fetched: it never was, or changed, or may be tried again."""
    now = timezone.now()
    if row is None:
        return True
    if row.next_at:
        return row.next_at <= now
    changed = lead.changed is not None and row.fetched_at < lead.changed <= now
    return changed and row.fetched_at <= now - SOONEST_AGAIN


def rest(failures: int, wait: float | None) -> timedelta:
    """Return how long a page is left alone after so many failures."""
    grown = min(FIRST_REST * 4 ** min(failures - 1, 10), LONGEST_REST)
    return max(grown, timedelta(seconds=wait or 0))


def fitting(text: str, longest: int) -> str:
    """Return a header that can be sent back as it is, or "" if it cannot be."""
    return text if len(text) <= longest and text.isascii() and text.isprintable() else ""


def write_pages(rows: list[FetchedPage]) -> None:
    """Rows come in the order of their keys, so that two who write the same ones just wait."""
    FetchedPage.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=WRITTEN,
        batch_size=200,
    )


def write_feed(feed: Feed, outcome: Outcome) -> None:
    """Write what a poll found; what a curator changed meanwhile stays."""
    now = timezone.now()
    failures = feed.failures + 1 if outcome.kind else 0
    interval = timedelta(minutes=feed.minutes or settings.FETCH_INTERVAL)
    grown = min(interval * 2 ** min(failures, 10), max(LONGEST_REST, interval))
    facts = {
        "polled_at": now,
        "next_at": now + max(grown, timedelta(seconds=outcome.wait or 0)),
        "status": outcome.status,
        "reason": outcome.reason,
        "failures": failures,
    }
    if not outcome.kind:
        facts["etag"] = fitting(outcome.etag, LONGEST_ETAG)
        facts["last_modified"] = fitting(outcome.last_modified, LONGEST_DATE)
    if outcome.status == GONE:
        facts["enabled"] = False
    Feed.objects.filter(pk=feed.pk).update(**facts)


class KeptRobots:
    """What hosts say in robots.txt, kept in the database for a day."""

    def get(self, origin: str) -> RobotsText | None:
        fresh = RobotsFile.objects.filter(fetched_at__gt=timezone.now() - ROBOTS_KEPT)
        found = fresh.filter(origin=origin).first()
        return RobotsText(found.status, found.text) if found else None

    def __setitem__(self, origin: str, found: RobotsText) -> None:
        facts = {"status": found.status, "text": found.text, "fetched_at": timezone.now()}
        RobotsFile.objects.update_or_create(origin=origin, defaults=facts)
