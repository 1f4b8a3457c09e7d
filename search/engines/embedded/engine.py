"""The embedded engine: a Whoosh index in a folder."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from filelock import Timeout
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search.engines.base import Clues, Document, IndexBusy, IndexUnavailable, Request
from search.engines.boosts import LENGTH_SHARE, SATURATION
from search.engines.embedded import bulk
from search.engines.embedded.alike import Alike
from search.engines.embedded.beside import Beside
from search.engines.embedded.columns import Columns, Facets
from search.engines.embedded.joining import joined
from search.engines.embedded.matches import WhooshMatches
from search.engines.embedded.merging import to_join, worn
from search.engines.embedded.postings import ArrayCache, Segment
from search.engines.embedded.scoring import Statistics
from search.engines.embedded.storage import Held, Storage, readable
from search.engines.embedded.writing import (
    Written,
    alone,
    commit,
    living,
    replace,
    write_segment,
)

WAIT = 10.0  # seconds for another writer
OPENING_TRIES, OPENING_PAUSE = 5, 0.02  # seconds


class View(NamedTuple):
    """A segment as one thread sees it."""

    leaf: Searcher
    segment: Segment
    columns: Columns


class Snapshot:
    """One thread's searcher of one state of the index. Never refreshed, only replaced.

    Nobody closes its files: what was begun with it may go on after it was replaced, and the
    last that uses a file closes it.
    """

    def __init__(self, searcher: Searcher, arrays: ArrayCache):
        self.searcher = searcher
        self.statistics = Statistics(searcher)
        leaves = [leaf for leaf, offset in searcher.leaf_searchers() if leaf.doc_count_all()]
        segments = [(leaf, Segment(leaf.reader(), arrays)) for leaf in leaves]
        self.views = [View(leaf, segment, Columns(segment)) for leaf, segment in segments]
        self.facets = Facets(self.views)
        self.alike_lists: dict = {}  # where terms are, see ``alike``


class WhooshEngine:
    """See ``search.engines.base.Engine``. Safe for threads; each has a searcher of its own."""

    def __init__(self, folder: str):
        self.storage = Storage(folder)
        self.arrays = ArrayCache(settings.SEARCH_CACHE_BYTES)
        self.local = threading.local()

    def match(self, request: Request) -> WhooshMatches:
        return WhooshMatches(request, self.snapshot())

    def beside(self, words: Iterable[str]) -> Beside:
        return Beside(words, self.snapshot())

    def alike(self, clues: Clues, most: int) -> list[tuple[int, float]]:
        return Alike(self.snapshot()).best(clues, most)

    def snapshot(self) -> Snapshot:
        """Return this thread's view of the newest state of the index.

        A commit or a swap may take files away between the look at what is newest
        and their opening; then a second look finds the newer ones.
        """
        for tries_left in reversed(range(OPENING_TRIES)):
            try:
                return self._newest()
            except IndexUnavailable:
                if not tries_left:
                    raise
                time.sleep(OPENING_PAUSE)

    def _newest(self) -> Snapshot:
        name = self.storage.current()
        kept = getattr(self.local, "kept", None)
        if kept and kept[0] == name and kept[1].searcher.up_to_date():
            return kept[1]
        index = self.storage.open(name)
        with readable():
            searcher = index.searcher(weighting=BM25F(B=LENGTH_SHARE, K1=SATURATION))
            snapshot = Snapshot(searcher, self.arrays)
        self.local.kept = name, snapshot
        return snapshot

    def writing(self) -> Held:
        return Held(self.storage.lock("writer", WAIT))

    def write(
        self, documents: Iterable[Document], gone: Iterable[int], count: int = 0
    ) -> dict[str, str]:
        return write(self.storage.open(self.storage.current()), documents, gone, count)

    def rebuilding(self) -> bool:
        lock = self.storage.lock("rebuild", 0)
        try:
            with lock:
                return False
        except Timeout:
            return True

    def rebuild(self, documents: Iterator[Document], late: Callable) -> dict[str, str]:
        with Held(self.storage.lock("rebuild", WAIT)):
            with self.writing():
                pass  # a writer that began earlier has finished its changes now
            name, index = self.storage.create()
            try:
                return self._fill(name, index, documents, late)
            except BaseException:
                self.storage.discard(name)
                raise

    def _fill(self, name: str, index, documents, late) -> dict[str, str]:
        """Write all documents into a new generation, and make it the current one."""
        written = bulk.segments(index.storage.folder, documents)
        with self.writing():
            commit(index, [one.segment for one in written], ())
            words = write(index, *late()) | words_of(written)
            self.storage.switch(name)
        return words

    def merge(self, read: Callable[[set[int]], Iterable[Document]]) -> bool:
        try:
            with Held(self.storage.lock("merge", 0)):
                return self._merge(read)
        except IndexBusy:
            return False

    def _merge(self, read) -> bool:
        """Write the new segment apart, so that other writers need not wait for it."""
        name = self.storage.current()
        index = self.storage.open(name)
        with readable():
            again, whole = worn(index._segments()), to_join(index._segments())
            old = {one: living(index.storage, one) for one in again or whole}
        if not old:
            return False
        apart = self.storage.apart()
        if again:
            fresh = write_segment(str(apart), read(set().union(*old.values()))).segment
        else:
            fresh = joined(apart, index.storage, whole)
        with self.writing():
            if self.storage.current() == name:
                with alone(index, WAIT):
                    replace(index, old, fresh, apart)
        return True

    def check(self) -> None:
        self.snapshot()

    def verify(self) -> None:
        with readable():
            for view in self.snapshot().views:
                view.segment.verify()

    def versions(self) -> Iterator[tuple[int, int]]:
        for view in self.snapshot().views:
            yield from zip(*map(view.segment.living, ("number", "version")), strict=True)

    def frequencies(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        terms = [word.encode() for word in words]
        counts = [view.segment.frequencies("text", terms) for view in self.snapshot().views]
        return ((term.decode(), sum(one.get(term, 0) for one in counts)) for term in terms)

    def state(self) -> str:
        searcher = self.snapshot().searcher
        return f"{self.local.kept[0]} {searcher.reader().generation()}"

    def size(self) -> int:
        return self.snapshot().searcher.doc_count()

    def latest(self) -> int:
        views = self.snapshot().views
        return max((int(view.columns.pks.max(initial=0)) for view in views), default=0)


def write(
    index, documents: Iterable[Document], gone: Iterable[int], count: int = 0
) -> dict[str, str]:
    old = set(gone)

    def noted() -> Iterator[Document]:
        for document in documents:
            old.add(document.pk)
            yield document

    with alone(index, WAIT):
        fresh = bulk.segments_beside(index.storage.folder, noted(), count)
        if old:
            commit(index, [one.segment for one in fresh], old)
    return words_of(fresh)


def words_of(written: list[Written]) -> dict[str, str]:
    """Return the words of all segments, each with the form in which the first one has it."""
    words: dict[str, str] = {}
    for one in reversed(written):
        words |= one.words
    return words
