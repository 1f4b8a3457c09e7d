"""Zip, tar and gzip: what they hold is read as if it lay in a folder, within bounds."""

import gzip
import io
import os
import random
import struct
import sys
import tarfile
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from articles.ingestion.readers import Wanted, bounds, gzip_file, read, tar_archive, zip_archive
from articles.ingestion.records import Problem
from tests.articles.ingestion.readers.packing import (
    TITLE,
    Crawl,
    items_of,
    kinds,
    line,
    page,
    tarred,
    titles,
    wacz,
    zipped,
)

LINES = b"".join(map(line, range(1, 4)))
ALL = [f"{TITLE} {number}" for number in (1, 2, 3)]
TABLE = "शीर्षक,पाठ\n".encode() + b"".join(f"{one},पाठ है।\n".encode() for one in ALL)
PAGES = {f"{number}.html": page(number) for number in (1, 2, 3)}
CRAWL = Crawl(gzipped=True).page(1).page(2).page(3).data
HOLDERS = {
    "gzip": lambda name, data: (f"{name}.gz", gzip.compress(data)),
    "zip": lambda name, data: ("a.zip", zipped({name: data})),
    "stored": lambda name, data: ("a.zip", zipped({name: data}, zipfile.ZIP_STORED)),
    "tar": lambda name, data: ("a.tar", tarred({name: data})),
    "tar.gz": lambda name, data: ("a.tgz", tarred({name: data}, "w:gz")),
}
HELD = {
    "lines": ("a.jsonl", LINES),
    "utf16": ("a.jsonl", LINES.decode().encode("utf-16")),
    "table": ("a.csv", TABLE),
    "crawl": ("a.warc.gz", CRAWL),
    "wacz": ("a.wacz", wacz(CRAWL)),
    "pages": ("pages.zip", zipped(PAGES)),
    "tar": ("pages.tar", tarred(PAGES)),
}


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("held", HELD)
def test_whatever_holds_whatever_all_of_it_is_read(tmp_path, holder, held):
    name, data = HOLDERS[holder](*HELD[held])
    assert titles(items_of(tmp_path / name, data)) == ALL


@pytest.mark.parametrize("holder", HOLDERS)
def test_it_comes_from_standard_input_too(holder, monkeypatch):
    _, data = HOLDERS[holder]("a.jsonl", LINES)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    items = list(read(["-"]))
    assert titles(items) == ALL
    assert items[0].origin.path.startswith("-")


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_a_part_is_named_by_the_archive_and_its_own_name(tmp_path, name):
    make = zipped if name == "a.zip" else tarred
    (article,) = items_of(tmp_path / name, make({"जून/१.jsonl": line(4)}))
    assert article.origin.path == f"{tmp_path / name}!जून/१.jsonl"
    assert article.origin.line == 1


def test_a_format_asked_for_is_that_of_the_parts(tmp_path):
    data = zipped({"page.csv": f"{TITLE}\n\nमेला सोमवार को खुला।\n".encode()})
    (article,) = items_of(tmp_path / "a.zip", data, Wanted("text"))
    assert article.title == TITLE


@pytest.mark.parametrize("make", [zipped, tarred])
def test_what_a_walk_through_folders_passes_over_is_passed_over(tmp_path, make):
    names = ["__MACOSX/a.html", ".hidden/a.html", "b/.x.html", "a.css", "logo.png", "b/a.html"]
    (article,) = items_of(tmp_path / "a", make(dict.fromkeys(names, page())))
    assert article.origin.path.endswith("!b/a.html")


@pytest.mark.parametrize("make", [zipped, tarred])
def test_names_that_lead_out_of_the_archive_write_nothing(tmp_path, make, monkeypatch):
    inside = tmp_path / "deep/inside"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    names = ["../../out.html", str(tmp_path / "out.html"), "..\\out.html"]
    assert len(items_of(inside / "a", make(dict.fromkeys(names, page())))) == 3
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [inside / "a"]


def test_links_and_devices_in_a_tar_are_not_followed(tmp_path):
    (tmp_path / "secret.html").write_bytes(page(9))
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("a.html")
            info.type, info.linkname = kind, str(tmp_path / "secret.html")
            archive.addfile(info)
    assert items_of(tmp_path / "a.tar", file.getvalue()) == []


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_broken_part_stops_no_other(tmp_path, make):
    parts = {"1.html": page(1), "2.html": b"\x00\x01", "3.html": b"", "4.html": page(4)}
    assert kinds(items_of(tmp_path / "a", make(parts))) == ["", "binary", "empty", ""]


def test_a_part_of_a_zip_that_cannot_be_unpacked_stops_no_other(tmp_path):
    data = bytearray(zipped(PAGES))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        second = archive.infolist()[1]
    data[second.header_offset + 60 : second.header_offset + 120] = b"\xff" * 60
    items = items_of(tmp_path / "a.zip", bytes(data))
    assert kinds(items) == ["", "bad_archive", ""]
    assert items[1].origin.path.endswith("!2.html")


