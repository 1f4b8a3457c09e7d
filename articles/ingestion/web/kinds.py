"""What a body from the web is, told by its first bytes: a page, a feed, a sitemap, a list."""

import re

from articles.ingestion.addresses import is_address

HEAD = 4096
# What may stand before the first element of XML or HTML.
BEFORE = re.compile(
    rb"\s*(?:(?:<\?.{0,500}?\?>|<!--.{0,2000}?-->"
    rb"|<!doctype[^>\[]{0,300}(?:\[[^\]]{0,2000}\]\s*)?>)\s*)*",
    re.DOTALL | re.IGNORECASE,
)
ELEMENT = re.compile(rb"<(?:[\w.-]{1,40}:)?([a-z]+)[\s>/]", re.IGNORECASE)
FEEDS = {b"rss", b"feed", b"rdf"}
SITEMAPS = {b"urlset", b"sitemapindex"}
UTF16 = (b"\xff\xfe", b"\xfe\xff")
LINES = 3  # that tell a list of addresses


def kind_of(data: bytes) -> str:
    """Return "feed", "sitemap", "list", "page", or "" for what is none of these."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith(UTF16):
        text = head.decode("utf-16", "ignore").lstrip("\ufeff")
        head = text.encode("utf-8", "ignore")
    element = ELEMENT.match(head, BEFORE.match(head).end())
    name = element[1].lower() if element else b""
    if name in FEEDS | SITEMAPS:
        return "feed" if name in FEEDS else "sitemap"
    if head.lstrip().startswith(b"<"):
        return "page"
    return "list" if is_list(head) else ""


def is_list(head: bytes) -> bool:
    """Return whether these first bytes of a text begin a list of addresses, one a line."""
    text = head.decode("utf-8", "ignore").removeprefix("\ufeff")
    lines = [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"][:LINES]
    return bool(lines) and all(map(is_address, lines))
