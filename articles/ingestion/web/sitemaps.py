"""Sitemaps, of news and others, and indexes of sitemaps."""

import io
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from articles.ingestion.addresses import is_address
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.fetch import Fetched
from articles.ingestion.web.leads import Lead, Nested, moment_of, plain


def read(fetched: Fetched) -> Iterator[Lead | Nested | Unfetched]:
    """Yield the pages and sitemaps that a sitemap names, up to where it breaks."""
    try:
        for _, element in iterparse(io.BytesIO(fetched.data), forbid_dtd=True):
            name = local(element)
            if name in ("url", "sitemap"):
                yield entry(element, name, fetched.url)
                element.clear()  # of the whole tree only what is being read is kept
    except DefusedXmlException:
        reason = "The sitemap defines document types or entities of its own, which is not safe."
        yield Unfetched("bad_feed", reason)
    except (ParseError, ValueError, LookupError) as error:
        yield Unfetched("bad_feed", f"The sitemap is no valid XML: {error}.", again=True)


def local(element: Element) -> str:
    """Return the name of an element without its namespace, which many sitemaps get wrong."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def entry(element: Element, name: str, base: str) -> Lead | Nested | Unfetched:
    told = texts(element)
    try:
        url = urljoin(base, told.get("loc", "").replace(" ", "%20"))
    except ValueError:
        url = ""
    if not told.get("loc") or not is_address(url):
        return Unfetched("bad_feed", f"An entry of the sitemap names no address: {told}"[:300])
    if name == "sitemap":
        return Nested(url)
    facts = {
        "title": told.get("title", ""),
        "published": told.get("publication_date", ""),
        "source": told.get("name", ""),
    }
    changed = moment_of(told.get("lastmod") or told.get("publication_date", ""))
    return Lead(url, changed, {key: fact for key, fact in facts.items() if fact})


def texts(element: Element) -> dict[str, str]:
    """Return the texts below an entry by local name; of several with one name, the first.

    What belongs to images and videos has titles of its own and does not count.
    """
    found: dict[str, str] = {}
    for child in element.iter():
        if child.text and "image" not in str(child.tag) and "video" not in str(child.tag):
            found.setdefault(local(child), plain(child.text))
    return found
