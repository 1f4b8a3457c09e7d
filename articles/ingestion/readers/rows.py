"""The rows of CSV, each of which may take many lines.

A quotation mark that is never closed would make one row of all that follows; such
a row is told, and reading goes on at the line after its first.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.ingestion.readers.streams import BUFFER, Stream, pulled
from articles.ingestion.records import Unreadable

LONGEST_ROW = 4 * 1024 * 1024  # bytes; a longer one is a quotation mark that is not closed
csv.field_size_limit(LONGEST_ROW)  # its own limit is shorter than a long article
LONGEST_HEADER = 64 * 1024  # bytes
HOLDS = "Close each quotation mark, and double those within a cell."


class Line(NamedTuple):
    offset: int
    number: int  # from 1
    data: bytes


class Row(NamedTuple):
    """The cells of a row, and where its first line is."""

    offset: int
    line: int
    data: bytes
    cells: list[str]


class BadRow(NamedTuple):
    """A row that cannot be read: the kind of problem, and the reason."""

    offset: int
    line: int
    data: bytes
    kind: str
    reason: str


class Broken(Exception):
    """A row that goes on too long, or a line that is no text: a kind of problem and the reason."""

    def __init__(self, kind: str, reason: str):
        super().__init__(reason)
        self.kind, self.reason = kind, reason


def split(line: str, delimiter: str) -> list[str]:
    """Return the cells of a row, however broken."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


class Rows:
    """The rows of a stream of UTF-8, of which ``line`` lines were read before."""

    def __init__(self, stream: Stream, line: int = 0):
        self.stream, self.number = with_line_feeds(stream), line
        self.offset = self.stream.tell()
        self.waiting: deque[Line] = deque()  # lines that are to be read again
        self.taken: list[Line] = []  # lines of the row that is being read

    def header(self) -> str:
        """Return the first row that is not empty. Raises Unreadable."""
        data = b""
        while line := self._next_line():
            data += line.data
            if data.strip() and (data.count(b'"') % 2 == 0 or len(data) > LONGEST_HEADER):
                return data.decode("utf-8", "replace").replace("\x00", "").strip("\r\n")
        raise Unreadable("empty", "The table has no rows.")

    def go_on(self, offset: int, line: int) -> None:
        """Pass on to the row that begins there, unless it was read already."""
        if offset > self.offset:
            self.stream.skip(offset - self.offset)
            self.offset, self.number = offset, line - 1

    def read(self, delimiter: str, plausible: Callable[[Row], bool]) -> Iterator[Row | BadRow]:
        """Yield the rows that are not empty.

        After a broken one, lines are passed over until a row is ``plausible``: they
        may be the rest of the broken one.
        """
        lost = False
        while row := self._next_row(delimiter):
            if lost and (isinstance(row, BadRow) or not plausible(row)):
                continue
            lost = isinstance(row, BadRow) and row.kind == "bad_row"
            if lost or isinstance(row, BadRow) or any(map(str.strip, row.cells)):
                yield row

    def _next_row(self, delimiter: str) -> Row | BadRow | None:
        self.taken = []
        try:
            cells = next(csv.reader(self._texts(), delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            return self._broken("bad_row", f"The row is broken: {error}. {HOLDS}")
        except Broken as error:
            return self._broken(error.kind, error.reason)
        if cells is None:
            return None
        first = self.taken[0]
        return Row(first.offset, first.number, b"".join(one.data for one in self.taken), cells)

    def _broken(self, kind: str, reason: str) -> BadRow:
        """Return the row as broken; only its first line is given up."""
        first, *others = self.taken
        self.waiting.extendleft(reversed(others))
        return BadRow(first.offset, first.number, first.data[:LONGEST_HEADER], kind, reason)

    def _texts(self) -> Iterator[str]:
        """Yield the next lines as text, as many as the row takes. Raises Broken."""
        size = 0
        while line := self._next_line():
            self.taken.append(line)
            size += len(line.data)
            if size > LONGEST_ROW:
                limit = LONGEST_ROW // 1024**2
                raise Broken("bad_row", f"The row is longer than {limit} MB. {HOLDS}")
            try:
                yield line.data.decode("utf-8").replace("\x00", "")
            except UnicodeDecodeError as error:
                at = line.offset + error.start
                raise Broken("not_utf8", f"Byte {at} is no UTF-8. Save it as UTF-8.") from error

    def _next_line(self) -> Line | None:
        if self.waiting:
            return self.waiting.popleft()
        data = self.stream.readline(LONGEST_ROW + 1)
        if not data:
            return None
        self.number += 1
        line = Line(self.offset, self.number, data)
        self.offset += len(data)
        return line


def with_line_feeds(stream: Stream) -> Stream:
    """Return the stream with lines that can be read, where they end with carriage returns alone."""
    head = stream.head(BUFFER)
    if b"\n" in head or b"\r" not in head:
        return stream
    return pulled(lambda size: stream.read(size).replace(b"\r", b"\n"))
