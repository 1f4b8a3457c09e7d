"""An article page saved as text: headline, source and date, paragraphs, then boilerplate."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from articles.hindi.dates import find_moment, parse_moment
from articles.ingestion.boilerplate import ends_sentence
from articles.ingestion.date_lines import by_label, is_update
from articles.ingestion.readers import files
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.visible_date import is_dated
from articles.ingestion.records import Problem, RawArticle, Unreadable

# Text that is surely no article page.
OTHER_TEXT = frozenset(
    [
        ".csv",
        ".tsv",
        ".xml",
        ".rss",
        ".atom",
        ".rdf",
        ".yaml",
        ".yml",
        ".toml",
        ".ini",
        ".cfg",
        ".conf",
        ".sql",
        ".log",
        ".py",
        ".sh",
        ".php",
        ".css",
        ".js",
        ".ts",
        ".po",
        ".rtf",
        ".tex",
        ".srt",
        ".vtt",
        ".ics",
        ".eml",
        ".warc",
    ]
)
OTHER_START = (b"<?xml", b"<rss", b"<feed", b"{\\rtf", b"WARC/", b"BEGIN:")
HEAD_LINES = 6  # lines below the headline that can be its source, date and author
LONGEST_HEAD_LINE = 120  # characters
LONGEST_NAME = 6  # words of a source or an author; a longer line is a sub-headline
BAR = re.compile(r"\s*[|•]\s*")
LABELLED = {
    "source": re.compile(r"(?:स्रोत|स्त्रोत|सोर्स|source)\s*[:：-]\s*(.+)", re.IGNORECASE),
    "author": re.compile(
        r"(?:(?:लेखक|लेखिका|रिपोर्ट|रिपोर्टर|संवाददाता|द्वारा|author|reported by|written by)"
        r"\s*[:：-]|by\s|द्वारा\s)\s*(.+)",
        re.IGNORECASE,
    ),
}


class Head(NamedTuple):
    """What stands between the headline and the body."""

    source: str = ""
    published: str = ""
    author: str = ""
    lead: str = ""
    updated: str = ""


def recognises(head: bytes, name: str) -> bool:
    other = Path(name).suffix in OTHER_TEXT or head.lstrip().startswith(OTHER_START)
    return bool(head.strip()) and not other


def read(member: Member) -> Iterator[RawArticle | Problem]:
    """Yield the article of a page. May raise Unreadable or OSError."""
    original = files.read_text(member.stream)
    title, lines = headline(original)
    head, rest = read_head(lines)
    body = paragraphs(rest)
    if not body:
        reason = "There is a headline but no text below it. Save the page again."
        raise Unreadable("no_body", reason, original)
    yield RawArticle(
        origin=member.origin(),
        title=title,
        body="\n\n".join(body),
        original=original,
        page=True,
        published_from="visible" if head.published else "",
        **head._asdict(),
    )


def headline(text: str) -> tuple[str, list[str]]:
    """Return the first line that holds text, and the lines below it."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return lines[0], lines[1:]


def read_head(lines: list[str]) -> tuple[Head, list[str]]:
    """Return the facts at the head of the lines, and the lines of the body.

    Short lines are the head only up to the line with the date, with what stands
    right below it; without a date, only lines with a label are, for a short
    paragraph must not become the name of a newspaper.
    """
    candidates = list(short_lines(lines))
    dates = (any(map(is_dated, split_line(line))) for _, line in candidates)
    dated = next((number for number, found in enumerate(dates) if found), None)
    if dated is None:
        candidates = [pair for pair in candidates if labelled(pair[1])]
    else:
        below = right_below(candidates[dated:], source_missing=dated == 0)
        candidates = candidates[: dated + 1] + list(below)
    taken = {index for index, _ in candidates}
    parts = [part for _, line in candidates for part in split_line(line)]
    return facts(parts), [line for index, line in enumerate(lines) if index not in taken]


def short_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines, with their numbers, that stand before the first paragraph."""
    filled = [(index, line) for index, line in enumerate(lines) if line][:HEAD_LINES]
    for index, line in filled:
        if len(line) > LONGEST_HEAD_LINE or (ends_sentence(line) and not parse_moment(line)):
            return
        yield index, line


def right_below(candidates: list[tuple[int, str]], source_missing: bool):
    """Yield the lines that follow the first with no blank line between, if they are names.

    A blank line may stand before the source, where that is still missing.
    """
    index = candidates[0][0]
    for number, line in candidates[1:]:
        near = number == index + 1 or source_missing
        if not near or (len(line.split()) > LONGEST_NAME and not is_dated(line)):
            return
        index, source_missing = number, False
        yield number, line


def split_line(line: str) -> list[str]:
    """Return the parts of a line such as ``नमूना समाचार | 7 अक्टूबर 2020``."""
    if parse_moment(line):
        return [line]
    parts = [part for piece in BAR.split(line) for part in by_label(piece)]
    return [part.strip() for part in parts if part.strip()]


def labelled(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in LABELLED.values())


def facts(parts: list[str]) -> Head:
    """Return what the parts of the head are: by date, by label, then by their order."""
    found: dict[str, str] = {}
    for part in parts:
        field, text = fact(part, found)
        found.setdefault(field, text)
    found.setdefault("published", found.get("updated", ""))
    return Head(**found)


def fact(part: str, found: dict[str, str]) -> tuple[str, str]:
    if find_moment(part):
        return "updated" if is_update(part) else "published", part
    for field, pattern in LABELLED.items():
        if match := pattern.fullmatch(part):
            return field, match[1].strip()
    if len(part.split()) > LONGEST_NAME:
        return "lead", part
    return ("author" if "source" in found else "source"), part


def paragraphs(lines: list[str]) -> list[str]:
    """Return the paragraphs of the lines: a blank line ends one, and so does a sentence's end."""
    found, current = [], []
    for line in [*lines, ""]:
        if line:
            current.append(line)
        if current and (not line or ends_sentence(line)):
            found.append(" ".join(current))
            current = []
    return found
