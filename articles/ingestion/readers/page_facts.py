"""What a page says of itself: in JSON-LD, in its meta tags, in its title and its links."""

from urllib.parse import urljoin

from lxml import html

from articles.hindi.dates import parse_moment
from articles.hindi.tokens import fold_words
from articles.ingestion.readers import json_ld

TITLE_MARKS = ("|", " - ", " – ", " — ", " :: ")  # between a headline and the name of its site
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
