"""Tar archives, read from front to back.

No part is ever written to disk under its name; links and devices are passed over.
"""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from articles.ingestion.readers.files import worth_reading
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.streams import Stream, opened_late
from articles.ingestion.records import Problem, RawArticle, Unreadable

LARGEST_READ = 1024 * 1024  # bytes; headers claim any length for names, which are read whole
FAULTS = (
    *(tarfile.TarError, EOFError, ValueError, LookupError, ArithmeticError, RecursionError),
    *(TypeError, AttributeError),  # such as those of a sparse file without a map
)


def recognises(head: bytes, name: str) -> bool:
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def read(member: Member) -> Iterator[RawArticle | Problem | Member]:
    """Yield the parts of an archive, then its fault, if it has one. Raises Exceeded."""
    with translated():
        archive = tarfile.open(fileobj=Forward(member.stream), mode="r:")  # noqa: SIM115
    first = member.started(0)[0]
    for number, info in enumerate(headers(archive)):
        if number >= first and info.isreg() and worth_reading(info.name):
            pull = opened_late(partial(archive.extractfile, info), translated)
            yield member.inner(info.name, pull, number)
    if archive.fileobj.last.strip(b"\x00"):
        reason = "The tar archive is broken: what follows its last file is none. Fetch it again."
        raise Unreadable("bad_archive", reason)


def headers(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield what the archive holds; nothing of it is kept, for there may be millions."""
    while True:
        with translated():
            info = archive.next()
        archive.members.clear()
        if info is None:
            return
        yield info


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of tarfile into Unreadable."""
    try:
        yield
    except FAULTS as error:
        reason = f"The tar archive breaks off or is broken: {error}. Fetch it again."
        raise Unreadable("bad_archive", reason) from error


class Forward:
    """A file for tarfile that only goes forward, so that it may be a stream."""

    def __init__(self, stream: Stream):
        self.stream = stream
        self.position = 0
        self.last = b""  # what was read last; at the end of an archive that is zeros

    def read(self, size: int) -> bytes:
        if size > LARGEST_READ:
            raise tarfile.ReadError(f"a header claims {size} bytes")
        self.last = self.stream.read(size)
        self.position += len(self.last)
        return self.last

    def tell(self) -> int:
        return self.position

    def seek(self, position: int) -> int:
        if position < self.position:
            raise tarfile.ReadError("a header leads back")
        self.position += self.stream.skip(position - self.position)
        return self.position
