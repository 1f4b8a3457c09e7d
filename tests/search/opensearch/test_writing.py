"""Writing to a cluster: all seen at once, nothing twice, one writer at a time on any machine."""

import threading
import time

import pytest
from opensearchpy.exceptions import TransportError

from search.engines.base import IndexBusy, IndexUnavailable, Request, engine, fingerprint
from search.engines.opensearch import engine as engine_module
from search.engines.opensearch import locks, writing
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.opensearch.locks import Lock
from search.engines.opensearch.writing import Writer
from search.query import parse
from tests.builders import document

pytestmark = pytest.mark.usefixtures("opensearch")


@pytest.fixture
def three():
    made = [document(1, "तालाब", source=7), document(2, "नहर"), document(3, "पुल")]
    engine().rebuild(iter(made), lambda: ([], []))


def ids(text=""):
    return sorted(engine().match(Request(query=parse(text))).ids())


def generations():
    used = engine().cluster
    return set(used.client.indices.get(index=f"{used.alias}-g*"))


def another_process():
    return OpenSearchEngine(engine().cluster.address)


class TestWriting:
    def test_an_article_is_found_by_its_new_words_alone(self, three):
        words = engine().write([document(2, "घाट बाँध")], [])
        assert words == {"घाट": "घाट", "बांध": "बाँध"}
        assert (ids("नहर"), ids("घाट"), ids()) == ([], [2], [1, 2, 3])

    def test_an_id_that_goes_and_comes_is_there(self, three):
        engine().write([document(2, "घाट")], [2, 3, 77])
        assert (ids(), ids("घाट")) == ([1, 2], [2])

    def test_the_same_twice_is_the_same(self, three):
        for _ in range(2):
            engine().write([document(4, "घाट"), document(4, "घाट")], [1])
        assert (ids(), engine().size(), engine().latest()) == ([2, 3, 4], 3, 4)

    def test_the_fingerprints_are_those_of_the_documents(self, three):
        changed = document(2, "घाट", entities=(5,))
        engine().write([changed], [1, 3])
        assert list(engine().versions()) == [(2, fingerprint(changed))]

    def test_more_than_one_answer_holds_is_read_whole(self, three, monkeypatch):
        monkeypatch.setattr(engine_module, "WINDOW", 2)
        assert [pk for pk, _ in engine().versions()] == [1, 2, 3]

    def test_nothing_is_seen_before_all_is_written(self, three):
        seen = []

        def slowly():
            for pk in range(10, 10 + writing.CHUNK + 2):
                yield document(pk, "घाट")
            seen.append(ids("घाट"))

        engine().write(slowly(), [])
        assert seen == [[]]
        assert len(ids("घाट")) == writing.CHUNK + 2

    def test_the_state_is_another_with_every_change(self, three):
        states = [engine().state()]
        for change in (
            lambda: engine().write([document(4, "घाट")], []),
            lambda: engine().write([], [4]),
            lambda: engine().rebuild(iter([]), lambda: ([], [])),
        ):
            change()
            states.append(engine().state())
        assert len(set(states)) == 4
        assert engine().state() == another_process().state() == states[-1]

    def test_words_that_no_index_takes_whole_do_no_harm(self, three):
        engine().write([document(4, f"{'क' * 50_000} घाट")], [])
        assert ids("घाट") == [4]

    def test_a_batch_that_fails_is_mended_by_the_next(self, three):
        def failing():
            yield document(4, "घाट")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine().write(failing(), [1])
        engine().write([document(4, "घाट")], [1])
        assert ids() == [2, 3, 4]

    def test_a_cluster_that_has_too_much_to_do_is_asked_again(self, three, monkeypatch):
        monkeypatch.setattr(writing, "FIRST_PAUSE", 0)
        client, refused = engine().cluster.client, []
        bulk = client.bulk

        def busy(body, **options):
            refused.append(body)
            if len(refused) == 1:
                raise TransportError(429, "rejected_execution_exception", {})
            if len(refused) == 2:
                return {"items": [{"index": {"status": 429, "error": {}}}]}
            return bulk(body=body, **options)

        monkeypatch.setattr(client, "bulk", busy)
        engine().write([document(4, "घाट")], [])
        assert (ids("घाट"), len(refused)) == ([4], 3)


