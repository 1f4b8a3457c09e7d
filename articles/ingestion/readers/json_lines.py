"""JSON lines: one article a line, read as a stream.

A file that is one object or one array of objects, laid out over many lines, is
read too, as long as it is not too large to be held in memory.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from articles.ingestion.readers import files
from articles.ingestion.readers.fields import read_record
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.streams import CHUNK, Stream
from articles.ingestion.records import LONGEST_EXCERPT, Problem, RawArticle, Unreadable

MAX_LINE = files.MAX_FILE
SUFFIXES = (".jsonl", ".ndjson", ".json")
OBJECT = re.compile(rb'\s*\[?\s*\{\s*["}]')
MARKUP = re.compile(rb"\s*<")
BETWEEN = re.compile(r"[\s,]*")
# NaN is no JSON, yet some tools write it for a missing value, which is what null says.
DECODER = json.JSONDecoder(parse_constant=lambda _: None)


class Line(NamedTuple):
    """A line of a file: its number from 1, the byte it starts at, and its bytes.

    ``whole`` is False for a line longer than ``MAX_LINE``, whose rest was passed over.
    """

    number: int
    offset: int
    data: bytes
    whole: bool


def recognises(head: bytes, name: str) -> bool:
    return bool(OBJECT.match(head)) or (name.endswith(SUFFIXES) and not MARKUP.match(head))


def read(member: Member) -> Iterator[RawArticle | Problem]:
    """Yield the articles of a file and a problem for each line that is none. May raise OSError."""
    member = member.as_text()
    found = lines(member.stream)
    first = list(islice(found, 2))
    if spread_over_lines(*first, *[None] * (2 - len(first))):
        yield from read_document(member, first)
        return
    for line in going_on(member, first, found):
        yield from read_line(member, line)


def lines(stream: Stream, number: int = 0) -> Iterator[Line]:
    """Yield the lines that are not blank. Never holds more than ``MAX_LINE`` bytes of one.

    ``number`` is how many lines were read before.
    """
    offset = stream.tell()
    while data := stream.readline(MAX_LINE + 1):
        number += 1
        whole = len(data) <= MAX_LINE or data.endswith(b"\n")
        passed = 0 if whole else pass_over_line(stream)
        if data.strip():
            yield Line(number, offset, data, whole)
        offset += len(data) + passed


def pass_over_line(stream: Stream) -> int:
    """Read to the end of the line and return the number of bytes passed over."""
    passed = 0
    while part := stream.readline(CHUNK):
        passed += len(part)
        if part.endswith(b"\n"):
            break
    return passed


def going_on(member: Member, first: list[Line], rest: Iterator[Line]) -> Iterator[Line]:
    """Yield the lines, from that on at which an earlier run was stopped."""
    offset, number = member.started(0, 1)
    yield from (line for line in first if line.offset >= offset)
    if first and (far := offset - member.stream.tell()) > 0:
        member.stream.skip(far)
        rest = lines(member.stream, number - 1)
    yield from rest


def read_line(member: Member, line: Line) -> Iterator[RawArticle | Problem]:
    origin = member.origin(line.offset, line.number, line=line.number)
    try:
        if not line.whole:
            start = line.data[: LONGEST_EXCERPT * 3].decode("utf-8", "ignore")
            limit = MAX_LINE // 1024**2
            reason = f"The line is longer than {limit} MB and was passed over. Split it up."
            raise Unreadable("too_large", reason, start)
        text = files.decode(line.data, line.offset).strip()
        yield from read_record(parse(text, line.number), origin, text)
    except Unreadable as error:
        yield error.problem(origin)


def parse(text: str, line: int):
    """Return the value of JSON text. Raises Unreadable with the line and column of the fault."""
    value, end = parse_next(text, 0, line)
    if text[end:].strip():
        raise bad_json(json.JSONDecodeError("Extra data", text, end), line)
    return value


def parse_next(text: str, start: int, line: int = 1):
    """Return the value that starts there, and where it ends. ``line`` is that of the text."""
    try:
        return DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise bad_json(error, line) from error
    except RecursionError as error:
        raise Unreadable(
            "bad_json", "The JSON is nested too deeply. Flatten it.", text[start:]
        ) from error
    except ValueError as error:
        reason = "The JSON holds a number of too many digits. Write it as text."
        raise Unreadable("bad_json", reason, text[start:]) from error


def bad_json(error: json.JSONDecodeError, line: int) -> Unreadable:
    where = f"line {line + error.lineno - 1}, column {error.colno}"
    around = error.doc[max(0, error.pos - 100) : error.pos + 100]
    reason = f"No valid JSON: {error.msg} at {where}. Write one JSON object a line."
    return Unreadable("bad_json", reason, around)


def spread_over_lines(first: Line | None, second: Line | None) -> bool:
    """Return whether a file is one JSON document rather than one a line, by its first lines.

    It is if the first line is an array, finished only at the file's end, or an
    object of which the second line plainly is the next part.
    """
    if first is None or not first.whole:
        return False
    start = first.data.strip()
    if start.startswith(b"["):
        return second is None or not finished(start)
    goes_on = second is not None and second.data.lstrip().startswith(b'"')
    return goes_on and start.startswith(b"{") and start.endswith((b"{", b",", b":", b"["))


def finished(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def read_document(member: Member, first: list[Line]) -> Iterator[RawArticle | Problem]:
    """Yield the articles of a file that is one object or one array, each with its line.

    ``first`` are the lines that were read of it already.
    """
    text = files.text_of(laid_out(first) + member.stream.read(files.MAX_FILE))
    end = BETWEEN.match(text).end()
    array = text.startswith("[", end)
    end, line, counted = end + array, 1, 0
    if member.start:
        end, line = member.started(0, 1)
        counted = end
    while (start := BETWEEN.match(text, end).end()) < len(text) and text[start] != "]":
        line, counted = line + text.count("\n", counted, start), start
        value, end = parse_next(text, start)
        yield from read_record(value, member.origin(start, line, line=line), text[start:end])
    if array and start == len(text):
        raise Unreadable("bad_json", "The JSON array is not closed; its end is missing.")


def laid_out(first: list[Line]) -> bytes:
    """Return the lines as they stood in the file, blank ones between them."""
    before = [0, *(line.number for line in first)]
    return b"".join(
        b"\n" * (line.number - last - 1) + line.data
        for last, line in zip(before, first, strict=False)
    )
