"""What travels between the stages of ingestion: frozen, without a database behind it."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.hindi.dates import Moment
from articles.ingestion.boilerplate import Cut
from articles.ingestion.suggest import Suggested

LONGEST_EXCERPT = 500


@dataclass(frozen=True)
class Origin:
    """Where a record was read: the file's path and, in a file of many, the line (from 1).

    The path of a page of the web is its address; that of a part of an archive
    is "news.zip!page.html". ``offset`` is the byte at which a WARC record
    begins, unpacked. ``at`` says how to find the record again: one number for
    each step down, the first the number of the input. A run that goes on after
    it was stopped begins there.
    """

    path: str
    line: int | None = None
    offset: int | None = None
    at: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def __str__(self):
        if self.offset is not None:
            return f"{self.path} (byte {self.offset})"
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class RawArticle:
    """An article as a reader found it: strings as written, nothing normalised or checked.

    ``original`` is the whole text that was read (the page's text, the line of
    JSON), kept so that nothing is ever lost. ``published`` is the date as
    written, ``published_from`` one of ``Article.PublishedFrom``; an empty string
    stands for every fact that the input does not tell. The body of a ``page``
    still holds what its site put around the article.
    """

    origin: Origin
    title: str
    body: str
    original: str
    source: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    agency: str = ""
    lead: str = ""
    external_id: str = ""
    topics: tuple[str, ...] = ()
    entities: tuple[tuple[str, str], ...] = ()  # (name, kind or "")
    updated: str = ""  # the date as written, like published
    section: str = ""
    published_from: str = ""
    page: bool = False
    links: tuple[str, ...] | None = None  # lines of the body that are; None where that is unknown


@dataclass(frozen=True)
class Problem:
    """A record that cannot be stored (``fatal``), or a fact of it that cannot be read.

    A record that is left out on purpose is ``skipped``, which is no failure.

    ``kind`` is one of the keys of ``articles.ingestion.problems.KINDS``;
    ``reason`` says in plain words what is wrong and what to do.
    """

    origin: Origin
    kind: str
    reason: str
    field: str = ""
    excerpt: str = ""
    fatal: bool = True
    skipped: bool = False


class Unreadable(Exception):
    """A file, or a part of one, that gives no text: a kind of problem and the reason."""

    def __init__(self, kind: str, reason: str, excerpt: str = ""):
        super().__init__(reason)
        self.kind, self.reason, self.excerpt = kind, reason, excerpt

    def problem(self, origin: Origin) -> Problem:
        excerpt = self.excerpt.replace("\x00", "")[:LONGEST_EXCERPT]
        return Problem(origin, self.kind, self.reason, excerpt=excerpt)


@dataclass(frozen=True)
class Known:
    """A record that was not even read, because the archive holds all that it can say."""

    origin: Origin


@dataclass(frozen=True)
class ArticleRecord:
    """A clean article, ready to be stored. Texts are normalised; ``original`` is as read.

    ``uncut`` is the body before lines were cut from it, "" if none were.
    """

    origin: Origin
    source: str
    title: str
    body: str
    original: str
    lead: str = ""
    published: Moment | None = None
    url: str = ""
    byline: str = ""
    agency: str = ""
    place: str = ""
    external_id: str = ""
    topics: tuple[str, ...] = ()
    entities: tuple[tuple[str, str], ...] = ()
    content_hash: str = ""  # of the folded words of title and body
    heading_hash: str = ""  # of source, folded title and day
    mentions: dict[int, int] = field(default_factory=dict)  # entity id → how often
    updated: datetime | None = None  # when the source says that it changed it
    section: str = ""
    published_from: str = ""
    cut: tuple[Cut, ...] = ()
    uncut: str = ""
    page: bool = False
    fingerprint: tuple[int, ...] = ()  # as articles.ingestion.duplicates makes it of the body
    unknown: tuple[Suggested, ...] = ()  # what the model found and no entity is known for
