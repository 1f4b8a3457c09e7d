"""Shares the preparing of records out among processes, and keeps their order.

Each process is started anew and shares nothing with this one: no connection to the
database, no lock. It is told once how to prepare, then gets chunks of items. Only so
much is under way at a time that memory stays bounded. Whatever ends a process, its
chunk is prepared again; a record that ends each process it is given to becomes a
problem, and stops nothing.
"""

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import NamedTuple

from articles.ingestion.entities import Gazetteer
from articles.ingestion.prepare import Item, Prepared, Wishes, prepare_each
from articles.ingestion.records import Problem, RawArticle
from articles.ingestion.rules import NO_RULES, Rules

log = logging.getLogger(__name__)

FEW = 300  # items that are not worth starting processes for
CHUNK, CHUNK_TEXT = 50, 500_000  # items handed over at a time, and characters
AHEAD, AHEAD_TEXT = 1500, 20_000_000  # of which so many are under way, as long as they are short

Work = Callable[[list[Item], Rules], list[Prepared]]


class Chunk(NamedTuple):
    """Items that are handed over at a time, and the rules that acted when they were read."""

    items: list[Item]
    rules: Rules


def no_rules() -> Rules:
    return NO_RULES


def prepared(
    items: Iterable[Item], wishes: Wishes, known: Gazetteer, rules: Callable[[], Rules] = no_rules
) -> Iterator[tuple[Item, Prepared]]:
    """Yield each item and what became of it, in order.

    Where ``wishes`` allows several processes, items are read ahead of what is yielded.
    ``rules`` gives those that act now, which may be others in a moment.
    """
    work = partial(prepare_each, wishes=wishes, known=known)
    items = iter(items)
    if wishes.processes <= 1:
        yield from ((item, work([item], rules())[0]) for item in items)
    for chunk in chunks(islice(items, FEW), rules):
        yield from zip(chunk.items, work(*chunk), strict=True)
    for first in items:
        yield from shared_out(chain([first], items), work, wishes.processes, rules)


def shared_out(
    items: Iterator[Item], work: Work, processes: int, rules: Callable[[], Rules] = no_rules
) -> Iterator[tuple[Item, Prepared]]:
    """Yield each item and what became of it in one of the processes."""
    with Team(work, processes) as team:
        under_way: deque[tuple[Chunk, Future | None]] = deque()
        for chunk in chunks(items, rules):
            under_way.append((chunk, team.begin(chunk)))
            while too_much([chunk for chunk, _ in under_way]):
                yield from team.finish(*under_way.popleft())
        while under_way:
            yield from team.finish(*under_way.popleft())


def chunks(items: Iterator[Item], rules: Callable[[], Rules] = no_rules) -> Iterator[Chunk]:
    """Yield the items in lists, shorter ones where they are long."""
    chunk, text = [], 0
    for item in items:
        chunk.append(item)
        text += size(item)
        if len(chunk) == CHUNK or text >= CHUNK_TEXT:
            yield Chunk(chunk, rules())
            chunk, text = [], 0
    if chunk:
        yield Chunk(chunk, rules())


def size(item: Item) -> int:
    """Return about how many characters an item has."""
    return len(item.body) + len(item.original) if isinstance(item, RawArticle) else 0


def too_much(under_way: list[Chunk]) -> bool:
    """Return whether so much is under way that some of it must be finished first."""
    items = [item for chunk in under_way for item in chunk.items]
    return len(items) >= AHEAD or sum(map(size, items)) >= AHEAD_TEXT


class Team:
    """Processes that do one kind of work, and are replaced when they are killed."""

    def __init__(self, work: Work, processes: int):
        self.work = work
        self.processes = processes
        self.many: ProcessPoolExecutor | None = None
        self.alone: ProcessPoolExecutor | None = None  # for what has lost its process
        self.hopeless = False  # no process can be started

    def __enter__(self) -> "Team":
        self.many = self._started(self.processes)
        return self

    def __exit__(self, *exception) -> None:
        for pool in filter(None, (self.many, self.alone)):
            pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, chunk: Chunk) -> Future | None:
        """Hand a chunk over; returns None where no process can be started."""
        for _ in range(0 if self.hopeless else 2):
            try:
                return self.many.submit(each, chunk)
            except BrokenProcessPool:
                self.many = self._started(self.processes)
            except OSError:
                break
        return None

    def finish(self, chunk: Chunk, future: Future | None) -> Iterator[tuple[Item, Prepared]]:
        """Yield the items of a chunk and what became of them; waits for them."""
        try:
            found = future.result() if future else self._here(chunk)
        except BrokenProcessPool:
            found = self._again(chunk)
        return zip(chunk.items, found, strict=True)

    def _again(self, chunk: Chunk) -> list[Prepared]:
        """Prepare what has lost its process, in halves where that happens once more."""
        had = len(chunk.items)
        log.warning("A process was killed; the %s records it had are prepared again.", had)
        if self.hopeless or not self._can_start():
            return self._here(chunk)
        try:
            return self.alone.submit(each, chunk).result()
        except BrokenProcessPool:
            if len(chunk.items) == 1:
                return [Prepared(None, [deadly(chunk.items[0])])]
            half = len(chunk.items) // 2
            halves = chunk.items[:half], chunk.items[half:]
            return [one for some in halves for one in self._again(chunk._replace(items=some))]

    def _can_start(self) -> bool:
        """Have a process at hand for one thing at a time; False where none can be started."""
        for pool in (self.alone, None):
            self.alone = pool or self._started(1)
            try:
                self.alone.submit(os.getpid).result()
                return True
            except (BrokenProcessPool, OSError):
                continue
        log.warning("No process can be started; this one prepares the records itself.")
        self.hopeless = True
        return False

    def _here(self, chunk: Chunk) -> list[Prepared]:
        return self.work(*chunk)

    def _started(self, processes: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork would take connections to the database along.
        context = get_context("spawn")
        return ProcessPoolExecutor(processes, context, initializer=learn, initargs=(self.work,))


def deadly(item: Item) -> Problem:
    reason = (
        "The process that prepared this record was killed, each time that it was tried. The "
        "memory may be too small for it. Ingest it again alone, with --retry."
    )
    excerpt = getattr(item, "title", "")[:200]
    return Problem(item.origin, "killed", reason, excerpt=excerpt)


# What one of the processes knows.
LEARNT: list[Work] = []


def learn(work: Work) -> None:
    """Begin as a process of a team: do ``work``, and end when nobody is there any longer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that shares out
    LEARNT[:] = [work]
    Thread(target=end_with, args=(parent_process().sentinel,), daemon=True).start()


def end_with(sentinel) -> None:
    """End this process when the other one has ended, however it did."""
    connection.wait([sentinel])
    os._exit(1)


def each(chunk: Chunk) -> list[Prepared]:
    """Prepare the items of a chunk; runs in a process of a team."""
    return LEARNT[0](*chunk)
