"""What an attacker writes, and what a browser would carry out of a page that shows it."""

import json
import re

from lxml import etree, html

# Each ends what it may stand in: text, an attribute, a script, a comment, CDATA, a template.
ATTACK = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>' onmouseover='alert(1) "
    "</script><svg onload=alert(1)>--><b>]]><script>alert(1)</script>{{ 7|add:7 }}{% debug %}"
    "&lt;script&gt;alert(1)&lt;/script&gt;</title></textarea></style>"
)
SHORT = "'\"><script>alert(1)</script>"
NAME = ATTACK[:150]  # as much as a name may have beside other words
SCHEMES = ("javascript:", "data:", "vbscript:")
ADDRESSES = ("href", "src", "action", "formaction", "{http://www.w3.org/1999/xlink}href", "poster")
FORBIDDEN = {"iframe", "object", "embed", "base", "style", "applet", "frame"}
OWN = re.compile(r"/(static/|admin/jsi18n/)")


def dangers(page: str) -> list[str]:
    """Return what a browser would carry out of a page, or load into it, that is none of ours."""
    found = []
    for element in html.document_fromstring(page.encode()).iter(etree.Element):
        tag = element.tag.lower()
        if tag in FORBIDDEN or (tag == "script" and not is_own(element)):
            found.append(etree.tostring(element, encoding="unicode")[:120])
        for name, value in element.attrib.items():
            bare = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.lower().startswith("on") or name == "style":
                found.append(f"{tag} {name}={value[:60]}")
            if name in ADDRESSES and bare.startswith(SCHEMES):
                found.append(f"{tag} {name}={value[:60]}")
            if tag == "img" and name == "src" and not OWN.match(value):
                found.append(f"{tag} {name}={value[:60]}")
    return found


def is_own(script) -> bool:
    """Return whether a script is a file of the archive's own, or data that can be read as such."""
    if script.get("type") == "application/ld+json":
        return bool(json.loads(script.text))
    return bool(OWN.match(script.get("src", ""))) and not (script.text or "").strip()


def dangers_of_xml(data: bytes) -> list[str]:
    """Return the same of a feed, a sitemap or a picture, which must be well-formed."""
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    found = []
    for element in tree.iter(etree.Element):
        if etree.QName(element).localname.lower() in {*FORBIDDEN, "script", "foreignobject"}:
            found.append(element.tag)
        found += [name for name in element.attrib if name.lower().startswith("on")]
        if element.get("href", "").lower().startswith(SCHEMES):
            found.append(element.get("href"))
    return found
