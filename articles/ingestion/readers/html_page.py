"""A saved web page: its article by trafilatura, its facts from what the page says of itself.

Where trafilatura guesses dates, it has taken a footer's for the article's, so
facts come from JSON-LD, then meta tags, then what is seen near the headline.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree, html

from articles.hindi.dates import parse_moment
from articles.ingestion.boilerplate import is_prose
from articles.ingestion.readers import files, page_text
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.page_facts import read_facts
from articles.ingestion.readers.visible_date import Dates, visible_dates
from articles.ingestion.records import Origin, Problem, RawArticle, Unreadable

MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ")
ENDINGS_OF_NAME = (".html", ".htm", ".xhtml")
NOTHING_KNOWN = MappingProxyType({})
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def recognises(head: bytes, name: str) -> bool:
    start = head[:2048].lower()
    return any(mark in start for mark in MARKS) or (
        name.endswith(ENDINGS_OF_NAME) and start.lstrip().startswith(b"<")
    )


def read(member: Member) -> Iterator[RawArticle | Problem]:
    """Yield the article of a page. May raise Unreadable or OSError."""
    yield read_page(files.read_text(member.stream), member.origin())


def read_page(
    original: str, origin: Origin, base: str = "", known: Mapping = NOTHING_KNOWN
) -> RawArticle:
    """Return the article of a page, given its text. Raises Unreadable.

    ``base`` is the address that the page came from, against which its links are
    read. ``known`` holds facts, by the fields of a RawArticle, that others tell
    of the page, such as a feed; they count where the page itself tells nothing.
    """
    tree = parse(original)
    facts = completed(read_facts(tree, base), known, leave=("published", "updated"))
    title = facts["title"]
    if not title:
        reason = "The page has no headline: no JSON-LD, og:title, h1 or title tells one."
        raise Unreadable("no_title", reason, original)
    text = page_text.read(tree, facts)
    if not text.paragraphs:
        reason = "No article is found on the page. Save its text, and read it as text."
        raise Unreadable("no_body", reason, title)
    facts = dated(facts, seen_dates(original, facts, text.paragraphs), known)
    facts["author"] = facts["author"] or text.author
    return RawArticle(
        origin=origin,
        original=original,
        body="\n\n".join(text.paragraphs),
        page=True,
        links=text.links,
        **facts,
    )


def seen_dates(original: str, facts: dict, body: list[str]) -> Dates:
    """Return the dates near the headline, if the page does not tell them all elsewhere."""
    if parse_moment(facts["published"]) and facts["updated"]:
        return Dates()
    first_paragraph = next(filter(is_prose, body), body[0])
    return visible_dates(parse(original), facts["title"], first_paragraph)


def dated(facts: dict, seen: Dates, known: Mapping) -> dict:
    """Return the facts with their dates: what the page tells, what is seen on it, what is known.

    A date that is none counts only where there is no other, so as to be told.
    """
    told, origin = facts["published"], facts["published_from"]
    dates = [
        (origin, told if parse_moment(told) else ""),
        ("visible", seen.published),
        ("feed", known.get("published", "")),
        (origin, told),
    ]
    origin, published = next((pair for pair in dates if pair[1]), ("", ""))
    updated = facts["updated"] or seen.updated or known.get("updated", "")
    return facts | {"published": published, "published_from": origin, "updated": updated}


def completed(facts: dict, known: Mapping, leave: tuple[str, ...] = ()) -> dict:
    """Return the facts, those that are missing taken from ``known``, but for those to leave."""
    return facts | {
        field: value
        for field, value in known.items()
        if field not in leave and not facts.get(field)
    }


def parse(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(CONTROLS.sub(" ", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        reason = f"The page cannot be read as HTML: {error}. Save it again."
        raise Unreadable("bad_html", reason, text) from error
    drop_controls(tree)
    return tree


def drop_controls(tree: html.HtmlElement) -> None:
    """Make blanks of control characters that entities stand for: lxml refuses to write such."""
    for element in tree.iter(etree.Element):
        for name in ("text", "tail"):
            if CONTROLS.search(getattr(element, name) or ""):
                setattr(element, name, CONTROLS.sub(" ", getattr(element, name)))
        for name, value in element.attrib.items():
            if CONTROLS.search(value):
                element.set(name, CONTROLS.sub(" ", value))
