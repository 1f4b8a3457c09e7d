"""Whatever bytes a reader meets: it ends, raises nothing, and can go on from every record.

For longer by hand: FUZZ_EXAMPLES=5000 python -m pytest and this file. An example that takes
longer than ``LONGEST`` seconds fails then.
"""

import gzip
import io
import os
import signal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingestion.problems import KINDS
from articles.ingestion.readers import ANYHOW, Wanted, bounds, in_order, read_member
from articles.ingestion.readers.bounds import Bounds, Exceeded
from articles.ingestion.readers.members import Member
from articles.ingestion.readers.streams import Stream, pulled
from articles.ingestion.records import LONGEST_EXCERPT, Problem
from tests.articles.ingestion.readers.packing import Crawl, line, page, tarred, wacz, zipped

LINES = b"".join(map(line, range(4)))
TABLE = 'शीर्षक,पाठ,date\nपुल,"बना, ""हाँ""\n\nऔर",2023-03-05\nनहर,खुली,\n'.encode()
CRAWL = Crawl().page(1).others().page(2)
PAGES = {"1.html": page(1), "2.jsonl": LINES, "3.csv": TABLE, "4.txt": "मेला\n\nलगा।\n".encode()}
SAMPLES = {
    "a.jsonl": LINES,
    "a.json": b"[\n" + b",\n".join(LINES.splitlines()) + b"\n]",
    "utf16.jsonl": LINES.decode().encode("utf-16"),
    "a.csv": TABLE,
    "old.csv": TABLE.replace(b"\n", b"\r"),
    "a.html": page(1),
    "a.txt": "मेला\nनमूना समाचार\n7 अक्टूबर 2020\n\nमेला लगा और लोग आए।\n".encode(),
    "a.jsonl.gz": gzip.compress(LINES[:2000], mtime=0) + gzip.compress(LINES[2000:], mtime=0),
    "a.warc": CRAWL.data,
    "a.warc.gz": Crawl(gzipped=True).page(1).others().page(2).data,
    "packed.warc": Crawl()
    .page(1, headers=[("Transfer-Encoding", "chunked")])
    .answer(
        "http://namuna.example/2", gzip.compress(page(2)), headers=[("Content-Encoding", "gzip")]
    )
    .data,
    "a.zip": zipped(PAGES),
    "stored.zip": zipped(PAGES, 0),
    "a.tar": tarred(PAGES),
    "a.tgz": tarred(PAGES, "w:gz"),
    "a.wacz": wacz(Crawl(gzipped=True).page(1).page(2).data),
    "deep.zip": zipped(
        {"a.tar.gz": tarred({"b.zip": zipped(PAGES)}, "w:gz"), "c.warc": CRAWL.data}
    ),
}
# What formats are made of: pieces that mean something where they stand.
PIECES = (
    *(
        b"\x00",
        b"\xff" * 4,
        b"\x80\x00\x00\x00",
        b"\n",
        b"\r",
        b'"',
        b",",
        b"{",
        b"[",
        b"\xef\xbb\xbf",
    ),
    *(b"WARC/1.0\r\n", b"WARC/1.1\r\nWARC-Type: response\r\n", b"Content-Length: 99999\r\n\r\n"),
    *(
        b"HTTP/1.1 200 OK\r\n",
        b"ffffffff\r\n",
        b"-5\r\n",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ),
    *(
        b"PK\x01\x02",
        b"ustar",
        b"77777777777",
        b"-1",
        b"0",
        b"L",
        b"x",
        b"S",
        b"<!--",
        b"<script>",
        b"&#0;",
    ),
)
BY_HAND = "FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
LONGEST = 20
HOLDERS = {
    "a.gz": gzip.compress,
    "a.zip": lambda data: zipped({"a": data, "z.html": page(9)}),
    "a.tgz": lambda data: tarred({"a": data, "z.html": page(9)}, "w:gz"),
    "a.wacz": wacz,
}
Change = tuple[str, int, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "over", "cut", "twice", "flip"]),
        st.integers(0, 10**6),
        st.integers(0, 300),
        st.sampled_from(PIECES) | st.binary(max_size=8),
    ),
    max_size=8,
)


