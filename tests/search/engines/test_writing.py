"""Commits: two writers, damaged files, and what stays as it was for readers."""

import threading

import pytest

from search.engines.base import IndexBusy, IndexUnavailable, Request, engine
from search.engines.embedded import engine as embedded
from search.query import parse
from tests.builders import document


@pytest.fixture(autouse=True)
def three(index):
    """An index of three documents in two segments."""
    made = [document(1, "तालाब", source=7), document(2, "नहर")]
    engine().rebuild(iter(made), lambda: ([], []))
    engine().write([document(3, "पुल")], [])


def ids(text=""):
    return sorted(pk for pk, _ in engine().match(Request(query=parse(text))).page(0, 1000))


def files():
    return sorted(engine().storage.folder.rglob("*.arrays"))


def generation():
    return engine().storage.open(engine().storage.current())


def test_of_two_writers_one_waits_for_the_other():
    def write(first):
        for pk in range(first, first + 20):
            engine().write([document(pk, "घाट")], [pk - 1] if pk % 2 else [])

    writers = [threading.Thread(target=write, args=[first]) for first in (100, 200, 300)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert ids("घाट") == [pk for first in (101, 201, 301) for pk in range(first, first + 20, 2)]
    assert ids() == [1, 2, 3, *ids("घाट")]


def test_a_writer_waits_for_one_of_whooshs_own_but_not_for_ever(monkeypatch):
    monkeypatch.setattr(embedded, "WAIT", 0)
    writer = generation().writer()
    with pytest.raises(IndexBusy):
        engine().write([document(4, "घाट")], [])
    writer.cancel()
    engine().write([document(4, "घाट")], [])
    assert ids("घाट") == [4]


def test_no_file_is_left_of_segments_that_are_gone():
    for _ in range(3):
        engine().write([document(3, "पुल")], [])
    assert len(files()) == len(engine().snapshot().views) == 2


def test_what_is_kept_of_a_segment_survives_a_commit():
    before = {view.segment.key: view.columns.pks for view in engine().snapshot().views}
    engine().write([document(4, "घाट")], [1])
    after = {view.segment.key: view.columns.pks for view in engine().snapshot().views}
    assert all(after[key] is kept for key, kept in before.items())
    assert ids() == [2, 3, 4]


def test_threads_share_an_open_file():
    found = []

    def read():
        found.append([view.segment.lists.file for view in engine().snapshot().views])

    for _ in range(2):
        reader = threading.Thread(target=read)
        reader.start()
        reader.join()
    assert found[0] == found[1]


def test_a_file_that_is_missing_or_cut_off_is_found_by_who_opens_the_index():
    path = files()[0]
    content = path.read_bytes()
    for spoil in (path.unlink, lambda: path.write_bytes(content[:100])):
        spoil()
        reader = embedded.WhooshEngine(str(engine().storage.folder))
        with pytest.raises(IndexUnavailable):
            reader.check()


def test_an_altered_file_is_found_by_reading_it_whole():
    engine().verify()
    path = files()[0]
    content = bytearray(path.read_bytes())
    content[content.rindex("ल".encode())] ^= 1
    path.write_bytes(content)
    reader = embedded.WhooshEngine(str(engine().storage.folder))
    reader.check()
    with pytest.raises(IndexUnavailable, match="altered"):
        reader.verify()


def test_a_cut_off_table_of_contents_is_found_by_who_opens_the_index():
    for path in engine().storage.folder.rglob("*.toc"):
        path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(IndexUnavailable, match="update_index"):
        embedded.WhooshEngine(str(engine().storage.folder)).check()


@pytest.mark.parametrize("name", ["g4-1a2b3c4d", "g0-1", "", "../x"])
def test_an_index_of_another_version_is_not_read(name, index):
    (index / "CURRENT").write_text(name)
    with pytest.raises(IndexUnavailable, match="another version"):
        engine().check()
    engine().rebuild(iter([document(9, "घाट")]), lambda: ([], []))
    assert ids() == [9]
