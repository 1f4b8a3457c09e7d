"""The pages in WARC records: what the server sent, unpacked and read as HTML."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import brotli
from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from articles.ingestion.readers import html_page, page_facts
from articles.ingestion.readers.files import MAX_FILE
from articles.ingestion.records import Origin, Problem, RawArticle, Unreadable
from articles.ingestion.web import charset, kinds, pages

LARGEST_HEAD = 256 * 1024  # bytes of the header lines of an answer
HEAD_END = re.compile(rb"\r?\n\r?\n")
STATUS = re.compile(r"\S*\s+200\b")
HTML = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
PARSER = StatusAndHeadersParser(["HTTP/"])
GZIP, ZLIB, BARE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
CUT_OFF = "The page is cut off; it was read as far as it goes."


class Answer(NamedTuple):
    """What a server sent: the header lines, and the body as it was sent."""

    fields: StatusAndHeaders
    body: bytes

    def field(self, name: str) -> str:
        return (self.fields.get_header(name) or "").strip()


def is_page(record: StatusAndHeaders, content: bytes) -> bool:
    """Return whether a record holds a page, by its header lines and its first bytes."""
    kind = (record.get_header("WARC-Type") or "").strip().lower()
    if kind == "resource":
        return bool(HTML.match(record.get_header("Content-Type") or ""))
    answer = answer_of(content) if kind == "response" else None
    if answer is None or not STATUS.match(answer.fields.statusline):
        return False
    if not (content_type := answer.field("Content-Type")):
        return kinds.kind_of(answer.body) == "page"
    return bool(HTML.match(content_type))


def answer_of(content: bytes) -> Answer | None:
    """Return the answer of a server, or None for what is none of HTTP."""
    end = HEAD_END.search(content, 0, LARGEST_HEAD)
    if not end or not content.startswith(b"HTTP/"):
        return None
    fields = PARSER.parse(io.BytesIO(content[: end.end()]))
    return Answer(fields, content[end.end() :])


def read(
    record: StatusAndHeaders, content: bytes, address: str, origin: Origin
) -> Iterator[RawArticle | Problem]:
    """Yield the article of a record that ``is_page``, after its problems. Raises Unreadable."""
    if answer := answer_of(content):
        body, whole = unpacked(dechunked(answer), answer.field("Content-Encoding").lower())
        content_type = answer.field("Content-Type")
    else:
        body, whole, content_type = content, True, record.get_header("Content-Type") or ""
    if kinds.kind_of(body) != "page":
        return
    base = address if page_facts.is_absolute(address) else ""
    article = html_page.read_page(charset.text_of(body, content_type), origin, base)
    if base:
        article = replace(article, url=pages.address_of(article.url, address))
    if not whole or record.get_header("WARC-Truncated"):
        yield Problem(origin, "truncated", CUT_OFF, fatal=False)
    yield from pages.broken_characters(article)
    yield article


def dechunked(answer: Answer) -> bytes:
    """Return the body in one piece. Some crawlers join it and leave the header as it was."""
    if answer.field("Transfer-Encoding").lower() != "chunked":
        return answer.body
    return ChunkedDataReader(io.BytesIO(answer.body)).read()


def unpacked(body: bytes, packing: str) -> tuple[bytes, bool]:
    """Return the body unpacked, and whether its end is there. Raises Unreadable.

    Some crawlers unpack a body and leave the header as it was.
    """
    if packing == "br":
        return unpacked_brotli(body)
    if packing in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return inflated(body, GZIP)
    if packing == "deflate" and not body.lstrip().startswith(b"<"):
        return inflated(body, ZLIB if is_zlib(body) else BARE)
    return body, True


def is_zlib(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0


def inflated(body: bytes, bits: int) -> tuple[bytes, bool]:
    piece = zlib.decompressobj(bits)
    try:
        data = piece.decompress(body, MAX_FILE + 1)
    except zlib.error as error:
        raise broken(error) from error
    return bounded(data), piece.eof


def unpacked_brotli(body: bytes) -> tuple[bytes, bool]:
    if body.lstrip().startswith(b"<"):
        return body, True
    piece = brotli.Decompressor()
    data = bytearray()
    try:
        data += piece.process(body, output_buffer_limit=MAX_FILE + 1)
        while not piece.can_accept_more_data() and len(data) <= MAX_FILE:
            data += piece.process(b"", output_buffer_limit=MAX_FILE + 1)
    except brotli.error as error:
        raise broken(error) from error
    return bounded(bytes(data)), piece.is_finished()


def broken(error: Exception) -> Unreadable:
    reason = f"The page is packed, and cannot be unpacked: {error}. Fetch it again."
    return Unreadable("bad_compression", reason)


def bounded(data: bytes) -> bytes:
    if len(data) > MAX_FILE:
        raise Unreadable("too_large", f"The page is larger than {MAX_FILE // 1024**2} MB.")
    return data
