"""Cut what stands on a page around its article: links, buttons, lists of other news.

Which lines are no part of an article, rules say (``rules``). What is cut is
returned too, so that it can be reviewed and put back.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import dropwhile, takewhile
from typing import NamedTuple

from articles.ingestion.agencies import tag_at_end
from articles.ingestion.date_lines import only_dates
from articles.ingestion.rules import Kind, Marks

CLOSED = "[\"'”’)\\]]*\\Z"
SENTENCE_END = re.compile(f"[।॥?!.|]{CLOSED}")
FULL_STOP = re.compile(f"[।॥]{CLOSED}")  # headlines end with a question mark, but not with this
LINK_MARK = re.compile("[:–—-]")
LONGEST_LINK_MARK = 60  # characters before the colon of a link
# Words; a shorter paragraph may be a teaser of another article.
SHORT_PROSE, PROSE = 4, 12
LINE_BREAKS = re.compile("(\n+)")
PARAGRAPH = "\n\n"
MOST_LINKS = 0.5  # share of a text above which lines that are links are taken for the text
MOST_LEARNED = 0.5  # share of a text that may be cut only because it repeats


class Why(StrEnum):
    """Why a line was cut."""

    ENDS = "ends"  # it ends the article, or follows what does
    INTERRUPTS = "interrupts"  # it interrupts the article, or stands below what does
    LINK = "link"  # it links to another article
    DATE = "date"  # it tells nothing but a date
    LINE = "line"  # a rule names it
    REPEATED = "repeated"  # the source repeats it in many articles
    AGENCY = "agency"  # it follows the agency's tag, which ends an article


class Cut(NamedTuple):
    """A line that was cut: how many lines before it were kept, its text, and why."""

    at: int
    text: str
    why: str


class Line(NamedTuple):
    """A line of a text, with its number and the line breaks before it."""

    number: int
    gap: str
    text: str


Step = Callable[[list[Line], Marks], list[Line]]


def cut(body: str, marks: Marks) -> tuple[str, tuple[Cut, ...]]:
    """Return the text of the article in ``body``, and what was cut, in order."""
    lines = split(body)
    left, reasons = lines, {}
    for why, step in STEPS:
        if left and (marks.page or why not in OF_PAGES):
            kept = step(left, marks)
            numbers = {line.number for line in kept}
            reasons |= {line.number: why for line in left if line.number not in numbers}
            left = kept
    if not reasons:
        return body, ()
    return joined(left, lines), tuple(cuts(lines, reasons))


def split(body: str) -> list[Line]:
    _, *parts = LINE_BREAKS.split(PARAGRAPH + body)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Line(number, gap, text) for number, (gap, text) in enumerate(pairs)]


def joined(kept: list[Line], lines: list[Line]) -> str:
    """Return the lines kept as one text; where some between were cut, the widest gap stays."""
    text, last = "", -1
    for line in kept:
        gaps = [one.gap for one in lines[last + 1 : line.number + 1]]
        text += (max(gaps, key=len) if text else "") + line.text
        last = line.number
    return text


def cuts(lines: list[Line], reasons: dict[int, Why]) -> Iterable[Cut]:
    kept = 0
    for line in lines:
        if line.number in reasons:
            yield Cut(kept, line.text, reasons[line.number].value)
        else:
            kept += 1


def restored(body: str, removed: Iterable[Cut]) -> str:
    """Return the text from which these lines were cut, but for those that it holds again."""
    lines = split(body)
    present, end = {line.text for line in lines}, len(lines)
    for at, text, _ in reversed(list(removed)):
        if text not in present:
            gap = lines[at].gap if at < end else PARAGRAPH
            lines.insert(min(at, end), Line(at, gap, text))
    first, *rest = lines
    return first.text + "".join(line.gap + line.text for line in rest)


def before_ending(lines: list[Line], marks: Marks) -> list[Line]:
    """Return what stands before the first ending; endings above the article end nothing."""
    rest = list(dropwhile(lambda line: marks.kind_of(line.text) in AROUND, lines))
    kept = list(takewhile(lambda line: marks.kind_of(line.text) is not Kind.ENDS, rest))
    if len(rest) < len(lines) and not any(is_prose(line.text) for line in kept):
        return []
    return kept


def without_interruptions(lines: list[Line], marks: Marks) -> list[Line]:
    """Drop what interrupts the article, with the teasers below it, up to the next prose."""
    kept, interrupted = [], False
    for line in lines:
        mark = marks.kind_of(line.text) is Kind.INTERRUPTS
        interrupted = mark or (interrupted and is_teaser(line.text, marks))
        if not interrupted:
            kept.append(line)
    return kept


def is_teaser(line: str, marks: Marks) -> bool:
    """Return whether a line may be of another article: where links are known, only those are."""
    return line in marks.links if marks.links is not None else not is_prose(line)


def without_links(lines: list[Line], marks: Marks) -> list[Line]:
    """Drop lines that link to other articles, unless they are most of the text."""
    alone = {line.text for line in lines if is_lone_link(line.text, marks)}
    size = sum(len(line.text) for line in lines)
    if sum(map(len, alone)) > MOST_LINKS * size:
        alone = set()
    return [line for line in lines if line.text not in alone and not is_link(line.text, marks)]


def is_lone_link(line: str, marks: Marks) -> bool:
    return bool(marks.links) and line in marks.links and not is_prose(line)


def is_link(line: str, marks: Marks) -> bool:
    """Return whether a line is a link to another article (यह भी पढ़ें: …)."""
    mark = LINK_MARK.search(line)
    if not mark or mark.start() > LONGEST_LINK_MARK or FULL_STOP.search(line):
        return False
    return marks.is_interruption(line[: mark.start()])


def without_lines(lines: list[Line], marks: Marks) -> list[Line]:
    return [line for line in lines if not is_named(line.text, marks, learned=False)]


def without_repeated(lines: list[Line], marks: Marks) -> list[Line]:
    """Drop what the source repeats, unless too much of the text would go with it."""
    kept = [line for line in lines if not is_named(line.text, marks, learned=True)]
    whole = sum(len(line.text) for line in lines)
    left = sum(len(line.text) for line in kept)
    return kept if left >= whole * (1 - MOST_LEARNED) else lines


def is_named(line: str, marks: Marks, learned: bool) -> bool:
    rule = marks.rule_of(line)
    return bool(rule) and rule.kind is Kind.LINE and rule.learned == learned


def without_dates(lines: list[Line], marks: Marks) -> list[Line]:
    """Drop lines that are a date and nothing else: Updated: 7 अक्टूबर 2020."""
    return [line for line in lines if not only_dates(line.text)]


def before_tag(lines: list[Line], marks: Marks) -> list[Line]:
    """Drop what follows an agency's tag, which ends an article, unless it is prose."""
    for index in range(len(lines) - 1, -1, -1):
        if tag_at_end(lines[index].text):
            return lines[: index + 1]
        if is_prose(lines[index].text):
            break
    return lines


def is_prose(paragraph: str) -> bool:
    """Return whether a paragraph is running text: a whole sentence of some length."""
    words = len(paragraph.split())
    if FULL_STOP.search(paragraph) or tag_at_end(paragraph):
        return words >= SHORT_PROSE
    return words >= PROSE and ends_sentence(paragraph)


def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text.rstrip()))


AROUND = (Kind.ENDS, Kind.INTERRUPTS)
STEPS: tuple[tuple[Why, Step], ...] = (
    (Why.LINE, without_lines),
    (Why.DATE, without_dates),
    (Why.ENDS, before_ending),
    (Why.INTERRUPTS, without_interruptions),
    (Why.LINK, without_links),
    (Why.AGENCY, before_tag),
    (Why.REPEATED, without_repeated),
)
OF_PAGES = (Why.DATE, Why.AGENCY)  # the bodies of records hold no more than their articles
