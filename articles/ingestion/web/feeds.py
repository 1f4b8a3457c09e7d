"""RSS and Atom feeds: which articles they name, and what they say of them."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urljoin

import feedparser

from articles.ingestion.addresses import is_address
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.fetch import Fetched
from articles.ingestion.web.leads import Lead, plain

ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
MOST_TOPICS = 10


def read(fetched: Fetched) -> Iterator[Lead | Unfetched]:
    """Yield the items of a feed, and a failure for each that names no address. Raises Unfetched."""
    refuse_entities(fetched.data)
    headers = {"content-type": fetched.content_type, "content-location": fetched.url}
    # As a file: a string might be taken for the name of one.
    parsed = feedparser.parse(io.BytesIO(fetched.data), response_headers=headers)
    if not parsed.entries and not parsed.get("version"):
        fault = parsed.get("bozo_exception") or "it holds no items"
        raise Unfetched("bad_feed", f"The feed cannot be read: {fault}.", again=True)
    for number, entry in enumerate(parsed.entries, start=1):
        yield lead(entry, number, fetched.url)


def refuse_entities(data: bytes) -> None:
    """Raise Unfetched where XML defines entities of its own: they can grow without end."""
    if ENTITY.search(data.replace(b"\x00", b"")):
        raise Unfetched("bad_feed", "The XML defines entities of its own, which is not safe.")


def lead(entry, number: int, base: str) -> Lead | Unfetched:
    url = address(entry, base)
    if not url:
        title = plain(entry.get("title"))[:100]
        return Unfetched("bad_feed", f"Item {number} of the feed names no address: {title!r}.")
    changed = moment(entry, "updated_parsed") or moment(entry, "published_parsed")
    return Lead(url, changed, {name: fact for name, fact in facts(entry) if fact})


def address(entry, base: str) -> str:
    """Return the address of an item, or ""."""
    names = (entry.get(name) for name in ("feedburner_origlink", "link", "id"))
    for name in filter(None, names):
        try:
            url = urljoin(base, name.strip().replace(" ", "%20"))
        except ValueError:
            continue
        if is_address(url):
            return url
    return ""


def facts(entry) -> Iterator[tuple]:
    author = entry.get("author_detail", {}).get("name") or entry.get("author")
    topics = (plain(tag.get("term")) for tag in entry.get("tags", [])[:MOST_TOPICS])
    yield "title", plain(entry.get("title"))
    yield "published", published(entry)
    yield "updated", iso(moment(entry, "updated_parsed"))
    yield "author", plain(author)
    yield "topics", tuple(dict.fromkeys(filter(None, topics)))


def published(entry) -> str:
    """Return when an item appeared, in ISO 8601; as written where feedparser reads no date."""
    known = moment(entry, "published_parsed")
    return iso(known) or plain(entry.get("published"))


def iso(known: datetime | None) -> str:
    return known.isoformat(timespec="minutes") if known else ""


def moment(entry, name: str) -> datetime | None:
    try:
        # As of a plain dict: feedparser's own look-up gives another date for a missing one.
        return datetime(*dict.__getitem__(entry, name)[:6], tzinfo=UTC)
    except (KeyError, TypeError, ValueError):
        return None
