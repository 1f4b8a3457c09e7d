"""Small segments become one, and what changes meanwhile is not lost."""

import pytest

from search.engines.base import engine, fingerprint
from search.engines.embedded import engine as engine_module
from search.engines.embedded import merging
from search.engines.embedded.merging import MOST, MOST_LARGE
from tests.builders import document

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def documents(index):
    """The documents of an index of many segments, by id; tests change what they stand for."""
    engine().rebuild(iter([document(1, "तालाब")]), lambda: ([], []))
    made = {pk: document(pk, f"तालाब {pk}") for pk in range(1, MOST + 3)}
    for one in made.values():
        engine().write([one], [])
    return made


def segments():
    return len(engine().snapshot().views)


def versions():
    return sorted(engine().versions())


def expected(documents):
    return sorted((pk, fingerprint(one)) for pk, one in documents.items())


def reader(documents):
    return lambda ids: [documents[pk] for pk in sorted(ids) if pk in documents]


def test_many_small_segments_become_one(documents):
    assert segments() == MOST + 2
    assert engine().merge(reader(documents))
    assert (segments(), versions()) == (1, expected(documents))
    assert not engine().merge(reader(documents))


@pytest.fixture
def larger(monkeypatch):
    """As if a dozen documents were many."""
    monkeypatch.setattr(merging, "SIZES", ())
    monkeypatch.setattr(merging, "LARGEST", 0)


def test_many_larger_segments_are_joined_without_their_texts(larger, documents):
    for pk in range(MOST + 3, 2 * MOST + 3):
        documents[pk] = document(pk, f"तालाब {pk}")
        engine().write([documents[pk]], [])
    assert segments() == 2 * MOST + 2
    assert engine().merge(None)
    assert (segments(), versions()) == (1, expected(documents))
    assert not engine().merge(None)


def test_a_few_of_the_larger_segments_are_joined_and_the_small_ones_left(
    monkeypatch, larger, documents
):
    monkeypatch.setattr(merging, "LARGEST", 1)
    for first in range(100, 100 + 2 * (MOST_LARGE + 1), 2):
        pair = [document(first, "झील"), document(first + 1, "नदी")]
        documents.update((one.pk, one) for one in pair)
        assert not engine().merge(None)
        engine().write(pair, [])
    assert engine().merge(None)
    assert (segments(), versions()) == (MOST + 2 + 1, expected(documents))
    assert not engine().merge(None)


def test_what_changes_during_a_joining_keeps_its_newer_version(larger, documents, monkeypatch):
    for pk in range(MOST + 3, 2 * MOST + 3):
        documents[pk] = document(pk, f"तालाब {pk}")
        engine().write([documents[pk]], [])
    join = engine_module.joined

    def changed_meanwhile(*args):
        made = join(*args)
        documents[2] = document(2, "नहर")
        engine().write([documents[2]], [3])
        del documents[3]
        return made

    monkeypatch.setattr(engine_module, "joined", changed_meanwhile)
    assert engine().merge(None)
    assert (segments(), versions()) == (2, expected(documents))


def test_what_changes_meanwhile_keeps_its_newer_version(documents):
    def read(ids):
        found = reader(documents)(ids)
        documents[2] = document(2, "नहर")
        engine().write([documents[2]], [3])
        del documents[3]
        return found

    assert engine().merge(read)
    assert (segments(), versions()) == (2, expected(documents))


def test_what_the_database_has_no_longer_leaves_the_index(documents):
    gone = documents.pop(4)
    engine().merge(reader(documents))
    assert gone.pk not in dict(engine().versions())


def test_a_rebuild_meanwhile_wins(documents):
    def read(ids):
        engine().rebuild(iter([document(99, "पुल")]), lambda: ([], []))
        return reader(documents)(ids)

    engine().merge(read)
    assert [pk for pk, _ in engine().versions()] == [99]


def test_a_segment_that_is_mostly_deleted_is_written_again(index):
    made = {pk: document(pk, "तालाब") for pk in range(1, 11)}
    engine().rebuild(iter(made.values()), lambda: ([], []))
    for pk in range(1, 7):
        del made[pk]
        engine().write([], [pk])
    assert engine().merge(reader(made))
    assert engine().snapshot().searcher.doc_count_all() == 4
    assert versions() == expected(made)


def test_no_more_documents_are_written_again_than_allowed(documents, monkeypatch):
    monkeypatch.setattr(merging, "MOST_DOCUMENTS", 3)
    engine().merge(reader(documents))
    assert segments() == MOST
    assert versions() == expected(documents)


def test_nothing_is_left_of_what_the_database_has_no_longer(documents):
    engine().merge(reader({}))
    assert (versions(), engine().size()) == ([], 0)
    engine().write([document(1, "नहर")], [])
    assert engine().size() == 1


def test_a_segment_without_documents_is_dropped_by_the_commit(documents):
    engine().write([documents[1]._replace(title="नया")], [])
    assert segments() == MOST + 2


def test_two_merges_never_work_at_once(documents):
    asked = []

    def read(ids):
        asked.append(engine().merge(reader(documents)))
        return reader(documents)(ids)

    assert engine().merge(read)
    assert asked == [False]
