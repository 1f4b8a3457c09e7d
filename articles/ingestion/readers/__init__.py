"""Readers: from files, folders and archives to articles as found.

A format is a module with two functions. ``recognises(head, name)`` tells from
the first bytes of a file and its name whether it is of this format;
``read(member)`` yields its articles and problems, and an archive also its
members, which are read in turn. To add a format, write its module and enter it
in ``FORMATS``, before the formats that take nearly anything, or, where it holds
no text itself, in ``ARCHIVES``.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from articles.ingestion.readers import (
    gzip_file,
    html_page,
    json_lines,
    table,
    tar_archive,
    text_page,
    warc,
    zip_archive,
)
from articles.ingestion.readers.bounds import Bounds, Exceeded
from articles.ingestion.readers.files import (
    HEAD,
    count_bytes,
    open_file,
    path_text,
    size,
    text_head,
    walk,
)
from articles.ingestion.readers.members import Member, Wanted
from articles.ingestion.readers.streams import Stream, pulled
from articles.ingestion.records import Origin, Problem, RawArticle, Unreadable

__all__ = [
    "FORMATS",
    "STANDARD_INPUT",
    "Wanted",
    "count_bytes",
    "is_archive",
    "path_text",
    "read",
    "read_file",
    "size",
]

FORMATS = {"jsonl": json_lines, "csv": table, "html": html_page, "text": text_page}
ARCHIVES = (gzip_file, zip_archive, tar_archive)  # unpacked whatever format is asked for
STANDARD_INPUT = "-"
ANYHOW = Wanted()
Items = Iterator[RawArticle | Problem]


def read(paths: Iterable[str | Path], wanted: Wanted = ANYHOW) -> Items:
    """Yield the articles of files and folders, and a problem for each thing that is none.

    Without a format each file is recognised by its content. A file that cannot
    be read is one problem and stops nothing.
    """
    for path in paths:
        files = [path] if str(path) == STANDARD_INPUT else walk(Path(path))
        for file in files:
            yield from read_file(file, wanted)


def read_file(
    path: str | Path,
    wanted: Wanted,
    at: tuple[int, ...] = (),
    start: tuple[int, ...] = (),
    watch: Callable[[Stream], None] = lambda stream: None,
) -> Items:
    """Yield the articles of one file, or of standard input.

    ``at`` is put before each record's own place, ``start`` is the place at which
    to begin. ``watch`` is called with the stream that is going to be read.
    """
    try:
        with opened(path) as (stream, bounds):
            watch(stream)
            name = Path(path).name
            member = Member(path_text(path), name, stream, bounds, wanted, at=at, start=start)
            yield from in_order(read_member(member), at + start)
    except Unreadable as error:
        yield error.problem(Origin(path_text(path), at=at + start))
    except OSError as error:
        reason = f"The file cannot be read: {error.strerror or error}. Check its permissions."
        yield Problem(Origin(path_text(path), at=at + start), "unreadable", reason)


@contextmanager
def opened(path: str | Path) -> Iterator[tuple[Stream, Bounds]]:
    """Yield the bytes of a file or of standard input, and how much they may unpack to."""
    if str(path) == STANDARD_INPUT:
        bounds = Bounds()
        yield pulled(counting(getattr(sys.stdin, "buffer", sys.stdin).read, bounds)), bounds
        return
    with open_file(path) as stream:
        yield stream, Bounds(size(path))


def counting(pull, bounds: Bounds):
    """Return ``pull``, with what it gives counted as read from outside."""

    def counted(length: int) -> bytes:
        piece = pull(length)
        bounds.taken += len(piece)
        return piece

    return counted


def read_member(member: Member) -> Items:
    """Yield the articles and problems of a member and of all within it. Raises Exceeded."""
    try:
        reader = recognise(member)
        for item in reader.read(member):
            if isinstance(item, Member):
                yield from read_member(item)
            else:
                yield item
    except Exceeded:
        raise
    except Unreadable as error:
        yield error.problem(member.origin())


def recognise(member: Member):
    """Return the reader for a member. Raises Unreadable."""
    head, name = member.stream.head(HEAD), member.name.lower()
    if archive := first_that_recognises(ARCHIVES, head, name):
        if member.depth >= settings.ARCHIVE_DEPTH:
            reason = f"It lies in {member.depth} archives already. Unpack the outer ones first."
            raise Unreadable("archive_limits", reason)
        return archive
    if warc.recognises(head, name):
        return warc
    head = text_head(head, zeros=table.is_named_so(name))
    if member.wanted.format:
        return FORMATS[member.wanted.format]
    if reader := first_that_recognises(FORMATS.values(), head, name):
        return reader
    raise Unreadable(
        "unknown_format",
        "The file is neither JSON lines, nor a table, nor an HTML page, nor an article saved as "
        f"text. Convert it, or name its format ({', '.join(FORMATS)}).",
        head.decode("utf-8", "replace"),
    )


def is_archive(path: Path) -> bool:
    """Return whether a file must be unpacked from its start to find something in it."""
    try:
        with open_file(path) as stream:
            return bool(first_that_recognises(ARCHIVES, stream.head(HEAD), path.name.lower()))
    except (OSError, Unreadable):
        return False


def first_that_recognises(readers, head: bytes, name: str):
    return next((reader for reader in readers if reader.recognises(head, name)), None)


def in_order(items: Items, last: tuple[int, ...]) -> Items:
    """Yield the items, none with an earlier place than the one before.

    What is found out at the end of an archive, such as that it is broken, has
    the place of the last record before it.
    """
    for item in items:
        if item.origin.at < last:
            item = replace(item, origin=replace(item.origin, at=last))
        last = item.origin.at
        yield item
