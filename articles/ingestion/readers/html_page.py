"""A saved web page: its article by trafilatura, its facts from what the page says of itself.

Where trafilatura guesses dates, it has taken a footer's for the article's, so
facts come from JSON-LD, then meta tags, then what is seen near the headline.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import dropwhile
from types import MappingProxyType
from urllib.parse import urljoin

import trafilatura
from lxml import etree, html
from trafilatura.settings import DEFAULT_CONFIG

from articles.hindi.dates import parse_moment
from articles.hindi.tokens import fold_words
from articles.ingestion.boilerplate import ends_sentence, is_prose
from articles.ingestion.date_lines import only_dates
from articles.ingestion.readers import files, json_ld
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.visible_date import Dates, is_dated, visible_dates
from articles.ingestion.records import Origin, Problem, RawArticle, Unreadable

MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta ")
ENDINGS_OF_NAME = (".html", ".htm", ".xhtml")
TITLE_MARKS = ("|", " - ", " – ", " — ", " :: ")  # between a headline and the name of its site
# Below this many characters trafilatura gives up its paragraphs for one lump of text,
# headline and all. Its own limit is for longer pages than a news brief.
EXTRACTION = deepcopy(DEFAULT_CONFIG)
EXTRACTION["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
NOTHING_KNOWN = MappingProxyType({})
TABLE_RULE = re.compile(r"\|(?:\s*-+\s*\|)+")
TRAIL = "//*[contains(@class, 'breadcrumb') or contains(@id, 'breadcrumb')]//a"
# Where the meta tags of a page tell each fact, the best first.
META = {
    "site": ("og:site_name", "application-name", "publisher"),
    "title": ("og:title", "twitter:title", "title"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "publish-date",
        "publish_date",
        "publication_date",
        "pubdate",
        "dc.date.issued",
        "dc.date",
        "date",
    ),
    "updated": (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "last-modified",
        "dc.date.modified",
    ),
    "author": ("author", "article:author", "dc.creator"),
    "topics": ("article:section", "section"),
    "url": ("og:url",),
}


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
    body = read_body(tree, facts)
    if not body:
        reason = "No article is found on the page. Save its text, and read it as text."
        raise Unreadable("no_body", reason, title)
    facts = dated(facts, seen_dates(original, facts, body), known)
    text = "\n\n".join(body)
    return RawArticle(origin=origin, original=original, body=text, page=True, **facts)


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
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        reason = f"The page cannot be read as HTML: {error}. Save it again."
        raise Unreadable("bad_html", reason, text) from error


def read_facts(tree: html.HtmlElement, base: str = "") -> dict:
    """Return the fields of a RawArticle that the page tells of itself."""
    linked, meta = json_ld.article(tree), meta_tags(tree)
    source = json_ld.name(linked.get("publisher")) or first(meta, "site") or titled_site(tree)
    published = first_date(linked, "datePublished", values(meta, "published"))
    updated = first_date(linked, "dateModified", values(meta, "updated"))
    topics = json_ld.names(linked.get("articleSection")) or values(meta, "topics")[:1]
    authors = json_ld.names(linked.get("author")) or values(meta, "author")[:1]
    title = headline(tree, json_ld.text(linked.get("headline")), first(meta, "title"), source)
    return {
        "title": title,
        "source": source,
        "published": published[1],
        "published_from": published[0],
        "updated": updated[1] if parse_moment(updated[1]) else "",
        "section": next(iter(topics), "") or section_of(tree, title),
        "author": ", ".join(name for name in authors if "://" not in name),
        "topics": tuple(topics),
        "url": address(tree, first(meta, "url") or json_ld.text(linked.get("url")), base),
    }


def first_date(linked: dict, name: str, tagged: list[str]) -> tuple[str, str]:
    """Return where a date is told, and the date: the first that is one, else the first text."""
    dates = [("json-ld", json_ld.text(linked.get(name))), *(("meta", text) for text in tagged)]
    dates = [(origin, text) for origin, text in dates if text]
    good = (pair for pair in dates if parse_moment(pair[1]))
    return next(good, next(iter(dates), ("", "")))


def section_of(tree: html.HtmlElement, title: str) -> str:
    """Return the last step before the article on the way to it from the front page, or ""."""
    trail = json_ld.breadcrumbs(tree)
    if not trail:
        trail = [" ".join(link.text_content().split()) for link in tree.xpath(TRAIL)]
    steps = [step for step in trail[1:] if step and fold_words(step) != fold_words(title)]
    return steps[-1] if steps else ""


def meta_tags(tree: html.HtmlElement) -> dict[str, str]:
    """Return the contents of the meta tags by name; of several with one name, the first."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = (tag.get("content") or "").strip()
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def values(meta: dict[str, str], fact: str) -> list[str]:
    return [meta[name] for name in META[fact] if name in meta]


