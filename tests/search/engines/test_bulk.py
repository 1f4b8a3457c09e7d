"""Many documents written by several processes: none is lost, and a killed process is noticed."""

import os
import signal

import pytest

from search.engines.base import Request, engine, fingerprint
from search.engines.embedded import bulk
from search.query import parse
from tests.builders import document

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def two_processes(monkeypatch):
    """As if these few documents were many, and this machine had two cores."""
    monkeypatch.setattr(bulk, "FEW", 10)
    monkeypatch.setattr(bulk, "CHUNK", 7)
    monkeypatch.setattr(bulk, "cores", lambda: 2)


def documents(count):
    return [document(pk, f"तालाब संख्या{pk}") for pk in range(1, count + 1)]


def rebuild(made):
    return engine().rebuild(iter(made), lambda: ([], []))


def test_all_documents_are_written_once(two_processes):
    made = documents(100)
    words = rebuild(made)
    assert dict(engine().versions()) == {one.pk: fingerprint(one) for one in made}
    assert len(list(engine().versions())) == 100
    assert words["तालाब"] == "तालाब"
    match = engine().match(Request(query=parse("संख्या42 OR संख्या99")))
    assert {pk for pk, _ in match.page(0, 9)} == {42, 99}
    assert engine().match(Request(query=parse("तालाब"))).total == 100


def test_a_segment_ends_when_its_texts_are_long_enough(monkeypatch):
    monkeypatch.setattr(bulk, "cores", lambda: 1)
    monkeypatch.setattr(bulk, "TEXT_AT_ONCE", 50)
    monkeypatch.setattr(bulk, "JOINED", 1)
    rebuild(documents(10))
    assert 3 <= len(engine().snapshot().views) <= 5
    assert engine().size() == 10


def test_few_documents_are_written_by_this_process(monkeypatch):
    monkeypatch.setattr(bulk, "by_processes", None)
    rebuild(documents(5))
    assert engine().size() == 5


def test_a_failing_source_of_documents_leaves_the_index_as_it_was(two_processes):
    rebuild(documents(3))

    def failing():
        yield from documents(50)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine().rebuild(failing(), lambda: ([], []))
    assert engine().size() == 3
    assert not engine().rebuilding()
    assert len(list(engine().storage.folder.glob("g*"))) == 1


@pytest.fixture
def deadly(two_processes, monkeypatch):
    """Documents of which the two hundredth kills a process that writes them."""
    started, start = [], bulk.start

    def noted(folder, text, processes):
        found = start(folder, text, processes)
        started.append(processes[-1])
        return found

    monkeypatch.setattr(bulk, "start", noted)

    def watched():
        for one in documents(500):
            if one.pk == 200:
                os.kill(started[0].pid, signal.SIGKILL)
            yield one

    return watched()


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_process_fails_the_rebuild(deadly):
    rebuild(documents(3))
    with pytest.raises(ChildProcessError, match="was killed"):
        engine().rebuild(deadly, lambda: ([], []))
    assert engine().size() == 3


def test_an_error_in_a_process_is_raised_here(two_processes):
    made = documents(100)
    made[60] = made[60]._replace(minute="today")
    with pytest.raises(TypeError):
        rebuild(made)


def test_many_documents_of_a_commit_are_written_by_processes_too(two_processes, monkeypatch):
    monkeypatch.setattr(bulk, "SMALLEST", 40)
    made = documents(100)
    rebuild(made[:50])
    words = engine().write(iter(made[20:]), range(21, 101), 80)
    assert {pk for pk, _ in engine().versions()} == set(range(1, 101)) and words["तालाब"]
    assert engine().match(Request(query=parse("तालाब"))).total == 100
    assert len(list(engine().versions())) == 100


def test_no_more_processes_than_are_worth_while(two_processes, monkeypatch):
    counts, found = [], bulk.by_processes
    monkeypatch.setattr(bulk, "SMALLEST", 40)
    monkeypatch.setattr(
        bulk, "by_processes", lambda *given: [counts.append(given[2]), *found(*given)][1:]
    )
    rebuild(documents(3))
    for count in (10, 79, 80, 200):
        engine().write(documents(30), [], count)
    assert counts == [1, 1, 2, 2]


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_process_fails_the_commit_and_changes_nothing(deadly):
    rebuild(documents(3))
    with pytest.raises(ChildProcessError, match="try again"):
        engine().write(deadly, [], 500)
    assert engine().size() == 3
