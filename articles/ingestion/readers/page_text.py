"""The text of a page's article: by trafilatura, mended where it misses paragraphs of it."""

import re
from copy import deepcopy
from typing import NamedTuple

import trafilatura
from lxml import html
from trafilatura.settings import DEFAULT_CONFIG

from articles.hindi.fold import fold
from articles.hindi.tokens import fold_words
from articles.ingestion.boilerplate import ends_sentence, is_prose
from articles.ingestion.date_lines import only_dates
from articles.ingestion.dateline import places
from articles.ingestion.readers import page_blocks
from articles.ingestion.readers.visible_date import is_dated
from articles.ingestion.records import Unreadable

# Below this many characters trafilatura gives up its paragraphs for one lump of text,
# headline and all. Its own limit is for longer pages than a news brief.
EXTRACTION = deepcopy(DEFAULT_CONFIG)
EXTRACTION["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
TABLE_RULE = re.compile(r"\|(?:\s*-+\s*\|)+")
LIST_MARK = "- "  # that trafilatura puts before the items of lists
LONGEST_HEAD = 8  # lines above the first paragraph in which the author's name is looked for
LONGEST_NAME = 4  # words
BY = re.compile(r"(?:by|written by|reported by|लेखक|रिपोर्ट|द्वारा)\s*[:：-]?\s+", re.IGNORECASE)
MISSED = 0.5  # share of the main block's prose without which trafilatura's text is another one


class PageText(NamedTuple):
    """The paragraphs of an article, with what the site put between and around them.

    ``links`` are those paragraphs that are nothing but links, ``author`` is the
    name beside the date above the first one, or "".
    """

    paragraphs: list[str]
    links: tuple[str, ...] = ()
    author: str = ""


def read(tree: html.HtmlElement, facts: dict) -> PageText:
    """Return the text of a page, of which the facts are known. The tree is changed."""
    page_blocks.open_layout_tables(tree)
    page_blocks.open_breaks(tree)
    linked, main = page_blocks.linked_texts(tree), page_blocks.main_block(tree)
    heads = [fold_words(facts[field]) for field in ("title", "source", "author")]
    lines = [line.strip() for line in extract(tree).split("\n") if line.strip()]
    lines = [line for line in lines if not TABLE_RULE.fullmatch(line)]
    lines = mended(lines, main, [line for line in main if is_text(line, linked)])
    author, lines = without_head(lines, heads)
    lines = list(map(row, lines))
    links = tuple(line for line in lines if key(line) in linked)
    return PageText(lines, links, author)


def extract(tree: html.HtmlElement) -> str:
    try:
        return trafilatura.extract(tree, include_comments=False, config=EXTRACTION) or ""
    except Exception as error:  # whatever a broken page does to it, the other pages must go on
        reason = f"The article on the page cannot be extracted: {error}. Save its text instead."
        raise Unreadable("bad_html", reason) from error


def row(line: str) -> str:
    """Return a line of text, without the bars that trafilatura puts around a row of a table."""
    return line.strip("| ").replace("\\|", "|") if line.startswith("|") else line


def key(line: str) -> str:
    return page_blocks.key(line.removeprefix(LIST_MARK))


def is_text(line: str, linked: frozenset[str]) -> bool:
    """Return whether a line of the main block is surely of its article."""
    return is_prose(line) or (
        ends_sentence(line) and key(line) not in linked and len(line.split()) > LONGEST_NAME
    )


def mended(lines: list[str], main: list[str], prose: list[str]) -> list[str]:
    """Return the lines with the prose of the main block that they lack, each at its place.

    Where they lack most of it, they are of another part of the page, and the
    whole block takes their place.
    """
    found = {key(line): number for number, line in enumerate(lines)}
    lacking = [line for line in prose if key(line) not in found]
    if sum(map(len, lacking)) > MISSED * sum(map(len, prose)):
        return main
    place, whole = 0, list(lines)
    for line in main:
        if key(line) in found:
            place = whole.index(lines[found[key(line)]]) + 1
        elif line in lacking:
            whole.insert(place, line)
            place += 1
    return whole


def without_head(lines: list[str], heads: list[list[str]]) -> tuple[str, list[str]]:
    """Return the author named above the first paragraph, and the lines of the text itself."""
    above = []
    while lines and is_head(lines[0], heads):
        above.append(lines.pop(0))
    start = next((n for n, line in enumerate(lines[:LONGEST_HEAD]) if is_prose(line)), 0)
    rest = lines[:start]
    if not any(map(tells_date, above + rest)):
        return "", lines
    names = [line for line in rest if is_name(line)]
    kept = [line for line in rest if not is_name(line) and not is_head(line, heads)]
    return BY.sub("", names[0]) if names else "", kept + lines[start:]


def is_head(line: str, heads: list[list[str]]) -> bool:
    """Return whether a line repeats the headline, source or author, tells the date, or is a menu.

    Menus of old pages are tables, whose rows trafilatura writes between bars.
    """
    if fold_words(line) in heads or line.startswith("|"):
        return True
    return tells_date(line)


def tells_date(line: str) -> bool:
    return only_dates(line) or (is_dated(line) and not ends_sentence(line))


def is_name(line: str) -> bool:
    """Return whether a line near the date is the name of who wrote the article."""
    bare = BY.sub("", line)
    if is_dated(line) or any(mark in bare for mark in ":|।?!.,-") or fold(bare) in places():
        return False
    labelled = bare != line
    return (1 if labelled else 2) <= len(bare.split()) <= LONGEST_NAME
