"""Gzip: one file, packed in one piece or, as WARC files are, in many one after the other.

What is broken is told and passed over: the next piece that can be unpacked is
looked for, so that a fault costs the records in it and no others.
"""

import zlib
from collections.abc import Iterator

from articles.ingestion.readers.members import Member
from articles.ingestion.readers.streams import BUFFER, Stream
from articles.ingestion.records import Problem, RawArticle

MAGIC = b"\x1f\x8b\x08"
GZIP = zlib.MAX_WBITS | 16
STEP = 16 * 1024  # bytes unpacked at once; those just before a fault are lost
KEPT = 256 * 1024  # packed bytes that are looked through again after a fault
LOOK = 4096  # bytes of what may be the next piece, of which something must come out
PROBE = 512
ENDINGS = (".gz", ".gzip", ".tgz")


def recognises(head: bytes, name: str) -> bool:
    return head.startswith(MAGIC)


def read(member: Member) -> Iterator[RawArticle | Problem | Member]:
    """Yield what is packed, which stands for the file itself, then a problem for each fault."""
    packed = Gunzip(member.stream)
    yield member.inner(unpacked_name(member.name), packed.pull, path=member.path)
    for fault in packed.faults:
        yield Problem(member.origin(), "truncated", fault)


def unpacked_name(name: str) -> str:
    base = next((name[: -len(end)] for end in ENDINGS if name.lower().endswith(end)), name)
    return f"{base}.tar" if name.lower().endswith(".tgz") else base


class Gunzip:
    """Unpacks a stream. ``faults`` says what could not be unpacked."""

    def __init__(self, stream: Stream):
        self.stream = stream
        self.faults: list[str] = []
        self.piece = None  # the decompressor of the piece that is being unpacked
        self.packed = b""  # read and not unpacked yet
        self.since = b""  # the last packed bytes of the piece that were unpacked
        self.ended = False
        self.gap = False  # whether something was passed over just now

    def pull(self, size: int) -> bytes:
        while not self.ended:
            if not self.packed and not self._fill():
                break
            if self.gap:
                self.gap = False
                return b"\n"  # lest a line that was cut off goes on into the next one
            if self.piece is None and not self._begin():
                continue
            if data := self._unpack(min(size, STEP)):
                return data
        return b""

    def _fill(self) -> bool:
        self.packed = self.stream.read(BUFFER)
        if self.packed:
            return True
        self.ended = True
        if self.piece is not None:
            self._tell("The end of the packed data is missing")
            # What was cut off may have gone on, by chance, into all that follows.
            self._look_on(self.since)
        return not self.ended

    def _begin(self) -> bool:
        """Begin the next piece. Zeros fill up the last block of some files."""
        self.packed = self.packed.lstrip(b"\x00")
        if self.packed and len(self.packed) < len(MAGIC):
            self.packed += self.stream.read(BUFFER)
        if not self.packed:
            return False
        if not self.packed.startswith(MAGIC):
            self._tell("What follows a packed piece is none")
            self._look_on(b"")
            return False
        self.piece, self.since = zlib.decompressobj(GZIP), b""
        return True

    def _unpack(self, size: int) -> bytes:
        try:
            data = self.piece.decompress(self.packed, size)
        except zlib.error as error:
            self._tell(f"The packed data is broken ({error})")
            self._look_on(self.since)
            return b""
        rest = self.piece.unconsumed_tail or self.piece.unused_data
        self.since = (self.since + self.packed[: len(self.packed) - len(rest)])[-KEPT:]
        self.packed = rest
        if self.piece.eof:
            self.piece = None
        return data

    def _look_on(self, before: bytes) -> None:
        """Go on at the next piece after the start of this one, or at the end of the data."""
        self.piece, data, at = None, before + self.packed, 0
        while True:
            at = data.find(MAGIC, at + 1)
            if at < 0:
                more = self.stream.read(BUFFER)
                if not more:
                    self.packed, self.ended = b"", True
                    return
                data, at = data[-2:] + more, -1
                continue
            if len(data) - at < LOOK:
                data += self.stream.read(LOOK)
            if can_be_unpacked(data[at : at + LOOK]):
                self.packed, self.gap, self.ended = data[at:], True, False
                return

    def _tell(self, what: str) -> None:
        """Note a fault; a file of nothing but faults needs not each of them said."""
        where = f"near byte {max(0, self.stream.tell() - len(self.packed))} of the packed file"
        if len(self.faults) < 100:
            self.faults.append(f"{what} {where}. What can be read was read. Fetch the file again.")


def can_be_unpacked(data: bytes) -> bool:
    try:
        return bool(zlib.decompressobj(GZIP).decompress(data, PROBE))
    except zlib.error:
        return False
