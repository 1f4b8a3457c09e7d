"""CSV for spreadsheets: no cell of it is ever a formula, whoever wrote the article."""

import csv
from collections.abc import Iterable, Iterator

from articles.export.records import Needs, Record, date_of
from articles.models import Entity
from articles.printable import one_line

NEEDS = Needs(names=True)
BOM = "\ufeff"  # without it, spreadsheets take Hindi for an encoding of the West
BETWEEN = "; "
# What makes a formula of a cell, typed in full width too; white space before it is passed over.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
KINDS = {
    "persons": Entity.Kind.PERSON,
    "places": Entity.Kind.PLACE,
    "organisations": Entity.Kind.ORGANISATION,
    "other_names": Entity.Kind.OTHER,
}
COLUMNS = (
    "archive_id",
    "title",
    "source",
    "date",
    "author",
    "agency",
    "section",
    "topics",
    *KINDS,
    "url",
    "archive_url",
)


class Echo:
    """What csv writes to: it gives back each row in place of keeping it."""

    def write(self, text: str) -> str:
        return text


def cell(value) -> str:
    """Return a value as a cell on one line; what would begin a formula gets an apostrophe."""
    if isinstance(value, int):
        return str(value)
    text = one_line(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def without_apostrophe(text: str) -> str:
    """Return what a cell says that ``cell`` may have written."""
    return text[1:] if text.startswith(tuple(f"'{sign}" for sign in FORMULA)) else text


def lines(rows: Iterable[Iterable]) -> Iterator[str]:
    """Yield each row as a line of CSV, every cell in quotes: a semicolon divides none either."""
    write = csv.writer(Echo(), quoting=csv.QUOTE_ALL).writerow
    for row in rows:
        yield write([cell(value) for value in row])


def write(chunks: Iterable[list[Record]], archive: str) -> Iterator[str]:
    yield BOM + "".join(lines([COLUMNS]))
    for records in chunks:
        yield "".join(lines(row(record, archive) for record in records))


def row(record: Record, archive: str) -> tuple:
    article = record.article
    named = [
        BETWEEN.join(name for name, found in record.entities if found == kind)
        for kind in KINDS.values()
    ]
    return (
        article.pk,
        article.title,
        article.source.name,
        date_of(article),
        article.byline,
        article.agency,
        article.section,
        BETWEEN.join(record.topics),
        *named,
        article.url,
        archive + article.get_absolute_url(),
    )
