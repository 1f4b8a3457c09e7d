"""WARC: what a crawler fetched, record by record; the pages among it are read."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from warcio.statusandheaders import StatusAndHeaders

from articles.ingestion.readers import warc_page
from articles.ingestion.readers.bounds import Exceeded
from articles.ingestion.readers.members import BETWEEN, Member, storable
from articles.ingestion.readers.warc_records import VERSION, Records
from articles.ingestion.records import Origin, Problem, RawArticle, Unreadable


def recognises(head: bytes, name: str) -> bool:
    return bool(VERSION.match(head))


def read(member: Member) -> Iterator[RawArticle | Problem]:
    """Yield the articles of the pages, and a problem for each record that is broken."""
    (first,) = member.started(0)
    member.stream.skip(max(0, first - member.stream.tell()))
    records = Records(member.stream)
    while (offset := records.next_start()) is not None:
        yield from read_record(member, records, offset)


def read_record(member: Member, records: Records, offset: int) -> Iterator[RawArticle | Problem]:
    origin = origin_of(member, offset)
    try:
        fields = records.head()
        address = address_of(fields)
        origin = origin_of(member, offset, address)
        content = records.content(length_of(fields), partial(warc_page.is_page, fields))
        if content is not None:
            member.bounds.unpack(len(content))
            yield from warc_page.read(fields, content, address, origin)
    except Exceeded:
        raise
    except Unreadable as error:
        yield error.problem(origin)


def origin_of(member: Member, offset: int, address: str = "") -> Origin:
    origin = member.origin(offset, offset=offset)
    return replace(origin, path=f"{member.path}{BETWEEN}{storable(address)}") if address else origin


def address_of(fields: StatusAndHeaders) -> str:
    address = fields.get_header("WARC-Target-URI", "").strip()
    return address.removeprefix("<").removesuffix(">")


def length_of(fields: StatusAndHeaders) -> int:
    """Return the number of bytes of a record's content. Raises Unreadable."""
    text = fields.get_header("Content-Length", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Unreadable("bad_record", "The WARC record does not say how long it is.")
    return int(text)
