"""What is got out of news pages: text, headline and date, beside plain trafilatura.

Made-up pages in the layouts that sites use (``tests/pages.py``), each with menus,
share bars, links within the text, adverts, other headlines, comments and a footer
with other dates. F1 is that of the folded words of the body; a date is right if
it is of the right day.
"""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import trafilatura

from articles.hindi.tokens import fold_words
from articles.ingestion.clean import clean
from articles.ingestion.readers import html_page
from articles.ingestion.records import Origin
from articles.ingestion.rulebook import shipped
from bench import print_table
from tests.pages import LAYOUTS, Story, page

RULES = shipped()


class Found(NamedTuple):
    body: str
    title: str
    day: date | None


def ours(text: str) -> Found:
    record, _ = clean(html_page.read_page(text, Origin("page.html")), rules=RULES)
    return Found(record.body, record.title, record.published and record.published.moment.date())


def plain(text: str) -> Found:
    """Return what trafilatura finds as it comes, comments left out."""
    found = trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
    return Found(found.text or "", found.title or "", found.date and date.fromisoformat(found.date))


def f1(found: str, wanted: str) -> float:
    first, second = Counter(fold_words(found)), Counter(fold_words(wanted))
    return 2 * (first & second).total() / (first.total() + second.total())


def is_right(found: Found, story: Story) -> tuple[bool, bool]:
    """Return whether headline and day are right."""
    title = fold_words(found.title) == fold_words(story.title)
    return title, found.day == story.moment.date()


class Score(NamedTuple):
    f1: float
    worst: float
    titles: float
    days: float
    seconds: float


def score(extract: Callable[[str], Found], pages: list[tuple[Story, str]]) -> Score:
    began = time.perf_counter()
    found = [extract(text) for _, text in pages]
    seconds = (time.perf_counter() - began) / len(pages)
    values = [f1(one.body, story.body) for one, (story, _) in zip(found, pages, strict=True)]
    right = [is_right(one, story) for one, (story, _) in zip(found, pages, strict=True)]
    titles, days = (statistics.mean(column) for column in zip(*right, strict=True))
    return Score(statistics.mean(values), min(values), titles, days, seconds)


def cells(one: Score) -> tuple[str, ...]:
    return f"{one.f1:.3f}", f"{one.worst:.3f}", f"{one.titles:.0%}", f"{one.days:.0%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="pages of each layout")
    count = parser.parse_args().count
    rows, spent = [], Counter()
    for layout in LAYOUTS:
        pages = [page(layout, number) for number in range(count)]
        scores = [score(extract, pages) for extract in (ours, plain)]
        rows.append((layout, *(cell for one in scores for cell in cells(one))))
        spent += Counter(ours=scores[0].seconds, plain=scores[1].seconds)
    heads = ("F1", "worst", "headline", "date")
    print_table(
        ("", *(f"ours: {head}" for head in heads), *(f"plain: {head}" for head in heads)), rows
    )
    print(f"\nTime to that of plain trafilatura: {spent['ours'] / spent['plain']:.1f}")


if __name__ == "__main__":
    main()
