"""Zip archives, and WACZ, which are zip archives of WARC files.

No part is ever written to disk under its name, so a name such as ../../x is
only a label. A zip archive within another one is copied into a temporary file,
since its table of contents stands at its end.
"""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings

from articles.ingestion.readers.files import worth_reading
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.streams import CHUNK, Stream, opened_late
from articles.ingestion.records import Problem, RawArticle, Unreadable

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # with parts, and without any
LARGEST_CONTENTS = 64 * 1024**2  # bytes of a table of contents; some 500,000 parts
IN_MEMORY = 8 * 1024**2  # bytes of an archive within another one
ENCRYPTED = 1  # flag
# What can be read piece by piece; the others unpack a small piece into gigabytes at once.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(ValueError, LookupError, ArithmeticError, RecursionError),
)


def recognises(head: bytes, name: str) -> bool:
    return head.startswith(MAGIC)


def read(member: Member) -> Iterator[RawArticle | Problem | Member]:
    """Yield the parts of an archive. Raises Unreadable."""
    with seekable(member.stream) as file, opened(file) as archive:
        first = member.started(0)[0]
        for number, info in parts(archive):
            if number >= first:
                yield from read_part(member, archive, number, info)


def parts(archive: zipfile.ZipFile) -> Iterator[tuple[int, zipfile.ZipInfo]]:
    """Yield the parts that are worth reading, with their numbers. Raises Unreadable."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names or "mimetype" in names:
        what = "The file is an office document or a book. Convert it to text first."
        raise Unreadable("binary", what)
    wacz = "datapackage.json" in names and any(map(is_crawl, names))
    for number, info in enumerate(archive.infolist()):
        if is_crawl(info.filename) if wacz else worth_reading(info.filename):
            yield number, info


def is_crawl(name: str) -> bool:
    """Return whether a part of a WACZ holds its pages; the others are lists of them."""
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def read_part(member: Member, archive, number: int, info) -> Iterator[Problem | Member]:
    guard = partial(translated, "The part cannot be unpacked")
    pull = opened_late(partial(archive.open, info), guard)
    part = member.inner(info.filename, pull, number)
    fault = ""
    if info.flag_bits & ENCRYPTED:
        fault = "It is locked with a password. Unpack it first."
    elif info.compress_type not in METHODS:
        fault = "It is packed by a method that is not read. Pack it anew, by deflate."
    if fault:
        yield Problem(part.origin(), "bad_archive", fault)
    else:
        yield part


@contextmanager
def opened(file) -> Iterator[zipfile.ZipFile]:
    with translated("The archive cannot be opened"):
        archive = zipfile.ZipFile(Contents(file))
    with archive:
        archive.fp.largest = None
        yield archive


class Contents(io.RawIOBase):
    """A zip file of which no more than ``largest`` bytes are read at once, while that is set.

    The table of contents is read as a whole, and a file may claim any size for it.
    """

    def __init__(self, file):
        self.file, self.largest = file, LARGEST_CONTENTS

    def read(self, size=-1):
        if self.largest is not None and size > self.largest:
            what = f"The archive's table of contents has more than {self.largest} bytes"
            raise Unreadable("archive_limits", f"{what}. Split the archive up.")
        return self.file.read(size)

    def seek(self, offset, whence=io.SEEK_SET):
        return self.file.seek(offset, whence)

    def tell(self):
        return self.file.tell()

    def seekable(self):
        return True


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turn the errors of zipfile into Unreadable."""
    try:
        yield
    except FAULTS as error:
        raise Unreadable("bad_archive", f"{what}: {error}. Fetch it again.") from error


@contextmanager
def seekable(stream: Stream) -> Iterator:
    """Yield the bytes of a stream as a file in which one can go back. Raises Exceeded."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        copied = 0
        while piece := stream.read(CHUNK):
            copied += len(piece)
            if copied > settings.ARCHIVE_COPY_BYTES:
                what = f"A zip archive in another one has over {settings.ARCHIVE_COPY_BYTES} bytes"
                raise Unreadable("archive_limits", f"{what}. NEWSARCHIVE_ARCHIVE_COPY_BYTES.")
            copy.write(piece)
        copy.seek(0)
        yield copy
