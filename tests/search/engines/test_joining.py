"""Several segments joined into one, which is what one of all their documents would have been."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage

from search.engines.base import Request, engine
from search.engines.embedded import joining
from search.engines.embedded.codec import file_of
from search.engines.embedded.joining import joined
from search.engines.embedded.writing import write_segment
from search.query import parse
from tests.builders import document

WORDS = st.lists(st.sampled_from("तालाब नहर तालाबों हिन्द हिंद पुल- 10,000 a".split()), max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=3).map("\n\n".join)
ENTITIES = st.lists(st.integers(1, 5), max_size=3, unique=True).map(tuple)
BATCHES = st.lists(
    st.lists(st.tuples(TEXTS, TEXTS, ENTITIES), min_size=1, max_size=5), min_size=1, max_size=4
)


def batches_of(facts):
    numbers = iter(range(1, 100))
    return [
        [document(next(numbers), body, title=title, entities=names) for title, body, names in batch]
        for batch in facts
    ]


@settings(max_examples=80)
@given(BATCHES, st.sampled_from([1, 7, 2**21]))
def test_every_array_is_that_of_a_segment_of_all_documents(tmp_path_factory, facts, at_once):
    folder = tmp_path_factory.mktemp("segments")
    storage, batches = FileStorage(folder), batches_of(facts)
    apart = [write_segment(str(folder), batch).segment for batch in batches]
    whole = write_segment(str(folder), [one for batch in batches for one in batch]).segment
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "AT_ONCE", at_once)
        made = joined(folder, storage, apart)
    found, expected = file_of(storage, made).arrays, file_of(storage, whole).arrays
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        assert found[name].dtype == values.dtype, name
        assert np.array_equal(found[name], values), name
    for field in ("text", "stem"):
        assert made._fieldlengths[field] == whole._fieldlengths[field]
    assert made.doc_count_all() == whole.doc_count_all()


def test_what_was_deleted_stays_so(tmp_path):
    apart = [
        write_segment(str(tmp_path), [document(2 * n + 1, "तालाब"), document(2 * n + 2, "नहर")])
        for n in range(3)
    ]
    apart[1].segment.delete_document(0)
    made = joined(tmp_path, FileStorage(tmp_path), [one.segment for one in apart])
    assert (made.doc_count_all(), made.doc_count()) == (6, 5)
    assert list(made.deleted_docs()) == [2]


@pytest.fixture
def small(monkeypatch, index):
    from search.engines.embedded import bulk

    monkeypatch.setattr(bulk, "SEGMENT_SIZE", 4)
    monkeypatch.setattr(bulk, "JOINED", 3)


def test_a_rebuild_leaves_few_segments(small):
    made = [document(pk, f"तालाब {pk}") for pk in range(1, 31)]
    engine().rebuild(iter(made), lambda: ([], []))
    assert [view.segment.size for view in engine().snapshot().views] == [12, 12, 6]
    assert engine().match(Request(query=parse("तालाब"))).total == 30
    assert [pk for pk, _ in engine().match(Request(query=parse("27"))).page(0, 9)] == [27]
    files = {path.suffix for path in engine().storage.folder.glob("g*/*")}
    assert len(list(engine().storage.folder.glob("g*/*.arrays"))) == 3, files