class TestRebuilding:
    def test_late_changes_win_and_the_old_index_goes(self, three):
        before = generations()
        early = [document(1, "जल"), document(2, "जल"), document(3, "जल")]
        words = engine().rebuild(iter(early), lambda: ([document(1, "नहर")], [2], 2))
        assert (ids("जल"), ids("नहर"), set(words)) == ([3], [1], {"जल", "नहर"})
        assert len(generations()) == 1 and not generations() & before

    def test_searches_and_writes_go_on_meanwhile(self, three):
        seen = []

        def documents():
            yield document(8, "घाट")
            engine().write([document(4, "मेला")], [])
            seen.append((ids(), engine().rebuilding()))

        engine().rebuild(documents(), lambda: ([document(4, "मेला")], []))
        assert seen == [([1, 2, 3, 4], True)]
        assert (ids(), engine().rebuilding()) == ([4, 8], False)

    def test_one_that_fails_leaves_the_index_as_it_was(self, three):
        before = generations()

        def failing():
            yield document(9, "घाट")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine().rebuild(failing(), lambda: ([], []))
        assert (ids(), generations()) == ([1, 2, 3], before)
        assert not engine().rebuilding()

    def test_two_at_once_are_one_too_many(self, three, monkeypatch):
        monkeypatch.setattr(engine_module, "WAIT", 0.0)

        def documents():
            with pytest.raises(IndexBusy):
                another_process().rebuild(iter([]), lambda: ([], []))
            yield document(9, "घाट")

        engine().rebuild(documents(), lambda: ([], []))
        assert ids() == [9]

    def test_an_empty_index_finds_nothing(self):
        engine().rebuild(iter([]), lambda: ([], []))
        matches = engine().match(Request())
        assert (matches.total, matches.page(0, 10), matches.ids()) == (0, [], [])
        assert (matches.counts("source"), matches.span(), matches.periods("year")) == ({}, None, {})
        assert (engine().size(), engine().latest(), list(engine().versions())) == (0, 0, [])
        assert engine().beside(["तालाब"]).best(9) == []
        engine().check()
        engine().verify()

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: engine().check(),
            lambda: engine().state(),
            lambda: engine().match(Request()),
            lambda: engine().write([document(1, "घाट")], []),
            lambda: engine().write([], [1]),
        ],
    )
    def test_a_missing_index_is_told(self, ask):
        engine().control.create()
        with pytest.raises(IndexUnavailable, match="update_index --rebuild"):
            ask()


class TestLocks:
    def test_of_many_writers_each_waits_for_the_others(self, three):
        def write(first):
            other = another_process()
            for pk in range(first, first + 5):
                other.write([document(pk, "घाट")], [pk - 1] if pk % 2 else [])

        writers = [threading.Thread(target=write, args=[first]) for first in (100, 200, 300)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(timeout=120)
        assert ids("घाट") == [
            pk for first in (101, 201, 301) for pk in (first, first + 2, first + 3)
        ]

    def test_who_cannot_wait_is_told(self, three, monkeypatch):
        monkeypatch.setattr(engine_module, "WAIT", 0.2)
        with engine().writing(), pytest.raises(IndexBusy):
            another_process().write([document(4, "घाट")], [])
        another_process().write([document(4, "घाट")], [])
        assert ids("घाट") == [4]

    def test_a_lock_outlives_its_lease_while_its_holder_lives(self, three, monkeypatch):
        monkeypatch.setattr(locks, "LEASE", 1.0)
        monkeypatch.setattr(engine_module, "WAIT", 0.0)
        with engine().writing():
            time.sleep(2.5)
            with pytest.raises(IndexBusy):
                another_process().write([document(4, "घाट")], [])

    def test_the_lock_of_a_dead_process_ends(self, three, monkeypatch):
        monkeypatch.setattr(locks, "LEASE", 0.5)
        dead = Lock(engine().control, engine_module.WRITER, 1.0)
        assert dead.take()  # and nobody renews it
        engine().write([document(4, "घाट")], [])
        assert ids("घाट") == [4]

    def test_who_lost_the_lock_writes_nothing_over(self, three):
        late = Writer(engine().cluster, number=1)
        engine().write([document(2, "घाट")], [3])
        for change in (([document(2, "मेला")], []), ([document(3, "मेला")], []), ([], [2])):
            with pytest.raises(IndexBusy):
                late.write(*change)
        late.show()
        assert (ids("घाट"), ids("मेला"), ids()) == ([2], [], [1, 2])

    def test_numbers_grow_though_a_clock_goes_back(self, three, monkeypatch):
        with Lock(engine().control, "one", 1.0) as first:
            pass
        monkeypatch.setattr(locks.time, "time_ns", lambda: 0)
        with Lock(engine().control, "one", 1.0) as second:
            assert second == first + 1
