"""A node of three is killed under load: searches go on, and nothing accepted is lost.

``NODE_KILLS=10 pytest tests/search/opensearch/test_nodes.py`` kills ten in turn.
"""

import os
import threading
import time
from uuid import uuid4

import pytest

from search.engines.base import NEWEST, IndexBusy, IndexUnavailable, Request
from search.engines.opensearch.address import Address
from search.engines.opensearch.engine import OpenSearchEngine
from search.query import parse
from tests.builders import document
from tests.cluster import Cluster
from tests.conftest import java_or_skip

KILLS = int(os.environ.get("NODE_KILLS", "1"))
BEFORE = 200  # articles in the index
ENOUGH = 15  # writes of each writer before the kill, and again after it
LONGEST = 180.0  # seconds for those
FIRST_OF = (10_000, 20_000)  # ids of the articles of each writer


@pytest.fixture(scope="module")
def three():
    java_or_skip()
    with Cluster(3) as nodes:
        yield nodes


@pytest.fixture
def address(three):
    """An index with two copies of each of three shards, all of them in place."""
    hosts = tuple(three.addresses.split(","))
    one = Address(hosts, f"killed-{uuid4().hex[:8]}", shards=3, replicas=1)
    made = OpenSearchEngine(one)
    made.rebuild((document(pk, "जल") for pk in range(1, BEFORE + 1)), lambda: ([], []))
    three.wait("wait_for_status=green&wait_for_no_initializing_shards=true")
    yield one
    made.cluster.client.indices.delete(index=f"{made.cluster.alias}-*")


class Load:
    """Readers and writers, each as a process of its own would be; what went wrong is kept."""

    def __init__(self, address: Address):
        self.address = address
        self.over = threading.Event()
        self.faults: list[Exception] = []
        self.searches = self.put_off = 0
        self.accepted: dict[int, set[int]] = {first: set() for first in FIRST_OF}
        works = [self.search, self.search, *(lambda f=f: self.write(f) for f in FIRST_OF)]
        self.threads = [threading.Thread(target=self.run, args=[work]) for work in works]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(timeout=LONGEST)

    def run(self, work) -> None:
        try:
            work()
        except Exception as error:
            self.faults.append(error)

    def search(self) -> None:
        engine, least = OpenSearchEngine(self.address), 0
        while not self.over.is_set():
            matches = engine.match(Request(query=parse("जल"), sort=NEWEST))
            assert matches.total >= max(least, BEFORE), "articles are gone"
            assert len(matches.page(0, 10)) == 10
            assert matches.counts("source")[1] >= matches.total
            least = matches.total
            self.searches += 1

    def write(self, first: int) -> None:
        """Write one article after another; as from the outbox, each until it is accepted."""
        engine, pk = OpenSearchEngine(self.address), first
        while not self.over.is_set():
            try:
                engine.write([document(pk, "जल")], [])
            except (IndexBusy, IndexUnavailable):
                self.put_off += 1
                continue
            self.accepted[first].add(pk)
            pk += 1

    def wait_for_more(self) -> None:
        """Wait until each writer and the readers have got on."""
        aims = {first: len(found) + ENOUGH for first, found in self.accepted.items()}
        searches, end = self.searches + ENOUGH, time.monotonic() + LONGEST
        while self.searches < searches or any(
            len(self.accepted[first]) < aim for first, aim in aims.items()
        ):
            assert self.faults == []
            assert time.monotonic() < end, "nothing goes on"
            time.sleep(0.1)


@pytest.mark.parametrize("time_of", range(KILLS))
def test_a_killed_node_stops_no_search_and_loses_no_article(three, address, time_of):
    victim = time_of % 3
    with Load(address) as load:
        load.wait_for_more()
        three.kill(victim)
        load.wait_for_more()
    assert load.faults == []
    accepted = set().union(*load.accepted.values())
    assert len(accepted) >= 2 * 2 * ENOUGH
    held = {pk for pk, _ in OpenSearchEngine(address).versions()}
    assert accepted - held == set()
    assert held >= set(range(1, BEFORE + 1))
    print(f"searches {load.searches}, accepted {len(accepted)}, put off {load.put_off}")
    three.start(victim)
    three.wait("wait_for_nodes=3&wait_for_status=green&wait_for_no_initializing_shards=true")
