"""Documents of the web that name articles: feeds, sitemaps and their indexes, lists."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from articles.ingestion.records import Origin, Problem, Unreadable
from articles.ingestion.web import feeds, inflate, lists, sitemaps
from articles.ingestion.web.failures import NotModified, Unfetched
from articles.ingestion.web.fetch import Fetched, Fetcher
from articles.ingestion.web.kinds import kind_of
from articles.ingestion.web.leads import Lead, Nested

READERS = {"feed": feeds.read, "sitemap": sitemaps.read}
DEEPEST = 3  # indexes of sitemaps within one another; the protocol knows one
MOST_NESTED = 500  # sitemaps below one index


class Documents:
    """Fetches documents and reads the leads in them."""

    def __init__(self, fetcher: Fetcher):
        self.fetcher = fetcher

    def get(self, url: str, etag: str = "", last_modified: str = "") -> Fetched:
        """Return a document, unpacked. Raises Unfetched or NotModified."""
        largest = self.fetcher.limits.feed_bytes
        found = self.fetcher.get(url, largest, etag, last_modified)
        if found.data.startswith(inflate.GZIP):  # a file such as sitemap.xml.gz
            found = replace(found, data=inflate.inflated([found.data], largest))
        return found

    def is_page(self, found: Fetched) -> bool:
        """Return whether a document is a page of HTML. Raises Unfetched if that is too large."""
        page = kind_of(found.data) == "page"
        if page and len(found.data) > self.fetcher.limits.page_bytes:
            raise inflate.too_large(self.fetcher.limits.page_bytes)
        return page

    def leads(self, found: Fetched) -> Iterator[Lead | Problem]:
        """Yield what a document names. Raises Unfetched if it is none that could."""
        yield from self._leads(found, {found.url}, DEEPEST)

    def leads_of_file(self, path: Path) -> Iterator[Lead | Problem]:
        """Yield the addresses in a file. May raise OSError."""
        for one in lists.read_file(path):
            yield one if isinstance(one, Lead) else one.problem(Origin(str(path)))

    def _leads(self, found: Fetched, met: set[str], depth: int) -> Iterator[Lead | Problem]:
        for one in read(found):
            if isinstance(one, Unfetched):
                yield one.problem(Origin(found.url))
            elif isinstance(one, Lead):
                yield one
            elif one.url not in met and len(met) <= MOST_NESTED and depth:
                met.add(one.url)
                yield from self._nested(one, met, depth - 1)

    def _nested(self, one: Nested, met: set[str], depth: int) -> Iterator[Lead | Problem]:
        """Yield what a nested sitemap names; one that fails stops none of the others."""
        try:
            yield from self._leads(self.get(one.url), met, depth)
        except (Unreadable, NotModified) as failure:
            if isinstance(failure, Unreadable):
                yield failure.problem(Origin(one.url))


def read(found: Fetched) -> Iterator[Lead | Nested | Unfetched]:
    kind = kind_of(found.data)
    if kind == "list":
        return lists.read(found.data.splitlines())
    if kind not in READERS:
        page = "a page of HTML: " if kind == "page" else ""
        reason = f"The address gives {page}neither a feed, nor a sitemap, nor a list of addresses."
        raise Unfetched("bad_feed", reason, status=found.status)
    return READERS[kind](found)