def first(meta: dict[str, str], fact: str) -> str:
    return next(iter(values(meta, fact)), "")


def headline(tree: html.HtmlElement, linked: str, shared: str, site: str) -> str:
    """Return the headline without the name of the site behind it."""
    for title in (linked, shared, *texts(tree, "h1"), *texts(tree, "title")):
        bare = without_site(title, site)
        if bare and fold_words(bare) != fold_words(site):
            return bare
    return ""


def texts(tree: html.HtmlElement, tag: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.iter(tag)]


def titled_site(tree: html.HtmlElement) -> str:
    """Return the site's name where the page's title is its headline, a mark, and that name."""
    for title in texts(tree, "title"):
        for mark in TITLE_MARKS:
            start, _, end = title.rpartition(mark)
            if start and start.strip() in texts(tree, "h1"):
                return end.strip()
    return ""


def without_site(title: str, site: str) -> str:
    for mark in TITLE_MARKS:
        start, _, end = title.rpartition(mark)
        if start and fold_words(end) == fold_words(site):
            return start.strip()
    return title.strip()


def address(tree: html.HtmlElement, other: str, base: str = "") -> str:
    """Return the page's canonical address, unless it names no host, else the other one."""
    links = (link for link in tree.iter("link") if link.get("rel") == "canonical")
    canonical = (joined(base, link.get("href", "").strip()) for link in links)
    return next(filter(is_absolute, canonical), joined(base, other))


def joined(base: str, url: str) -> str:
    """Return the address that ``url`` means on a page that came from ``base``."""
    try:
        return urljoin(base, url) if url else ""
    except ValueError:  # such as http://[
        return url


def is_absolute(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def read_body(tree: html.HtmlElement, facts: dict) -> list[str]:
    """Return the paragraphs of the article. The tree is changed."""
    open_layout_tables(tree)
    text = extract(tree)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    heads = [fold_words(facts[field]) for field in ("title", "source", "author")]
    lines = dropwhile(lambda line: is_head(line, heads), lines)
    return [row(line) for line in lines if not TABLE_RULE.fullmatch(line)]


def extract(tree: html.HtmlElement) -> str:
    try:
        return trafilatura.extract(tree, include_comments=False, config=EXTRACTION) or ""
    except Exception as error:  # whatever a broken page does to it, the other pages must go on
        reason = f"The article on the page cannot be extracted: {error}. Save its text instead."
        raise Unreadable("bad_html", reason) from error


def open_layout_tables(tree: html.HtmlElement) -> None:
    """Make plain blocks of the tables in which a page is laid out: they hold paragraphs."""
    for table in tree.xpath("//table[.//p or .//h1 or .//br or .//div or .//table]"):
        for element in table.iter("table", "tbody", "thead", "tr", "td", "th"):
            element.tag = "div"


def row(line: str) -> str:
    """Return a line of text, without the bars that trafilatura puts around a row of a table."""
    return line.strip("| ").replace("\\|", "|") if line.startswith("|") else line


def is_head(line: str, heads: list[list[str]]) -> bool:
    """Return whether a line repeats the headline, source or author, tells the date, or is a menu.

    Menus of old pages are tables, whose rows trafilatura writes between bars.
    """
    if fold_words(line) in heads or line.startswith("|"):
        return True
    return only_dates(line) or (is_dated(line) and not ends_sentence(line))
