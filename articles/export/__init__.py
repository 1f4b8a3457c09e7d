"""Articles as files for other programs: tables, JSON Lines, references.

A format turns chunks of records into pieces of text, one chunk at a time, so that a
file of any length needs the memory of one chunk.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from articles.export import json_lines, references, table
from articles.export.records import Needs, Record


class Format(NamedTuple):
    """A kind of file: its ending, its type, what it needs of the database, and how it is written.

    ``write`` takes the records in chunks and the address of the archive.
    """

    name: str
    label: str
    content_type: str
    needs: Needs
    write: Callable[[Iterable[list[Record]], str], Iterator[str]]


FORMATS = {
    one.name: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", table.NEEDS, table.write),
        Format(
            "jsonl", "JSON Lines", "application/jsonl; charset=utf-8", json_lines.NEEDS,
            json_lines.write,
        ),
        Format(
            "bib", "BibTeX", "application/x-bibtex; charset=utf-8", references.NEEDS,
            references.bibtex,
        ),
        Format(
            "ris", "RIS", "application/x-research-info-systems; charset=utf-8", references.NEEDS,
            references.ris,
        ),
    )
}  # fmt: skip
