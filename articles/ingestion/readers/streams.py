"""Streams of bytes that are read once, from front to back, and never held as a whole."""

import codecs
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

BUFFER = 64 * 1024  # bytes; what a reader may look at before it reads
CHUNK = 1024 * 1024
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Pulled(io.RawIOBase):
    """A raw stream of the pieces that ``pull(size)`` returns, of at most ``size`` bytes each.

    A read gives all that was asked for, unless the end is reached: only so can
    the head of a stream be looked at in one piece.
    """

    def __init__(self, pull: Callable[[int], bytes]):
        super().__init__()
        self.pull = pull
        self.position = 0

    def readable(self):
        return True

    def tell(self):
        return self.position

    def readinto(self, buffer):
        filled = 0
        while filled < len(buffer) and (piece := self.pull(len(buffer) - filled)):
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        self.position += filled
        return filled


class Stream(io.BufferedReader):
    """Bytes of a file or of a part of an archive."""

    def __init__(self, raw: io.RawIOBase):
        super().__init__(raw, BUFFER)

    def head(self, size: int) -> bytes:
        """Return the first bytes that are to be read next, and leave them to be read."""
        return self.peek(size)[:size]

    def skip(self, count: int) -> int:
        """Pass over bytes; returns how many there were. A file may claim more than it has."""
        if self.seekable():
            self.seek(count, io.SEEK_CUR)
            return count
        passed = 0
        while passed < count and (piece := self.read(min(CHUNK, count - passed))):
            passed += len(piece)
        return passed


def pulled(pull: Callable[[int], bytes]) -> Stream:
    return Stream(Pulled(pull))


def opened_late(
    open_part: Callable[[], BinaryIO], guard: Callable[[], AbstractContextManager]
) -> Callable[[int], bytes]:
    """Return a function that gives the next bytes of a part, which is opened at the first call.

    ``guard`` is entered around all that is done with it, to turn its errors into ours.
    """
    file = None

    def pull(size: int) -> bytes:
        nonlocal file
        with guard():
            file = file or open_part()
            return file.read(size)

    return pull


def as_utf8(stream: Stream) -> Stream:
    """Return a stream of text as UTF-8 without a byte order mark."""
    head = stream.head(3)
    if head.startswith(UTF16):
        return pulled(Recoding(stream).pull)
    if head == codecs.BOM_UTF8:
        stream.skip(len(head))
    return stream


class Recoding:
    """UTF-16 as UTF-8; what is no character becomes the sign for unknown."""

    def __init__(self, stream: Stream):
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self.ready = b""

    def pull(self, size: int) -> bytes:
        while not self.ready:
            data = self.stream.read(BUFFER)
            text = self.decoder.decode(data, final=not data)
            self.ready = text.encode("utf-8", "replace")
            if not data:
                break
        piece, self.ready = self.ready[:size], self.ready[size:]
        return piece