def test_parts_with_a_password_are_a_problem(tmp_path):
    data = bytearray(zipped({"1.html": page()}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = archive.start_dir
    data[6] |= 1
    data[contents + 8] |= 1
    (problem,) = items_of(tmp_path / "a.zip", bytes(data))
    assert problem.kind == "bad_archive" and "password" in problem.reason


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_cannot_be_bounded_are_a_problem(tmp_path, method):
    (problem,) = items_of(tmp_path / "a.zip", zipped({"1.html": page()}, method))
    assert problem.kind == "bad_archive"


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_archive(tmp_path, name):
    (problem,) = items_of(tmp_path / "a.docx", zipped({name: b"x", "a.html": page()}))
    assert problem.kind == "binary" and "office" in problem.reason


def test_an_archive_of_nothing_gives_nothing(tmp_path):
    assert items_of(tmp_path / "a.zip", zipped({})) == []


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4])
@pytest.mark.parametrize("data", [zipped(PAGES), tarred(PAGES), tarred(PAGES, "w:gz")])
def test_archives_that_break_off_are_a_problem(tmp_path, share, data):
    items = items_of(tmp_path / "a", data[: int(share * len(data))])
    assert set(kinds(items)) - {""}


def test_a_tar_with_a_hole_says_so(tmp_path):
    data = bytearray(tarred(PAGES))
    at = data.index(b"2.html")
    data[at : at + 512] = b"garbage!" * 64
    items = items_of(tmp_path / "a.tar", bytes(data))
    assert kinds(items) == ["", "bad_archive"]


class TestGzip:
    def test_pieces_are_joined_and_zeros_between_them_passed_over(self, tmp_path):
        data = b"".join(gzip.compress(line(number)) + b"\0" * 9 for number in (1, 2, 3))
        assert titles(items_of(tmp_path / "a.jsonl.gz", data)) == ALL

    def test_a_missing_end_is_told_and_costs_the_last_record_only(self, tmp_path):
        data = gzip.compress(LINES * 50, mtime=0)
        items = items_of(tmp_path / "a.jsonl.gz", data[:-12])
        assert kinds(items)[-1] == "truncated" and items[-1].origin.path.endswith("a.jsonl.gz")
        assert len(items) > 100 and "" in kinds(items)

    def test_a_fault_in_one_piece_costs_no_other(self, tmp_path):
        pieces = [bytearray(gzip.compress(line(number) * 20)) for number in range(40)]
        pieces[20][40:50] = b"\xff" * 10
        items = items_of(tmp_path / "a.jsonl.gz", b"".join(pieces))
        articles = [item for item in items if not isinstance(item, Problem)]
        assert len(articles) >= 39 * 20 and items[-1].kind == "truncated"

    def test_a_piece_cut_off_anywhere_costs_no_other(self, tmp_path):
        """What is cut off may by chance unpack into garbage up to the end of all that follows."""
        pieces = [gzip.compress(line(number), mtime=0) for number in range(5)]
        for size in range(1, len(pieces[2]) - 1):
            data = b"".join([*pieces[:2], pieces[2][:size], *pieces[3:]])
            items = items_of(tmp_path / "a.jsonl.gz", data)
            found = {item.external_id for item in items if not isinstance(item, Problem)}
            assert found >= {"0", "1", "3", "4"}, size
            assert "truncated" in kinds(items)

    def test_garbage_between_pieces_is_told(self, tmp_path):
        data = gzip.compress(line(1)) + b"garbage" * 9999 + gzip.compress(line(2))
        items = items_of(tmp_path / "a.jsonl.gz", data)
        assert kinds(items) == ["", "", "truncated"]

    def test_a_piece_after_a_fault_is_found_across_buffers(self, tmp_path, monkeypatch):
        monkeypatch.setattr(gzip_file, "BUFFER", 100)
        garbage = random.Random(1).randbytes(997)
        for size in range(80, 120):
            data = gzip.compress(line(1)) + garbage[:size] + gzip.compress(line(2))
            assert kinds(items_of(tmp_path / "a.gz", data)) == ["", "", "truncated"]

    def test_faults_without_number_are_not_all_told(self, tmp_path):
        broken = gzip.compress(line(1))[:-3] + b"xyz"
        items = items_of(tmp_path / "a.jsonl.gz", broken * 500)
        assert kinds(items).count("truncated") <= 100


