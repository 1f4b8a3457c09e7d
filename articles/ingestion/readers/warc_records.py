"""The records of a WARC file, one after the other.

A record that ends before its length does is told and passed over: the next one
is looked for in what was taken for its content, so that no other is lost.
"""

import io
import re
from collections.abc import Callable

from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from articles.ingestion.readers.files import MAX_FILE
from articles.ingestion.readers.streams import CHUNK, Stream
from articles.ingestion.records import Unreadable

VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
# Where a record begins in what was taken for the content of the one before.
START = re.compile(VERSION.pattern + rb"(?=[A-Za-z][A-Za-z-]{0,40}:)")
SHORTEST_START = 9  # bytes of VERSION
LONGEST_START = 64  # bytes; START takes no more
LARGEST_HEAD = 64 * 1024  # bytes of the header lines of a record
# How much may be read a second time, in all and for each byte of the file: else a
# file of nothing but false lengths would take for ever.
READ_AGAIN, EACH_AGAIN = 1024**3, 8
PARSER = StatusAndHeadersParser(["WARC/"])


class Records:
    """Reads records from a stream, some bytes of which may be put back and read again."""

    def __init__(self, stream: Stream):
        self.stream = stream
        self.back = io.BytesIO()
        self.again = 0  # bytes that were put back

    def next_start(self) -> int | None:
        """Pass over what lies between records; returns where the next one begins, or None."""
        while line := self._readline(LONGEST_START):
            if VERSION.match(line):
                self._put_back(line)
                return self._tell()
            if line.strip():
                self._look_on(line)
        return None

    def head(self) -> StatusAndHeaders:
        """Return the header lines of the record that begins here. Raises Unreadable."""
        lines, left = [], LARGEST_HEAD
        while left > 0 and (line := self._readline(left)) and line.strip():
            lines.append(line)
            left -= len(line)
        if left <= 0:
            self._recover(b"".join(lines)[1:])
            raise Unreadable("bad_record", "The header of the WARC record has no end.")
        try:
            return PARSER.parse(io.BytesIO(b"".join(lines)))
        except (StatusAndHeadersParserException, EOFError, ValueError) as error:
            raise Unreadable("bad_record", "The WARC record has no proper header.") from error

    def content(self, length: int, wanted: Callable[[bytes], bool]) -> bytes | None:
        """Return the content of a record, or None unless its first bytes are ``wanted``.

        Raises Unreadable where the content does not end where it should.
        """
        data = self._read(min(length, CHUNK))
        keep = wanted(data)
        if keep and length <= MAX_FILE:
            data += self._read(length - len(data))
            spare, found = data, len(data)
        else:
            spare, found = self._pass_over(data, length)
        if found < length or not self._ends():
            self._recover(spare)
            reason = f"The WARC record ends before its {length} bytes. Fetch the page again."
            raise Unreadable("truncated", reason)
        if keep and length > MAX_FILE:
            raise Unreadable("too_large", f"The page is larger than {MAX_FILE // 1024**2} MB.")
        return data if keep else None

    def _pass_over(self, data: bytes, length: int) -> tuple[bytes, int]:
        """Pass over a content, of which ``data`` was read.

        Returns its end, from where another record seems to begin, and how many
        bytes there were.
        """
        spare, tail, found = b"", b"", len(data)
        while data:
            seen = tail + data
            if spare and len(spare) < MAX_FILE:
                spare += data
            else:
                match = START.search(seen)
                spare = seen[match.start() :] if match else b""
            tail = seen[-LONGEST_START:]
            data = self._read(min(CHUNK, length - found))
            found += len(data)
        return spare or tail, found

    def _ends(self) -> bool:
        """Return whether a record ends here: empty lines and the next record or nothing follow."""
        after = self._read(LONGEST_START)
        self._put_back(after)
        rest = after.lstrip(b"\r\n")
        cut_off = len(rest) < SHORTEST_START and b"WARC/".startswith(rest[:5])
        return cut_off or bool(VERSION.match(rest))

    def _recover(self, data: bytes) -> None:
        """Go on at the next record that begins in ``data`` or after it."""
        self.again += len(data)
        if self.again > READ_AGAIN + EACH_AGAIN * self._tell():
            data = data[-LONGEST_START:]
        self._look_on(data + self._read(LONGEST_START))

    def _look_on(self, data: bytes) -> None:
        while data:
            if match := START.search(data):
                self._put_back(data[match.start() :])
                return
            more = self._read(CHUNK)
            data = data[-LONGEST_START:] + more if more else b""

    def _put_back(self, data: bytes) -> None:
        start = self.back.tell() - len(data)
        if start >= 0 and self.back.getbuffer()[start : start + len(data)] == data:
            self.back.seek(start)
        else:
            self.back = io.BytesIO(data + self.back.read())

    def _tell(self) -> int:
        return self.stream.tell() - (len(self.back.getbuffer()) - self.back.tell())

    def _read(self, size: int) -> bytes:
        data = self.back.read(size)
        return data + self.stream.read(size - len(data)) if len(data) < size else data

    def _readline(self, size: int) -> bytes:
        line = self.back.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self.stream.readline(size - len(line))
