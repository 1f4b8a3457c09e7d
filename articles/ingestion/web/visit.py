"""A visit to the web: what one run reads from addresses, feeds, sitemaps and lists."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from articles.batched import batched
from articles.ingestion.records import Known, Origin, Problem, RawArticle, Unreadable
from articles.ingestion.web import pages
from articles.ingestion.web.documents import Documents
from articles.ingestion.web.failures import NotModified, Unfetched
from articles.ingestion.web.fetch import Fetched, Fetcher
from articles.ingestion.web.leads import Lead
from articles.ingestion.web.limits import limits
from articles.ingestion.web.memory import KeptRobots, Memory, Outcome, is_due, key
from articles.models import Feed, FetchedPage

LOOKED_UP = 200  # addresses for which the memory is asked at once
Items = Iterator[RawArticle | Problem | Known]


class Visit:
    """Reads from the web for one run. ``settle`` is called when what was read is stored."""

    def __init__(self, dry_run: bool = False):
        self.limits = limits()
        self.dry_run = dry_run
        self.memory = Memory(keep=not dry_run)
        self.met: set[str] = set()  # keys of pages that this run has fetched

    @cached_property
    def fetcher(self) -> Fetcher:
        return Fetcher(self.limits, robots={} if self.dry_run else KeptRobots())

    @cached_property
    def documents(self) -> Documents:
        return Documents(self.fetcher)

    def settle(self) -> None:
        self.memory.settle()

    def close(self) -> None:
        if "fetcher" in self.__dict__:
            self.fetcher.close()

    def read(self, url: str) -> Items:
        """Yield the article of a page, or those of the pages that a feed, sitemap or list names.

        A page that is named itself is fetched in any case; others only if they never were.
        """
        try:
            found = self.documents.get(url)
            if self.documents.is_page(found):
                yield from self._article(Lead(url), None, None, found)
            else:
                yield from self._follow(url, self.documents.leads(found))
        except Unreadable as failure:
            yield failure.problem(Origin(url))

    def read_list(self, path: Path) -> Items:
        """Yield the articles of the addresses in a file."""
        yield from self._follow(str(path), self.documents.leads_of_file(path))

    def poll(self, feed: Feed) -> Items:
        """Yield the new articles of a stored feed, and note how the feed fared."""
        waiting = self.memory.waiting(feed)
        # Where a page waits to be tried again, the feed must tell of it anew.
        known = ("", "") if waiting else (feed.etag, feed.last_modified)
        outcome = Outcome(304, etag=feed.etag, last_modified=feed.last_modified)
        try:
            found = self.documents.get(feed.url, *known)
            leads = self.documents.leads(found)
            complete = yield from self._follow(feed.url, chained(leads, waiting), feed)
            outcome = outcome_of(found) if complete else Outcome(found.status)
        except NotModified:
            pass
        except Unreadable as failure:
            outcome = failed(failure)
            yield failure.problem(Origin(feed.url))
        self.memory.note_feed(feed, outcome)

    def _follow(self, url: str, leads: Iterable[Lead | Problem], feed: Feed | None = None):
        """Yield what the leads give; returns whether none was left for the next run."""
        left = self.limits.pages
        for chunk in batched(leads, LOOKED_UP):
            rows = self.memory.rows(one for one in chunk if isinstance(one, Lead))
            for one in chunk:
                if isinstance(one, Problem):
                    yield one
                elif key(one.url) in self.met or not is_due(row := rows.get(key(one.url)), one):
                    yield Known(Origin(one.url))
                elif not left:
                    yield too_many(url, self.limits.pages)
                    return False
                else:
                    left -= 1
                    yield from self._article(one, row, feed)
        return True

    def _article(
        self, lead: Lead, row: FetchedPage | None, feed: Feed | None, found: Fetched | None = None
    ) -> Items:
        """Yield the article of a page and its problems, and note what became of it."""
        self.met.add(key(lead.url))
        items, outcome = self._fetch(lead, row, found)
        yield from items[:-1]
        # Noted just before the last one, so that no page is taken for done too early.
        self.memory.note(lead.url, row, outcome, feed)
        if feed and feed.source and isinstance(items[-1], RawArticle):
            items[-1] = replace(items[-1], source=feed.source.name)
        yield items[-1]

    def _fetch(self, lead: Lead, row: FetchedPage | None, found: Fetched | None):
        """Return what a page gives, at least one item, and the outcome for the memory."""
        known = (row.etag, row.last_modified) if row and not row.kind else ("", "")
        try:
            found = found or self.fetcher.get(lead.url, self.limits.page_bytes, *known)
            return pages.read(found, lead), outcome_of(found)
        except NotModified:
            return [Known(Origin(lead.url))], Outcome(304, etag=known[0], last_modified=known[1])
        except Unreadable as failure:
            status = found and found.status
            return [failure.problem(Origin(lead.url))], failed(failure, status)


def chained(leads: Iterable[Lead | Problem], waiting: list[Lead]) -> Iterator[Lead | Problem]:
    """Yield the leads, then those waiting that were not among them; each address once."""
    met = set()
    for group in (leads, waiting):
        for one in group:
            if isinstance(one, Lead) and one.url in met:
                continue
            if isinstance(one, Lead):
                met.add(one.url)
            yield one


def outcome_of(found: Fetched) -> Outcome:
    return Outcome(found.status, etag=found.etag, last_modified=found.last_modified)


def failed(failure: Unreadable, status: int | None = None) -> Outcome:
    if isinstance(failure, Unfetched):
        return Outcome(
            failure.status or status, failure.kind, str(failure), failure.again, failure.wait
        )
    return Outcome(status, failure.kind, str(failure))


def too_many(url: str, limit: int) -> Problem:
    reason = f"After {limit} pages the others are left for the next run. NEWSARCHIVE_FETCH_PAGES."
    return Problem(Origin(url), "too_many", reason, fatal=False)