class TestBounds:
    """Archives that unpack to far more than they are stop early, and name the setting."""

    @pytest.fixture(autouse=True)
    def little(self, monkeypatch):
        monkeypatch.setattr(bounds, "FREE", 100_000)

    def check(self, items, setting):
        assert kinds(items)[-1] == "archive_limits" and setting in items[-1].reason

    @pytest.mark.parametrize("holder", HOLDERS)
    def test_a_bomb_is_stopped_by_what_it_unpacks_to(self, tmp_path, holder):
        name, data = HOLDERS[holder]("a.jsonl.gz", gzip.compress(b"\n" * 4 * 10**6))
        self.check(items_of(tmp_path / name, data), "NEWSARCHIVE_ARCHIVE_RATIO")

    def test_so_is_one_from_standard_input(self, monkeypatch):
        data = gzip.compress(gzip.compress(line(1) + b"\n" * 2 * 10**7))
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        self.check(list(read(["-"])), "NEWSARCHIVE_ARCHIVE_RATIO")

    def test_nothing_more_of_an_input_is_read_then(self, tmp_path):
        parts = {"1.jsonl": b"\n" * 4 * 10**6, "2.html": page(2), "3.html": page(3)}
        items = items_of(tmp_path / "a.zip", zipped(parts))
        assert kinds(items) == ["archive_limits"]

    def test_a_sparse_file_in_a_tar_is_one_too(self, tmp_path):
        """One that claims eight gigabytes, all of them a hole but for the first block."""
        block = (line(1) * 40).ljust(20 * 1024, b"\n")
        info = tarfile.TarInfo("a.jsonl")
        info.type, info.size = tarfile.GNUTYPE_SPARSE, len(block)
        header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
        header[386:410] = b"%012o%012o" % (0, len(block))
        header[483:495] = b"100000000000"
        header[148:156] = b"        "
        header[148:156] = b"%06o\0 " % sum(header)
        items = items_of(tmp_path / "a.tar", bytes(header) + block + b"\0" * 1024)
        assert kinds(items) == [""] * 40 + ["archive_limits"]

    def test_bytes_in_all_are_bounded(self, tmp_path, settings):
        settings.ARCHIVE_BYTES = 1000
        items = items_of(tmp_path / "a.zip", zipped(PAGES))
        self.check(items, "NEWSARCHIVE_ARCHIVE_BYTES")

    @pytest.mark.parametrize("make", [zipped, tarred])
    def test_parts_are_bounded(self, tmp_path, settings, make):
        settings.ARCHIVE_MEMBERS = 2
        items = items_of(tmp_path / "a", make(PAGES))
        assert kinds(items) == ["", "", "archive_limits"]

    def test_depth_is_bounded_and_stops_nothing_else(self, tmp_path, settings):
        settings.ARCHIVE_DEPTH = 2
        deep = line(1)
        for _ in range(3):
            deep = zipped({"a": deep})
        items = items_of(tmp_path / "a.zip", zipped({"1.zip": deep, "2.html": page(2)}))
        assert kinds(items) == ["archive_limits", ""]

    def test_an_archive_that_holds_itself_ends(self, tmp_path, settings):
        data = line(1)
        for _ in range(30):
            data = gzip.compress(data)
        assert kinds(items_of(tmp_path / "a.gz", data)) == ["archive_limits"]

    def test_a_zip_in_a_zip_is_copied_up_to_a_limit(self, tmp_path, settings):
        settings.ARCHIVE_COPY_BYTES = 1000
        inner = zipped(PAGES, zipfile.ZIP_STORED)
        items = items_of(tmp_path / "a.zip", zipped({"1.zip": inner, "2.html": page(2)}))
        assert kinds(items) == ["archive_limits", ""]

    def test_a_large_zip_in_a_zip_leaves_no_file_behind(self, tmp_path, monkeypatch):
        monkeypatch.setattr(zip_archive, "IN_MEMORY", 100)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
        (tmp_path / "temporary").mkdir()
        items = items_of(tmp_path / "a.zip", zipped({"1.zip": zipped(PAGES)}))
        assert titles(items) == ALL and os.listdir(tmp_path / "temporary") == []

    def test_a_table_of_contents_has_a_largest_size(self, tmp_path, monkeypatch):
        monkeypatch.setattr(zip_archive, "LARGEST_CONTENTS", 100)
        assert kinds(items_of(tmp_path / "a.zip", zipped(PAGES))) == ["archive_limits"]

    def test_a_header_of_a_tar_has_a_largest_size(self, tmp_path, monkeypatch):
        monkeypatch.setattr(tar_archive, "LARGEST_READ", 10_000)
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
            info = tarfile.TarInfo("a.html")
            info.pax_headers = {"comment": "x" * 50_000}
            archive.addfile(info)
        assert kinds(items_of(tmp_path / "a.tar", file.getvalue())) == ["bad_archive"]


def test_a_zip_that_claims_a_huge_table_of_contents_is_a_problem(tmp_path):
    data = bytearray(zipped(PAGES))
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 0xFFFFFF00)
    assert set(kinds(items_of(tmp_path / "a.zip", bytes(data)))) <= {
        "bad_archive",
        "archive_limits",
    }


def test_a_folder_of_archives_is_read(tmp_path):
    for number, name in enumerate(["1.zip", "2.zip"], start=1):
        Path(tmp_path, name).write_bytes(zipped({"a.html": page(number)}))
    assert titles(read([tmp_path])) == ALL[:2]
