import gzip
import os

import pytest

from articles.ingestion.problems import KINDS
from articles.ingestion.readers import Wanted, count_bytes, read
from articles.ingestion.readers.streams import Stream
from articles.ingestion.records import LONGEST_EXCERPT, Origin, Problem

PAGE = "नगर में पुस्तक मेला\n\nमेला सोमवार को खुला।\n"
LINE = '{"title": "नगर में पुस्तक मेला", "body": "मेला सोमवार को खुला।"}\n'
HTML = (
    f"<!DOCTYPE html><html><body><h1>नगर में मेला</h1><p>{'मेला सोमवार को खुला। ' * 5}</p></body></html>"
)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def names(items):
    return [os.path.basename(item.origin.path) for item in items]


@pytest.mark.parametrize("name", ["article", "article.txt", "article.jsonl", "article.html"])
@pytest.mark.parametrize(
    ("content", "line"),
    [(LINE, 1), ("\ufeff" + LINE, 1), (LINE.encode("utf-16"), 1), (HTML, None)],
)
def test_a_file_is_recognised_by_its_content(tmp_path, name, content, line):
    path = write(tmp_path / name, content)
    (article,) = read([path])
    assert article.origin == Origin(str(path), line)
    assert article.body.startswith("मेला सोमवार को खुला।")


@pytest.mark.parametrize("content", [PAGE, "\ufeff" + PAGE, PAGE.encode("utf-16")])
def test_text_is_what_is_no_other_format(tmp_path, content):
    (article,) = read([write(tmp_path / "page", content)])
    assert (article.title, article.body) == ("नगर में पुस्तक मेला", "मेला सोमवार को खुला।")


def test_a_format_asked_for_is_not_guessed(tmp_path):
    (article,) = read([write(tmp_path / "page.csv", PAGE)], Wanted("text"))
    assert article.title == "नगर में पुस्तक मेला"


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("empty.txt", b"", "empty", "empty"),
        ("blank.txt", " \n\n", "empty", "empty"),
        ("picture", b"\x89PNG\r\n\x1a\n", "binary", "PNG"),
        ("page.txt.gz", gzip.compress(b"BZh91AY", mtime=0), "binary", "bzip2"),
        ("page.html", b"%PDF-1.4 abc", "binary", "PDF"),
        ("zero.jsonl", b"abc\x00def", "binary", "byte 3"),
        ("latin.txt", "शीर्षक\n".encode() + b"\xe9", "not_utf8", "Byte 19"),
        ("feed.xml", "<?xml version='1.0'?><rss/>", "unknown_format", "jsonl, csv, html, text"),
        ("table.csv", "क,ख", "no_columns", "क, ख"),
        ("style.css", "p {}", "unknown_format", "jsonl, csv, html, text"),
        ("one.txt", "केवल एक अनुच्छेद।", "no_body", "no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path, name, content, kind, words):
    path = write(tmp_path / name, content)
    (problem,) = read([path])
    assert (problem.origin, problem.kind) == (Origin(str(path)), kind)
    assert words in problem.reason
    assert problem.fatal and len(problem.excerpt) <= LONGEST_EXCERPT and kind in KINDS


def test_what_is_missing_stops_nothing(tmp_path):
    good = write(tmp_path / "page.txt", PAGE)
    items = list(read([tmp_path / "none", "a\0b", "x" * 5000, good]))
    assert [getattr(item, "kind", "article") for item in items] == ["missing"] * 3 + ["article"]
    assert "\0" not in items[1].origin.path


def test_a_folder_is_read_in_order_and_to_the_bottom(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt", "a/deep/3.txt"):
        write(tmp_path / name, PAGE)
    assert names(read([tmp_path])) == ["b.txt", "1.txt", "2.txt", "3.txt"]


def test_hidden_files_and_the_looks_of_pages_are_passed_over(tmp_path):
    for name in (".hidden", ".folder/page.txt", "logo.PNG", "page.css", "page.js", "page.txt"):
        write(tmp_path / name, PAGE)
    assert names(read([tmp_path])) == ["page.txt"]


def test_loops_of_links_end(tmp_path):
    write(tmp_path / "a/page.txt", PAGE)
    (tmp_path / "b").mkdir()
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/across").symlink_to(tmp_path / "b")
    (tmp_path / "b/back").symlink_to(tmp_path / "a")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    assert sorted(names(read([tmp_path]))) == ["broken", "page.txt"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (problem,) = read([tmp_path])
    assert problem.kind == "unreadable"


def test_a_file_that_cannot_be_read_on_is_a_problem(tmp_path, monkeypatch):
    path = write(tmp_path / "page.txt", PAGE)

    def fail(self, size):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Stream, "read", fail)
    (problem,) = read([path])
    assert problem.kind == "unreadable" and "Permission denied" in problem.reason


def test_names_that_are_no_utf8_can_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(path, "wb") as file:
        file.write(PAGE.encode())
    (article,) = read([tmp_path])
    article.origin.path.encode("utf-8")


def test_the_bytes_to_read_are_counted(tmp_path):
    write(tmp_path / "a.txt", "abc")
    write(tmp_path / "b/c.txt", "defg")
    write(tmp_path / "d.png", "1234567")
    assert count_bytes([tmp_path, tmp_path / "none"]) == 7


def test_every_item_is_an_article_or_a_problem(tmp_path):
    write(tmp_path / "a.jsonl", LINE + "oops\n" + LINE)
    kinds = [isinstance(item, Problem) for item in read([tmp_path])]
    assert kinds == [False, True, False]
