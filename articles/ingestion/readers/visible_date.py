"""The dates that a reader of a page sees: near the headline, before the first paragraph."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.hindi.dates import find_moment, parse_moment
from articles.hindi.tokens import fold_words
from articles.ingestion.date_lines import LABEL, by_label, is_update

LONGEST_DATE_LINE = 12  # words; a longer line with a date in it tells a story
REACH = 40  # pieces of text after the headline, where no first paragraph is found
SPLIT = 3  # pieces of text over which a page may spread a date and its time
FIRST_WORDS = 6  # words by which the first paragraph is recognised
ELSEWHERE = " or ".join(
    f"ancestor::{tag}" for tag in "footer nav aside script style noscript select".split()
)
MODIFIED = re.compile("modif|update", re.IGNORECASE)
PIECES = (
    f"//body//text()[normalize-space() and not({ELSEWHERE})]"
    f" | //body//time[@datetime and not({ELSEWHERE})]"
)


def is_dated(line: str) -> bool:
    """Return whether a line is short and holds a date."""
    return bool(len(line.split()) <= LONGEST_DATE_LINE and find_moment(line))


class Dates(NamedTuple):
    """When an article appeared and when it was changed, as written; "" for what is not told."""

    published: str = ""
    updated: str = ""

    @classmethod
    def of(cls, found: list[tuple[bool, str]]) -> "Dates":
        """Return the first date of each kind; one that only an update has is both."""
        published = next((text for update, text in found if not update), "")
        updated = next((text for update, text in found if update), "")
        return cls(published or updated, updated)


def visible_dates(tree, title: str, first_paragraph: str) -> Dates:
    """Return the dates near the headline as written."""
    pieces = between(tree.xpath(PIECES), title, first_paragraph)
    stamps = stamped_dates(pieces)
    lines = [" ".join(piece.split()) for piece in pieces if isinstance(piece, str)]
    return Dates.of([*stamps, *written_dates(lines)])


def stamped_dates(pieces: list) -> Iterator[tuple[bool, str]]:
    """Yield the dates of time elements, and whether each is that of an update."""
    update = False
    for piece in pieces:
        if isinstance(piece, str):
            labels = [part for part in by_label(piece) if part.strip(" :|-")]
            update = is_update(labels[-1]) if labels else update
        elif parse_moment(stamp := piece.get("datetime")):
            marks = f"{piece.get('itemprop')} {piece.get('class')}"
            yield update or bool(MODIFIED.search(marks)), stamp


def between(pieces: list, title: str, first_paragraph: str) -> list:
    """Return the pieces of the page from the headline to the first paragraph.

    What stands above the headline in the same article element counts too, but
    not what stands above that: there is the head of the site, with today's date.
    """
    at = next((n for n, piece in enumerate(pieces) if is_headline(piece, title)), None)
    if at is None:
        return []
    start = fold_words(first_paragraph)[:FIRST_WORDS]
    end = next(
        (n for n in range(at + 1, len(pieces)) if begins(pieces[n], start)),
        at + REACH,
    )
    inside = next(element_of(pieces[at]).iterancestors("article"), None)
    while at and inside is not None and inside in element_of(pieces[at - 1]).iterancestors():
        at -= 1
    return pieces[at:end]


def element_of(piece):
    return piece.getparent() if isinstance(piece, str) else piece


def is_headline(piece, title: str) -> bool:
    """Return whether a piece of text is the headline, or stands in the heading that is."""
    if not isinstance(piece, str):
        return False
    element = element_of(piece)
    heading = next((up for up in (element, *element.iterancestors()) if up.tag == "h1"), element)
    return fold_words(heading.text_content()) == fold_words(title) or (
        fold_words(piece) == fold_words(title)
    )


def begins(piece, words: list[str]) -> bool:
    return isinstance(piece, str) and bool(words) and fold_words(piece)[: len(words)] == words


def written_dates(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Yield the dates of lines, with the lines below that tell their time, and whether each is
    that of an update. The word that says so may stand in the line above."""
    parts = [part for line in lines for part in by_label(line) if part.strip()]
    update = False
    for index, part in enumerate(parts):
        update = is_update(part) if LABEL.match(part) else update
        if is_dated(part):
            yield update, with_time(parts[index : index + SPLIT])
            update = False


def with_time(parts: list[str]) -> str:
    """Return the first part with those below it, up to the next label or date."""
    first, *others = parts
    spread = first
    for other in others:
        if LABEL.match(other) or find_moment(other) or not is_dated(f"{spread} {other}"):
            break
        spread = f"{spread} {other}"
    return spread
