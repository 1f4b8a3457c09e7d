"""The embedded engine: many readers beside one writer, and what is kept of the index's state."""

import os
import subprocess
import sys
import threading
from datetime import date

import pytest

from search.engines.base import DAY, NEWEST, Request, engine
from search.query import parse
from tests.builders import document

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.embedded]


def test_readers_in_many_threads_never_meet_a_half_written_index():
    engine().rebuild(iter([document(1, "जल", 2019)]), lambda: ([], []))
    stop, faults, seen = threading.Event(), [], set()

    def read():
        last = 0
        try:
            while not stop.is_set():
                matches = engine().match(Request(query=parse("जल"), sort=NEWEST))
                assert matches.total == len(matches.page(0, 1000)) >= last
                assert sum(matches.counts("source").values()) == matches.total
                last = matches.total
                seen.add(last)
        except Exception as error:
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for pk in range(2, 22):
        if pk % 5:
            engine().write([document(pk, "जल")], [])
        else:
            every = [document(one, "जल") for one in range(1, pk + 1)]
            engine().rebuild(iter(every), lambda: ([], []))
    stop.set()
    for reader in readers:
        reader.join(timeout=20)
    assert faults == []
    assert engine().size() == 21 and max(seen) <= 21


def test_late_changes_of_a_rebuild_win():
    early = [document(1, "जल"), document(2, "जल"), document(3, "जल")]
    engine().rebuild(iter(early), lambda: ([document(1, "नहर")], [2]))
    assert {pk for pk, _ in engine().match(Request(query=parse("जल"))).page(0, 9)} == {3}
    assert {pk for pk, _ in engine().match(Request(query=parse("नहर"))).page(0, 9)} == {1}


def test_scores_do_not_depend_on_how_the_index_is_cut():
    documents = [document(pk, "जल " * pk + "नहर घाट") for pk in range(1, 7)]
    engine().rebuild(iter(documents), lambda: ([], []))
    whole = engine().match(Request(query=parse("जल नहर"))).page(0, 9)
    engine().rebuild(iter(documents[:2]), lambda: ([], []))
    for one in documents[2:]:
        engine().write([one], [])
    cut = engine().match(Request(query=parse("जल नहर"))).page(0, 9)
    assert [pk for pk, _ in cut] == [pk for pk, _ in whole]
    assert [score for _, score in cut] == pytest.approx([score for _, score in whole], rel=0.02)


def test_words_are_counted_by_articles():
    documents = [document(1, "जल जल"), document(2, "जल नहर")]
    engine().rebuild(iter(documents), lambda: ([], []))
    assert dict(engine().frequencies(["जल", "नहर", "घाट"])) == {"जल": 2, "नहर": 1, "घाट": 0}


QUERIES = ("तालाब", "तालाब नहर", '"पुल घाट"', "नहर OR मेला", "मेल*", "पुल -तालाब", "")
THREADS, ASKED = 6, 400  # queries a thread


def test_queries_during_commits_answer_as_in_a_quiet_run():
    """Documents are replaced by themselves and others come and go, so each answer stays."""
    words = "तालाब नहर पुल घाट मेला सड़क बाग़".split()
    documents = [document(pk, " ".join(words[pk % 7 : pk % 7 + 3])) for pk in range(1, 60)]
    engine().rebuild(iter(documents), lambda: ([], []))

    def answer(query):
        matches = engine().match(Request(query=parse(query), first=date(2000, 1, 1), sort=NEWEST))
        return matches.page(0, 100), matches.counts("source"), matches.periods(DAY)

    def ids(found):
        page, *facets = found
        return [pk for pk, _ in page], *facets

    quiet = {query: ids(answer(query)) for query in QUERIES}
    faults = []

    def ask():
        for number in range(ASKED):
            query = QUERIES[number % len(QUERIES)]
            if ids(answer(query)) != quiet[query]:
                faults.append(query)

    readers = [threading.Thread(target=ask) for _ in range(THREADS)]
    for reader in readers:
        reader.start()
    commits = 0
    while any(reader.is_alive() for reader in readers):
        # What comes and goes has no date, so that no query above finds it.
        fresh = [documents[commits % len(documents)], undated(1000 + commits)]
        engine().write(fresh, [999 + commits])
        commits += 1
    assert faults == []
    assert commits > 10


def undated(pk):
    return document(pk, "तालाब नहर पुल घाट मेला")._replace(minute=None)


def test_what_another_process_commits_is_seen_at_once(index):
    engine().rebuild(iter([document(1, "जल")]), lambda: ([], []))
    assert engine().match(Request(query=parse("जल"))).total == 1
    code = (
        "import django; django.setup()\n"
        "from search.engines.base import engine\n"
        "from tests.builders import document\n"
        "engine().write([document(2, 'जल')], [])"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SEARCH_URL": f"whoosh://{index}",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert engine().match(Request(query=parse("जल"))).total == 2
