"""Tables: CSV as spreadsheets and databases write it, one article a row.

The first row names the columns; ``Wanted.columns`` maps the archive's own names
of fields to them, where they say it in other words than ``COLUMNS``.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from articles.hindi.dates import parse_moment
from articles.hindi.fold import fold
from articles.ingestion.addresses import is_address
from articles.ingestion.readers.fields import NAMES, SEPARATORS, read_record
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.rows import BadRow, Row, Rows, split
from articles.ingestion.records import LONGEST_EXCERPT, Problem, RawArticle, Unreadable

ENDINGS = (".csv", ".tsv", ".tab")
DELIMITERS = ",;\t|"
SAID = re.compile(rb"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told the delimiter
# The names that a column may have, beside those of JSON.
COLUMNS = {
    "title": "title headline heading शीर्षक सुर्ख़ी हेडलाइन",
    "body": "body text content article story पाठ समाचार लेख सामग्री विवरण",
    "source": "source publisher newspaper publication स्रोत स्त्रोत समाचारपत्र अख़बार प्रकाशक",
    "published": "date pubdate publication_date publish_date तारीख़ तिथि दिनांक प्रकाशित",
    "updated": "modified last_modified संशोधित अद्यतन",
    "section": "खंड",  # a column named section gives topics, as it always has
    "url": "url link address पता लिंक",
    "author": "author byline writer reporter लेखक लेखिका संवाददाता",
    "agency": "agency एजेंसी",
    "topics": "topics topic tags keywords category section विषय श्रेणी टैग",
    "entities": "entities",
    "external_id": "id article_id क्रमांक",
    "lead": "lead summary description abstract सारांश",
}
# What the archive calls a field, and what --columns does.
FIELDS = {NAMES[field][0]: field for field in NAMES} | {field: field for field in NAMES}


def key(name: str) -> str:
    """Return a column's name as it is compared: "Published At" is "published_at"."""
    return re.sub(r"[\s_-]+", "_", fold(name).strip())


FIELD_OF = {
    key(name): field for field in NAMES for name in (*COLUMNS[field].split(), *NAMES[field])
}


class Layout(NamedTuple):
    """What divides the cells of a table, and the field of each column ("" for the others)."""

    delimiter: str
    fields: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return {"title", "body"} <= set(self.fields)


def is_named_so(name: str) -> bool:
    return name.endswith(ENDINGS)


def recognises(head: bytes, name: str) -> bool:
    if is_named_so(name):
        return True
    first = SAID.sub(b"", head, count=1).split(b"\n")[0].decode("utf-8", "ignore")
    return layout_of(first, {}).is_complete


def layout_of(header: str, columns, delimiters: str = DELIMITERS) -> Layout:
    """Return the layout that a header row tells, by the delimiter that makes most sense of it."""
    layouts = (Layout(one, fields_of(split(header, one), columns)) for one in delimiters)
    return max(layouts, key=lambda layout: (sum(map(bool, layout.fields)), len(layout.fields)))


def fields_of(names: list[str], columns) -> tuple[str, ...]:
    """Return the field of each column; the first of two columns for one field counts."""
    told = {key(name): FIELDS[field] for field, name in columns.items()}
    found = []
    for name in map(key, names):
        field = told.get(name) or FIELD_OF.get(name, "")
        taken = field in found or (field in told.values() and name not in told)
        found.append("" if taken else field)
    return tuple(found)


def read(member: Member) -> Iterator[RawArticle | Problem]:
    """Yield the article of each row, and a problem for each that is broken. Raises Unreadable."""
    member = member.as_text()
    said = SAID.match(member.stream.head(16))
    if said:
        member.stream.skip(said.end())
    rows = Rows(member.stream, line=1 if said else 0)
    header = rows.header()
    layout = layout_of(
        header, member.wanted.columns, said[1].decode("latin-1") if said else DELIMITERS
    )
    refuse_missing(layout, header, member.wanted.columns)
    rows.go_on(*member.started(0, 0))
    for row in rows.read(layout.delimiter, partial(is_plausible, layout)):
        yield from read_row(member, layout, row)


def refuse_missing(layout: Layout, header: str, columns) -> None:
    """Raise Unreadable if the table lacks a column that it must have."""
    names = split(header, layout.delimiter)
    there = set(map(key, names))
    absent = [f"called {name}" for name in columns.values() if key(name) not in there]
    absent += [f"for the {one}" for one in ("title", "body") if one not in layout.fields]
    if absent:
        reason = (
            f"The table has no column {absent[0]}. Its columns are: {', '.join(names)[:300]}. "
            "Name them: --columns title=…,body=…"
        )
        raise Unreadable("no_columns", reason, header)


def is_plausible(layout: Layout, row: Row) -> bool:
    """Return whether what follows a broken row is a row again, and not the rest of a text."""
    if len(row.cells) != len(layout.fields) or row.data.count(b'"') % 2:
        return False
    record = dict(zip(layout.fields, map(str.strip, row.cells), strict=True))
    date, url = record.get("published"), record.get("url")
    return (not date or bool(parse_moment(date))) and (not url or is_address(url))


def read_row(member: Member, layout: Layout, row: Row | BadRow) -> Iterator[RawArticle | Problem]:
    origin = member.origin(row.offset, row.line, line=row.line)
    text = row.data.decode("utf-8", "replace").replace("\x00", "").strip("\r\n")
    if isinstance(row, BadRow):
        yield Problem(origin, row.kind, row.reason, excerpt=text[:LONGEST_EXCERPT])
    elif len(row.cells) > len(layout.fields) and any(row.cells[len(layout.fields) :]):
        count = f"{len(row.cells)} cells, the table {len(layout.fields)} columns"
        reason = f"The row has {count}. Put cells that hold the delimiter into quotes."
        yield Problem(origin, "bad_row", reason, excerpt=text[:LONGEST_EXCERPT])
    else:
        yield from read_record(record_of(layout, row.cells), origin, text)


def record_of(layout: Layout, cells: list[str]) -> dict:
    """Return a row as the JSON record that says the same."""
    pairs = zip(layout.fields, cells, strict=False)
    record = {NAMES[field][0]: cell.strip() for field, cell in pairs if field and cell.strip()}
    if names := record.get(NAMES["entities"][0]):
        record[NAMES["entities"][0]] = [name.strip() for name in SEPARATORS.split(names)]
    return record
