"""Readers: from files and folders to articles as found.

A format is a module with two functions. ``recognises(head, name)`` tells from
the first bytes of a file (as UTF-8) and its name whether it is of this format;
``read(path)`` yields its articles and problems. To add a format, write its
module and enter it in ``FORMATS``, before the formats that take nearly anything.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.ingestion.readers import html_page, json_lines, text_page
from articles.ingestion.readers.files import (
    Unreadable,
    count_bytes,
    origin_of,
    peek,
    walk,
)
from articles.ingestion.records import Problem, RawArticle

__all__ = ["FORMATS", "count_bytes", "read"]

FORMATS = {"jsonl": json_lines, "html": html_page, "text": text_page}


def read(paths: Iterable[str | Path], format: str | None = None) -> Iterator[RawArticle | Problem]:
    """Yield the articles of files and folders, and a problem for each thing that is none.

    ``format`` is a key of ``FORMATS``; without it each file is recognised by its
    content. A file that cannot be read is one problem and stops nothing.
    """
    for path in paths:
        for file in walk(Path(path)):
            yield from read_file(file, format)


def read_file(path: Path, format: str | None) -> Iterator[RawArticle | Problem]:
    try:
        head = peek(path)
        reader = FORMATS[format] if format else recognise(head, path.name)
        yield from reader.read(path)
    except Unreadable as error:
        yield error.problem(origin_of(path))
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or error}. Check its permissions."
        yield Problem(origin_of(path), "unreadable", reason)


def recognise(head: bytes, name: str):
    for reader in FORMATS.values():
        if reader.recognises(head, name.lower()):
            return reader
    raise Unreadable(
        "unknown_format",
        "The file is neither JSON lines, nor an HTML page, nor an article saved as text. "
        f"Convert it, or name its format ({', '.join(FORMATS)}).",
        head.decode("utf-8", "replace"),
    )
