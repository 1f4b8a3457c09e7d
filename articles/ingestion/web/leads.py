"""Leads: addresses of articles with what a feed, sitemap or list tells of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

TAG = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True)
class Lead:
    """An address to fetch, and when its article last changed, as far as somebody tells.

    ``facts`` are fields of a RawArticle, to fill in what the page does not tell.
    """

    url: str
    changed: datetime | None = None
    facts: Mapping = field(default_factory=dict)


@dataclass(frozen=True)
class Nested:
    """An address of more leads, such as a sitemap in an index of sitemaps."""

    url: str


def plain(text) -> str:
    """Return text on one line, without tags and escapes; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    bare = unescape(TAG.sub(" ", text)).encode("utf-8", "replace").decode()
    return " ".join(bare.replace("\x00", "").split())


def moment_of(text: str) -> datetime | None:
    """Return the moment of a date in ISO 8601, in UTC where it names no zone; else None."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
