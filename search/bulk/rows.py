"""What the queries of a list found, ready for the page and for the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext, override

from articles.batched import batched
from articles.export.records import date_of
from articles.export.table import BOM, lines
from articles.models import Article
from search.bulk.jobs import TOP
from search.lookups import resolve
from search.models import BulkSearch
from search.query import QueryError, parse
from search.results import articles_by_id
from search.state import QueryState

CHUNK = 100  # rows whose articles are read at a time
OF_A_HIT = ("title", "date", "source", "url")
COLUMNS = (
    "query",
    "articles",
    "read_as",
    "error",
    "search_url",
    *(f"{name}_{number}" for number in range(1, TOP + 1) for name in OF_A_HIT),
)


@dataclass(frozen=True)
class Row:
    """A query that was carried out: what it found, or, as ``failed``, what went wrong."""

    query: str
    url: str
    count: int
    read: str
    failed: str
    top: list[Article]

    @cached_property
    def error(self) -> str:
        """Why it could not be carried out, in the language of whoever asks now."""
        if not self.failed:
            return ""
        try:
            resolve(parse(self.query), self.query)
        except QueryError as now:
            return now.message
        return gettext(self.failed)


def rows_of(job: BulkSearch, start: int = 0, stop: int | None = None) -> Iterator[Row]:
    """Yield the rows from ``start`` to ``stop`` of those that were carried out."""
    state = QueryState.of(QueryDict(job.filters))
    for some in batched(list(zip(job.queries, job.rows, strict=False))[start:stop], CHUNK):
        articles = articles_by_id({pk for _, row in some for pk in row["top"]})
        for query, row in some:
            top = [articles[pk] for pk in row["top"] if pk in articles]
            url = state.set(q=query).url()
            yield Row(query, url, row["count"], row["read"], row["error"], top)


class Rows:
    """The rows that were carried out, sliceable and countable, as Django's Paginator wants them."""

    def __init__(self, job: BulkSearch):
        self.job = job

    def __len__(self) -> int:
        return self.job.done

    def __getitem__(self, wanted: slice) -> list[Row]:
        return list(rows_of(self.job, wanted.start, wanted.stop))


def table(job: BulkSearch, archive: str, language: str) -> Iterator[str]:
    """Yield the file, a piece at a time; ``archive`` is its address, before every path.

    It is sent when the request is over, so that its language must be told.
    """
    yield BOM + "".join(lines([COLUMNS]))
    for some in batched(rows_of(job), CHUNK):
        with override(language):
            text = "".join(lines(cells(row, archive) for row in some))
        yield text


def cells(row: Row, archive: str) -> Iterable:
    hits = [
        (one.title, date_of(one), one.source.name, archive + one.get_absolute_url())
        for one in row.top
    ]
    hits += [("",) * len(OF_A_HIT)] * (TOP - len(hits))
    count = "" if row.error else row.count
    said = (row.query, count, row.read, row.error, archive + row.url)
    return (*said, *(cell for hit in hits for cell in hit))
