"""The texts of a page as a reader meets them, each with the language it is said to be in."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

SILENT = {"script", "style", "template", "textarea"}  # no texts, or what the reader typed
CODE = {"code", "pre", "kbd"}  # what is typed, or copied as it stands
LABELS = ("aria-label", "title", "alt", "placeholder")


@dataclass(frozen=True)
class Piece:
    """A text; ``marked`` says that an element within the page tells its language."""

    text: str
    language: str
    marked: bool = False
    code: bool = False
    label: bool = False  # an attribute or a title, in which no language can be told


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def pieces(page: str) -> list[Piece]:
    """Return the texts of a page, but for those of the switch of the digits."""
    root = parsed(page)
    for switch in root.xpath("//*[@class='digits']"):
        switch.drop_tree()
    return list(of_element(root, "", {}))


def names_in(page: str) -> list[str]:
    """Return the texts that tell their language, code, and what was typed, the longest first.

    They stand in labels and in the title too, where no language can be told.
    """
    root = parsed(page)
    for number in root.xpath("//*[@class='hop']"):
        number.drop_tree()
    marked = root.xpath("//body//*[@lang or self::code]")
    texts = {" ".join(one.text_content().split()) for one in marked}
    texts |= set(root.xpath("//input/@value"))
    return sorted(texts - {""}, key=len, reverse=True)


def without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def whole_text(page: str) -> str:
    return " ".join(parsed(page).text_content().split())


def of_element(element, language: str, kind: dict) -> Iterator[Piece]:
    """Yield the texts of an element in their order, and what follows it."""
    inner, said = kind_of(element, kind), element.get("lang", language)
    if isinstance(element.tag, str) and element.tag not in SILENT:
        for text in labels(element):
            yield Piece(text, said, **inner | {"label": True})
        if element.tag == "title":  # of the page, and of parts of a drawing
            inner = inner | {"label": True}
        yield from of_text(element.text, said, inner)
        for child in element:
            yield from of_element(child, said, inner)
    yield from of_text(element.tail, language, kind)


def kind_of(element, kind: dict) -> dict:
    own = {}
    if "lang" in element.attrib and element.tag != "html":
        own["marked"] = True
    if "hop" in (element.get("class") or "").split():  # our numbers amid the text of an article
        own["marked"] = False
    if element.tag in CODE:
        own["code"] = True
    return kind | own


def of_text(text: str | None, language: str, kind: dict) -> Iterator[Piece]:
    if text and text.strip():
        yield Piece(" ".join(text.split()), language, **kind)


def labels(element) -> list[str]:
    shown = [element.get(name) for name in LABELS]
    shown.append(element.get("data-label") if element.tag == "td" else None)
    return [text for text in shown if text and text.strip()]
