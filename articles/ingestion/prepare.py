"""From an item as read to a record that can be stored: all that needs no database.

This is what worker processes do (see ``workers``), so nothing here imports Django;
what it needs of the database travels in ``known``.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

from articles.ingestion.clean import clean
from articles.ingestion.duplicates import fingerprint
from articles.ingestion.entities import Gazetteer, text_of
from articles.ingestion.language import foreign_language
from articles.ingestion.records import (
    LONGEST_EXCERPT,
    ArticleRecord,
    Known,
    Problem,
    RawArticle,
)
from articles.ingestion.rules import Rules

Item = RawArticle | Problem | Known


@dataclass(frozen=True)
class Wishes:
    """How a run treats what it reads.

    ``source`` names the source of articles that do not tell their own; with
    ``any_language`` articles that are not in Hindi are kept. The work is shared
    out among so many ``processes``; one stands for this process alone.
    """

    source: str = ""
    dry_run: bool = False
    any_language: bool = False
    processes: int = 1


class Prepared(NamedTuple):
    """What became of an item: its record, unless it cannot be stored, and its problems."""

    record: ArticleRecord | None
    problems: list[Problem]


def prepare(item: Item, rules: Rules, wishes: Wishes, known: Gazetteer) -> Prepared:
    """Return the record of an item: clean, with the names in its text and what tells its copies."""
    return prepare_each([item], rules, wishes, known)[0]


def prepare_each(
    items: list[Item], rules: Rules, wishes: Wishes, known: Gazetteer
) -> list[Prepared]:
    """Return the records of several items; names are looked for in all of them at a time."""
    found = [cleaned(item, rules, wishes) for item in items]
    texts = [text_of(record) for record, _ in found if record]
    unknown = iter(known.unknown_in_each(texts))
    texts = iter(texts)
    return [
        Prepared(record and with_names(record, next(texts), known, next(unknown)), problems)
        for record, problems in found
    ]


def cleaned(item: Item, rules: Rules, wishes: Wishes) -> Prepared:
    """Return the clean record of an item, in which nothing was looked for yet."""
    if isinstance(item, Known):
        return Prepared(None, [])
    if isinstance(item, Problem):
        return Prepared(None, [item])
    record, problems = clean(item, wishes.source, rules)
    if record and not wishes.any_language:
        problems += language_problems(record)
    if any(problem.fatal for problem in problems):
        record = None
    return Prepared(record, problems)


def with_names(record: ArticleRecord, text: str, known: Gazetteer, unknown) -> ArticleRecord:
    return replace(
        record,
        mentions=known.count(text),
        unknown=unknown,
        fingerprint=fingerprint(record.body),
    )


def language_problems(record: ArticleRecord) -> list[Problem]:
    """Return why an article does not belong into an archive of Hindi, if it does not."""
    language = foreign_language(record.title, record.body)
    if not language:
        return []
    reason = (
        f"The article is in {language}, not in Hindi. It is left out; --any-language keeps such."
    )
    excerpt = record.title[:LONGEST_EXCERPT]
    return [Problem(record.origin, "not_hindi", reason, excerpt=excerpt, skipped=True)]