def changed(data: bytes, changes: list[Change]) -> bytes:
    for what, at, length, piece in changes:
        at %= len(data) + 1
        before, some, after = data[:at], data[at : at + length], data[at + length :]
        data = {
            "put": before + piece + some + after,
            "over": before + piece + (some + after)[len(piece) :],
            "cut": before + after,
            "twice": before + some + some + after,
            "flip": before
            + bytes(byte ^ 1 << length % 8 for byte in some[:1])
            + (some + after)[1:],
        }[what]
    return data


def stream_of(data: bytes, seekable: bool) -> Stream:
    file = io.BytesIO(data)
    return Stream(Seekable(file)) if seekable else pulled(file.read)


class Seekable(io.RawIOBase):
    """Bytes as a file on disk gives them."""

    def __init__(self, file):
        super().__init__()
        self.file = file

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *where):
        return self.file.seek(*where)

    def tell(self):
        return self.file.tell()

    def readinto(self, buffer):
        return self.file.readinto(buffer)


def items_from(name: str, data: bytes, seekable=True, start=(), wanted=ANYHOW) -> list:
    """Return what is read of the bytes, from ``start`` on."""
    stream = stream_of(data, seekable)
    member = Member(name, name, stream, Bounds(len(data)), wanted, at=(0,), start=start)
    items = []
    if BY_HAND:
        signal.alarm(LONGEST)
    try:
        items.extend(in_order(read_member(member), (0, *start)))
    except Exceeded as error:
        items.append(error.problem(member.origin()))
    finally:
        if BY_HAND:
            signal.alarm(0)
    return items


def check(items: list) -> None:
    places = [item.origin.at for item in items]
    assert places == sorted(places)
    for item in items:
        item.origin.path.encode()
        assert "\x00" not in item.origin.path
        if isinstance(item, Problem):
            assert item.kind in KINDS and len(item.excerpt) <= LONGEST_EXCERPT and item.reason
            assert "\x00" not in item.excerpt
        else:
            assert "\x00" not in item.title + item.body + item.original


def check_going_on(name: str, data: bytes, items: list, chosen: int, seekable: bool) -> None:
    """Check that what is left after an item is what is read from its place, but for its repeats."""
    if not items or any(getattr(item, "kind", "") == "archive_limits" for item in items):
        return  # what was unpacked before counts too
    number = chosen % len(items)
    at = items[number].origin.at
    done = sum(item.origin.at == at for item in items[: number + 1])
    again = items_from(name, data, seekable, at[1:])
    assert again[done:] == items[number + 1 :]


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=EXAMPLES)
@given(
    changes=CHANGES,
    holder=st.sampled_from([None, *HOLDERS]),
    chosen=st.integers(0, 10**6),
    seekable=st.booleans(),
)
def test_a_reader_bears_everything(name, changes, holder, chosen, seekable):
    data = changed(SAMPLES[name], changes)
    if holder:
        name, data = holder, HOLDERS[holder](data)
    items = items_from(name, data, seekable)
    check(items)
    check_going_on(name, data, items, chosen, seekable)


@pytest.mark.parametrize("format", [None, "jsonl", "csv", "html", "text"])
@settings(max_examples=EXAMPLES)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=30))
def test_bytes_of_no_format_are_borne_too(format, pieces):
    check(items_from("x", b"".join(pieces), wanted=Wanted(format)))


@pytest.mark.parametrize("name", SAMPLES)
def test_one_can_go_on_from_every_record(name):
    items = items_from(name, SAMPLES[name])
    assert len(items) > (name not in ("a.html", "a.txt"))
    for number, seekable in zip(range(len(items)), count(), strict=False):
        check_going_on(name, SAMPLES[name], items, number, bool(seekable % 2))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_stream_gives_what_a_file_gives(name):
    assert items_from(name, SAMPLES[name], seekable=False) == items_from(name, SAMPLES[name])


@pytest.fixture(autouse=True, scope="module")
def hangs_are_told():
    if BY_HAND:
        signal.signal(signal.SIGALRM, hangs)
    yield


def hangs(*_):
    raise KeyboardInterrupt(f"an example takes longer than {LONGEST} seconds")


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch):
    monkeypatch.setattr(bounds, "FREE", 10_000_000)
