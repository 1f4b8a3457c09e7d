import gzip
import zlib

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from articles.ingestion.readers import read, warc_records
from articles.ingestion.records import Problem
from tests.articles.ingestion.readers.packing import (
    SENTENCE,
    TITLE,
    Crawl,
    address,
    items_of,
    kinds,
    page,
    titles,
    wacz,
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "crawl.warc"


def cut(data: bytes, number: int, missing: int) -> bytes:
    """Return a plain WARC of which the given record (from 0) lacks its last bytes."""
    starts = [match.start() for match in warc_records.START.finditer(data)] + [len(data)]
    return data[: starts[number + 1] - missing] + data[starts[number + 1] :]


@pytest.mark.parametrize("gzipped", [False, True])
def test_the_pages_of_a_crawl_are_articles_and_nothing_else_is(file, gzipped):
    crawl = Crawl(gzipped).others().page(1).others().page(2).others()
    first, last = items_of(file, crawl.data)
    assert (first.title, last.title) == (f"{TITLE} 1", f"{TITLE} 2")
    assert first.url == address(1) and first.published.startswith("2023-03-05")
    assert SENTENCE in first.body and first.original == page(1).decode()


def test_the_origin_names_file_address_and_byte(file):
    crawl = Crawl().others().page(1)
    (article,) = items_of(file, crawl.data)
    assert article.origin.path == f"{file}!{address(1)}"
    assert crawl.data[article.origin.offset :].startswith(b"WARC/1.0\r\n")
    assert str(article.origin).endswith(f"(byte {article.origin.offset})")


def test_a_crawl_packed_in_one_piece_is_read(file):
    (article,) = items_of(file, gzip.compress(Crawl().others().page(1).data))
    assert article.title == f"{TITLE} 1"


def test_a_wacz_is_read_and_its_lists_of_pages_are_not(tmp_path):
    data = wacz(Crawl(gzipped=True).others().page(1).page(2).data)
    first, last = items_of(tmp_path / "crawl.wacz", data)
    assert first.origin.path.endswith(f"crawl.wacz!archive/data.warc.gz!{address(1)}")
    assert titles([first, last]) == [f"{TITLE} 1", f"{TITLE} 2"]


def test_pages_saved_without_their_answer_are_read(file):
    crawl = Crawl().record("resource", address(7), page(7), warc_content_type="text/html")
    (article,) = items_of(file, crawl.data)
    assert (article.title, article.url) == (f"{TITLE} 7", address(7))


PACKED = {
    "gzip": gzip.compress(page()),
    "x-gzip": gzip.compress(page()),
    "deflate": zlib.compress(page()),
    "br": brotli.compress(page()),
    "identity": page(),
}


@pytest.mark.parametrize("packing", PACKED)
def test_a_packed_body_is_unpacked(file, packing):
    crawl = Crawl().answer(address(), PACKED[packing], headers=[("Content-Encoding", packing)])
    (article,) = items_of(file, crawl.data)
    assert article.original == page().decode()


def test_bare_deflate_is_deflate_too(file):
    body = zlib.compress(page())[2:-4]
    crawl = Crawl().answer(address(), body, headers=[("Content-Encoding", "deflate")])
    assert titles(items_of(file, crawl.data)) == [f"{TITLE} 1"]


@pytest.mark.parametrize("packing", PACKED)
def test_a_body_that_the_crawler_unpacked_is_taken_as_it_is(file, packing):
    crawl = Crawl().answer(address(), page(), headers=[("Content-Encoding", packing)])
    assert titles(items_of(file, crawl.data)) == [f"{TITLE} 1"]


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
def test_a_packed_body_without_its_end_is_told_and_read(file, packing):
    body = PACKED[packing][:-6]
    crawl = Crawl().answer(address(), body, headers=[("Content-Encoding", packing)])
    problem, *articles = items_of(file, crawl.data)
    assert problem.kind == "truncated"
    assert bool(articles) != problem.fatal


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br"])
def test_a_bomb_in_a_body_is_a_problem(file, packing, monkeypatch):
    monkeypatch.setattr("articles.ingestion.readers.warc_page.MAX_FILE", 500)
    crawl = Crawl().answer(address(), PACKED[packing], headers=[("Content-Encoding", packing)])
    assert kinds(items_of(file, crawl.data)) == ["too_large"]


def test_chunks_are_joined(file):
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page()[:99], page()[99:]))
    chunked = [("Transfer-Encoding", "chunked")]
    crawl = Crawl().answer(address(1), body + b"0\r\n\r\n", headers=chunked)
    crawl.answer(address(2), page(), headers=chunked)
    first, last = items_of(file, crawl.data)
    assert first.original == last.original == page().decode()


def test_a_page_that_the_crawler_cut_off_is_told_and_kept(file):
    crawl = Crawl().page(1, **{"WARC-Truncated": "length"})
    problem, article = items_of(file, crawl.data)
    assert (problem.kind, problem.fatal, article.title) == ("truncated", False, f"{TITLE} 1")


def test_an_answer_that_does_not_say_what_it_is_may_be_a_page(file):
    crawl = Crawl().page(1, content_type="").answer(address(2), b"\x89PNG", content_type="")
    assert titles(items_of(file, crawl.data)) == [f"{TITLE} 1"]


def test_what_only_claims_to_be_a_page_is_passed_over(file):
    assert items_of(file, Crawl().answer(address(), b'{"a": 1}').data) == []


