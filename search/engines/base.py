"""What any search engine of the archive must do, and how it is asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.timed import Timed
from search.tree import Everything, Node

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
DATE = "date"  # the name of the filter by days, beside those of facets
ARRIVAL = "arrival"  # that of the filter by ids
YEAR, MONTH, DAY = "year", "month", "day"  # by which articles are counted


class Document(NamedTuple):
    """What the index knows of an article. Ids are those of the database."""

    pk: int
    title: str
    body: str
    source: int
    agency: str
    entities: tuple[int, ...]
    topics: tuple[int, ...]
    minute: int | None  # since 1970 in local time; None without a date


def fingerprint(document: Document) -> int:
    """Return a number of 64 bits, with sign, that changes with all that the index holds."""
    facts = (document.pk, document.source, document.agency, document.minute)
    names = sorted(document.entities), sorted(document.topics)
    text = "\x00".join((document.title, document.body, repr((facts, names))))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True)
class Filter:
    """Values of an index column that articles must have any of, or none of.

    ``name`` is the facet that the reader sees; several of them (person, place)
    may stand on one ``column`` (entity).
    """

    name: str
    column: str
    values: tuple
    exclude: bool = False


@dataclass(frozen=True)
class Request:
    """A search: a query with its names looked up, filters that all must hold, an order.

    ``first`` and ``last`` are calendar days, both included. Of ids only those above
    ``after`` count, and none above ``upto``: they grow as articles come in.
    """

    query: Node = field(default_factory=Everything)
    filters: tuple[Filter, ...] = ()
    first: date | None = None
    last: date | None = None
    sort: str = RELEVANCE
    after: int = 0
    upto: int | None = None


class Matches(Protocol):
    """The articles that a request finds. Ordering and counting happen when asked for."""

    total: int

    def ids(self) -> list[int]:
        """Return the ids of all hits, in no order."""

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        """Return the ids and scores of the hits from ``start`` to ``stop``, in order."""

    def counts(self, column: str, without: str = "") -> dict:
        """Return how many articles have each value of a column, one filter removed.

        The most frequent value comes first.
        """

    def span(self) -> tuple[date, date] | None:
        """Return the first and the last day of articles, the date filter removed; None if none."""

    def periods(self, unit: str) -> dict[date, int]:
        """Return how many articles appeared in each year, month or day, the date filter removed.

        A period is known by its first day; those without articles are left out.
        """


class Beside(Protocol):
    """The articles that have all of some words, in any form; with no words, all articles."""

    total: int

    def counts(self, words: Iterable[str]) -> list[tuple[int, int]]:
        """Return for each further word how many of these articles have it, and about how many all.

        The second number may count articles that are gone.
        """

    def best(self, most: int, any_of: Iterable[str] = (), in_titles: bool = False) -> list[int]:
        """Return the ids of those with most of the words, and with one of some others if given.

        ``in_titles`` leaves out articles that are sure to have them in the body only.
        """


@dataclass(frozen=True)
class Clues:
    """What to look for to find articles like one: its words, its entities, when it appeared.

    ``words`` are folded, each with how much it counts in the article; ``minute`` is
    that of ``Document``.
    """

    words: Mapping[str, float]
    entities: tuple[int, ...] = ()
    minute: int | None = None


class Engine(Protocol):
    """A search index that follows the database."""

    def match(self, request: Request) -> Matches:
        """Find; raises ``IndexUnavailable``."""

    def beside(self, words: Iterable[str]) -> Beside:
        """Find the articles with these folded words; raises ``IndexUnavailable``."""

    def alike(self, clues: Clues, most: int) -> list[tuple[int, float]]:
        """Return ids and scores of the articles with most in common with some clues, best first.

        What few articles have counts more, and so do articles near in time. The article
        from which the clues are is among them. Raises ``IndexUnavailable``.
        """

    def writing(self) -> AbstractContextManager:
        """Hold all other writers off; raises ``IndexBusy`` if one works for too long."""

    def write(
        self, documents: Iterable[Document], gone: Iterable[int], count: int = 0
    ) -> dict[str, str]:
        """Put documents in (again) and take those with the ids ``gone`` out, all or nothing.

        An id may be in both. ``count`` tells about how many documents there are, where they
        are many. Returns their folded words, each with a form in which it is written.
        """

    def rebuilding(self) -> bool:
        """Return whether a new index is being made beside the live one."""

    def rebuild(self, documents: Iterator[Document], late: Callable) -> dict[str, str]:
        """Make a new index beside the live one, swap, and return the words as ``write`` does.

        ``late`` is called at the end, while writers are held off; it returns
        documents and ids that changed meanwhile, as for ``write``.
        """

    def frequencies(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Yield folded words with the number of articles that have each as written."""

    def merge(self, read: Callable[[set[int]], Iterable[Document]]) -> bool:
        """Tidy up what many small writes left; returns whether there was anything to do.

        ``read`` gives the documents with some ids. Other writers do not wait meanwhile.
        """

    def state(self) -> str:
        """Return what is another with every change; raises ``IndexUnavailable``."""

    def size(self) -> int:
        """Return how many articles are in the index."""

    def latest(self) -> int:
        """Return the highest id that is in the index, 0 if it is empty."""

    def versions(self) -> Iterator[tuple[int, int]]:
        """Yield id and fingerprint of each document in the index."""

    def check(self) -> None:
        """Raise ``IndexUnavailable`` if the index cannot be read."""

    def verify(self) -> None:
        """Read every file whole; raises ``IndexUnavailable`` if one is damaged."""


class IndexUnavailable(Exception):
    """The index cannot be read; the message says why and what to do."""


class IndexAway(IndexUnavailable):
    """The engine does not answer or refuses to; a new index would not help."""


class IndexBusy(Exception):
    """Another process writes to the index for longer than this one may wait."""


@lru_cache
def engine() -> Engine:
    """Return the engine that ``SEARCH_URL`` names."""
    url = urlsplit(settings.SEARCH_URL)
    if url.scheme == "whoosh":
        from search.engines.embedded.engine import WhooshEngine

        return Timed(WhooshEngine(url.netloc + url.path))
    if url.scheme in ("opensearch", "opensearch+https"):
        from search.engines.opensearch.engine import OpenSearchEngine

        return Timed(OpenSearchEngine.of(url))
    raise ImproperlyConfigured(
        f"SEARCH_URL begins with {url.scheme!r}: write whoosh:///path/of/a/folder, "
        "opensearch://user:password@host:9200/index, or leave it out."
    )
