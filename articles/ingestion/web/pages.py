"""From a fetched page to its article."""

from dataclasses import replace
from urllib.parse import urlsplit

from articles.ingestion.addresses import site
from articles.ingestion.readers import html_page
from articles.ingestion.records import Origin, Problem, RawArticle
from articles.ingestion.web import charset
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.fetch import Fetched
from articles.ingestion.web.kinds import kind_of
from articles.ingestion.web.leads import Lead

REPLACED = "\ufffd"


def read(found: Fetched, lead: Lead) -> list[RawArticle | Problem]:
    """Return the article of a page, after its problems that are not fatal. Raises Unreadable."""
    if kind_of(found.data) != "page":
        raise Unfetched("unknown_format", "The address gives no page of HTML.", status=found.status)
    if is_front(found.url) and not is_front(lead.url):
        reason = "The address leads to the front page of its site; the article is gone."
        raise Unfetched("redirects", reason, status=found.status)
    origin = Origin(lead.url)
    text = charset.text_of(found.data, found.content_type)
    article = html_page.read_page(text, origin, base=found.url, known=lead.facts)
    article = replace(article, url=address_of(article.url, found.url))
    return [*broken_characters(article), article]


def is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def address_of(told: str, found: str) -> str:
    """Return the address that a page tells of itself, if it may: else that where it was found.

    A page speaks for its own site only. Some name their front page on every
    page, which would make one article of all.
    """
    try:
        good = site(told) == site(found) and not is_front(told)
    except ValueError:
        good = False
    return told if good else found


def broken_characters(article: RawArticle) -> list[Problem]:
    if REPLACED not in article.title + article.body:
        return []
    reason = "Some bytes of the page are no text; each is replaced by a sign for unknown."
    return [Problem(article.origin, "bad_characters", reason, field="body", fatal=False)]