def test_a_page_without_an_article_is_a_problem_with_its_address(file):
    crawl = Crawl().answer(address(3), b"<html><body>404</body></html>").page(1)
    problem, _ = items_of(file, crawl.data)
    assert problem.kind == "no_title" and problem.origin.path.endswith(address(3))


def test_a_record_cut_off_in_the_middle_costs_no_other(file):
    crawl = Crawl()
    for number in range(1, 6):
        crawl.page(number)
    for missing in (5, 100, 600):
        data = cut(crawl.data, 2, missing)
        items = items_of(file, data)
        assert kinds(items) == ["", "", "truncated", "", ""], missing
        assert items[2].origin.path.endswith(f"!{address(3)}")
        assert all(data[item.origin.offset :].startswith(b"WARC/1.0") for item in items)
        assert all(item.origin.at == (item.origin.offset,) for item in items)


def test_a_record_cut_off_at_the_end_is_a_problem(file):
    crawl = Crawl().page(1).page(2)
    assert kinds(items_of(file, crawl.data[:-200])) == ["", "truncated"]


@pytest.mark.parametrize("length", [0, 1, 2, 5, 300, 5000, 10**6])
@pytest.mark.parametrize("content_type", ["text/html", "image/png"])
def test_a_false_length_costs_its_record_only(file, length, content_type, monkeypatch):
    monkeypatch.setattr(warc_records, "CHUNK", 1000)
    crawl = Crawl().page(1).answer(address(2), page(2), content_type=content_type)
    data = crawl.page(3).page(4).data
    at = data.index(b"Content-Length: ", warc_records.START.search(data, 1).start())
    data = data[: at + 16] + b"%d" % length + data[data.index(b"\r\n", at) :]
    items = items_of(file, data)
    assert kinds(items) == ["", "truncated", "", ""]
    assert all(data[item.origin.offset :].startswith(b"WARC/1.0") for item in items)


def test_an_image_cut_off_costs_no_page(file):
    crawl = Crawl().page(1).answer(address(2), b"x" * 5000, content_type="image/png").page(3)
    assert kinds(items_of(file, cut(crawl.data, 1, 1000))) == ["", "truncated", ""]


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99] * 3)
def test_a_packed_record_cut_off_costs_no_other(file, share):
    crawls = [Crawl(gzipped=True).page(number).data for number in range(1, 6)]
    crawls[2] = crawls[2][: int(len(crawls[2]) * share)]
    items = items_of(file, b"".join(crawls))
    assert [item.title for item in items if not isinstance(item, Problem)] == [
        f"{TITLE} {number}" for number in (1, 2, 4, 5)
    ]
    assert "truncated" in kinds(items)


@pytest.mark.parametrize("length", [b"", b"-5", b"x", b"9" * 30])
def test_a_length_that_is_none_costs_its_record_only(file, length):
    crawl = Crawl().page(1).page(2).data
    at = crawl.index(b"Content-Length: ")
    end = crawl.index(b"\r\n", at)
    items = items_of(file, crawl[: at + 16] + length + crawl[end:])
    assert kinds(items) == ["bad_record", ""]


def test_a_header_without_end_costs_its_record_only(file, monkeypatch):
    monkeypatch.setattr(warc_records, "LARGEST_HEAD", 2000)
    record = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X-Long: y\r\n" * 500
    assert kinds(items_of(file, record + Crawl().page(1).data)) == ["bad_record", ""]


def test_records_that_swallow_each_other_are_not_read_for_ever(file, monkeypatch):
    monkeypatch.setattr(warc_records, "READ_AGAIN", 1000)
    monkeypatch.setattr(warc_records, "EACH_AGAIN", 0)
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 1000000\r\n\r\n"
    items = items_of(file, record * 3000)
    assert 1 <= len(items) < 3000 and set(kinds(items)) == {"truncated"}


def test_a_page_that_quotes_a_record_is_one_page(file):
    quoted = page().replace(b"</p>", b"WARC/1.0\r\nWARC-Type: response\r\n</p>", 1)
    crawl = Crawl().answer(address(1), quoted).page(2)
    assert kinds(items_of(file, crawl.data)) == ["", ""]


def test_a_page_too_large_is_a_problem(file, monkeypatch):
    monkeypatch.setattr(warc_records, "MAX_FILE", 300)
    assert kinds(items_of(file, Crawl().page(1).data)) == ["too_large"]


def test_addresses_in_brackets_are_addresses(file):
    data = Crawl().page(1).data.replace(address(1).encode(), b"<%s>" % address(1).encode())
    (article,) = items_of(file, data)
    assert article.url == address(1)


def test_a_page_may_not_speak_for_another_site(file):
    other = page().replace(
        b"</title>", b'</title><link rel=canonical href="https://other.example/">'
    )
    (article,) = items_of(file, Crawl().answer(address(1), other).data)
    assert article.url == address(1)


def test_five_hundred_pages_among_all_else(file):
    crawl = Crawl(gzipped=True)
    for number in range(500):
        crawl.page(number)
        if number % 10 == 0:
            crawl.others()
    file.write_bytes(crawl.data)
    with file.open("rb") as opened:
        assert sum(1 for _ in ArchiveIterator(opened)) == 500 + 50 * 9
    found = titles(read([file]))
    assert found == [f"{TITLE} {number}" for number in range(500)]
