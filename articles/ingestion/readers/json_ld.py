"""The facts of an article that a page tells as JSON-LD, in the words of schema.org."""

import html
import json
import re
from collections.abc import Iterator

ARTICLE = re.compile(r"(?:.*[/:])?(?:[A-Za-z]*NewsArticle|Article|BlogPosting|LiveBlogPosting)")
WRAPPING = re.compile(r"\A\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*\Z")


def article(tree) -> dict:
    """Return the first article with a headline among a page's JSON-LD, or {}."""
    articles = (thing for thing in of_page(tree) if is_article(thing))
    return next((thing for thing in articles if text(thing.get("headline"))), {})


def breadcrumbs(tree) -> list[str]:
    """Return the names on the way from the front page to the article, or []."""
    for thing in of_page(tree):
        if thing.get("@type") == "BreadcrumbList":
            items = thing.get("itemListElement")
            items = items if isinstance(items, list) else []
            return [
                name(item) or name(item.get("item")) for item in items if isinstance(item, dict)
            ]
    return []


def of_page(tree) -> Iterator[dict]:
    """Yield the objects of a page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            yield from things(parse(script.text or ""))


def parse(source: str):
    """Return the value of the JSON, or None for what is malformed, which pages often have."""
    try:
        return json.loads(WRAPPING.sub("", source), strict=False)
    except (ValueError, RecursionError):
        return None


def things(value) -> Iterator[dict]:
    """Yield the objects of a value: itself, those of a list, those of a graph."""
    if isinstance(value, list):
        for item in value:
            yield from things(item)
    elif isinstance(value, dict):
        yield value
        yield from things(value.get("@graph"))


def is_article(thing: dict) -> bool:
    kinds = thing.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and ARTICLE.fullmatch(kind) for kind in kinds)


def text(value) -> str:
    """Return a text on one line; the first of a list; "" for what is no text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(value).encode("utf-8", "replace").decode().split())


def name(value) -> str:
    """Return the name of a thing that is a text or an object with a name."""
    return next(iter(names(value)), "")


def names(value) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = (text(item.get("name") if isinstance(item, dict) else item) for item in values)
    return list(filter(None, found))
