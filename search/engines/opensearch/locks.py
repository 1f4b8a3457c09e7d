"""Locks that hold across machines: documents in an index beside that of the articles.

Who holds a lock renews it in a thread; who dies loses it after ``LEASE`` seconds. Each
time that a lock is taken its number grows. What is written carries the number as its
version, so that the cluster refuses a writer who was away for so long (stopped, cut off
from the network) that another one took over.
"""

import time
from contextlib import suppress
from threading import Event, Thread
from uuid import uuid4

from opensearchpy.exceptions import ConflictError, NotFoundError, RequestError

from search.engines.base import IndexBusy, IndexUnavailable
from search.engines.opensearch.client import Cluster

LEASE = 20.0  # seconds that a lock lasts without being renewed
RENEWALS = 4  # in so many seconds
PAUSE = 0.1  # seconds between two looks whether it is free
SETTINGS = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-2"},
    "mappings": {"dynamic": False},
}


class Control:
    """The few documents that all processes share: locks, and the state of the index."""

    def __init__(self, cluster: Cluster):
        self.cluster, self.index = cluster, f"{cluster.alias}-control"

    def read(self, name: str) -> dict | None:
        """Return the document with its ``_seq_no`` and ``_primary_term``, or None."""
        with self.cluster.answering():
            try:
                return self.cluster.client.get(index=self.index, id=name)
            except NotFoundError:
                return None

    def write(self, name: str, body: dict, **options) -> None:
        """Write a document; raises ``ConflictError`` where it is not as ``options`` expect."""
        with self.cluster.answering():
            try:
                self.cluster.client.index(index=self.index, id=name, body=body, **options)
            except NotFoundError:
                self.create()
                self.cluster.client.index(index=self.index, id=name, body=body, **options)

    def create(self) -> None:
        try:
            self.cluster.client.indices.create(index=self.index, body=SETTINGS)
        except RequestError as error:
            if error.error != "resource_already_exists_exception":
                raise


class Lock:
    """A lock by its name, to be held for a block; the block is given its number.

    Raises ``IndexBusy`` where it cannot be had in so many seconds.
    """

    def __init__(self, control: Control, name: str, wait: float):
        self.control, self.name, self.wait = control, name, wait
        self.owner = uuid4().hex
        self.over = Event()
        self.renewing: Thread | None = None

    def __enter__(self) -> int:
        end = time.monotonic() + self.wait
        while not (number := self.take()):
            if time.monotonic() >= end:
                raise IndexBusy(f"Another process holds the lock {self.name} of the index.")
            time.sleep(PAUSE)
        self.over.clear()
        self.renewing = Thread(target=self.renew, args=[number], daemon=True, name="lock")
        self.renewing.start()
        return number

    def __exit__(self, *exception) -> None:
        self.over.set()
        self.renewing.join(timeout=LEASE / RENEWALS)
        with suppress(ConflictError, IndexUnavailable):  # then it ends by itself
            self.put(self.control.read(self.name), until=0.0)

    def take(self) -> int | None:
        """Take the lock if it is free, and return its number, higher than all before."""
        found = self.control.read(self.name)
        if is_held(found):
            return None
        before = found["_source"]["number"] if found else 0
        # Should all locks be lost one day, the clock still goes on from where they were.
        number = max(before + 1, time.time_ns() // 1000)
        try:
            self.store(found, {"number": number, "until": time.time() + LEASE})
        except ConflictError:
            # Another one was quicker, or a second try found what the first had written.
            if not self.is_mine(self.control.read(self.name)):
                return None
        return number

    def is_mine(self, found: dict | None) -> bool:
        return bool(found) and found["_source"]["owner"] == self.owner

    def store(self, found: dict | None, facts: dict) -> None:
        """Write the lock, if it still is as it was found."""
        if found:
            as_found = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
        else:
            as_found = {"op_type": "create"}
        self.control.write(self.name, {"owner": self.owner, **facts}, **as_found)

    def put(self, found: dict | None, until: float) -> None:
        """Let the lock last until then, if it is held by this one still."""
        if self.is_mine(found):
            self.store(found, {"number": found["_source"]["number"], "until": until})

    def renew(self, number: int) -> None:
        while not self.over.wait(LEASE / RENEWALS):
            try:
                found = self.control.read(self.name)
                if not self.is_mine(found) or found["_source"]["number"] != number:
                    return
                self.put(found, time.time() + LEASE)
            except Exception:  # tried again; the version of what is written guards the rest
                continue


def is_held(found: dict | None) -> bool:
    return bool(found) and found["_source"]["until"] > time.time()
