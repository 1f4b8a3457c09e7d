"""The embedded engine: a Whoosh index in a folder."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from filelock import Timeout
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from search.analysis import PARAGRAPH
from search.engines.base import Document, IndexUnavailable, Request
from search.engines.embedded.beside import Beside
from search.engines.embedded.columns import ColumnCache, Columns
from search.engines.embedded.evaluate import Statistics
from search.engines.embedded.matches import WhooshMatches
from search.engines.embedded.postings import ArrayCache, Segment
from search.engines.embedded.storage import Held, Storage, readable
from search.engines.embedded.translate import day
from search.schema import NO_MINUTE

# BM25: how much a long text is held against it, and how soon more mentions say no more.
LENGTH_SHARE, SATURATION = 0.75, 0.9
WAIT = 10.0  # seconds for another writer
OPENING_TRIES, OPENING_PAUSE = 5, 0.02  # seconds
REBUILD_BATCH = 20_000  # documents a segment, so that memory is bounded


class View(NamedTuple):
    """A segment as one thread sees it."""

    leaf: Searcher
    segment: Segment
    columns: Columns


class Snapshot:
    """One thread's searcher of one state of the index. Never refreshed, only replaced."""

    def __init__(self, searcher: Searcher, columns: ColumnCache, arrays: ArrayCache):
        self.searcher = searcher
        self.statistics = Statistics(searcher)
        leaves = [leaf for leaf, offset in searcher.leaf_searchers() if leaf.doc_count_all()]
        self.views = [
            View(leaf, Segment(leaf.reader(), arrays), columns.get(leaf.reader()))
            for leaf in leaves
        ]


class WhooshEngine:
    """See ``search.engines.base.Engine``. Safe for threads; each has a searcher of its own."""

    def __init__(self, folder: str):
        self.storage = Storage(folder)
        self.columns = ColumnCache()
        self.arrays = ArrayCache()
        self.local = threading.local()

    def match(self, request: Request) -> WhooshMatches:
        return WhooshMatches(request, self.snapshot())

    def beside(self, words: Iterable[str], in_titles: bool = False) -> Beside:
        return Beside(words, self.snapshot(), in_titles)

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
            snapshot = Snapshot(searcher, self.columns, self.arrays)
        if kept:
            kept[1].searcher.close()
        self.local.kept = name, snapshot
        return snapshot

    def writing(self) -> Held:
        return Held(self.storage.lock("writer", WAIT))

    def write(self, documents: Iterable[Document], gone: Iterable[int]) -> None:
        write(self.storage.open(self.storage.current()), documents, gone)

    def rebuilding(self) -> bool:
        lock = self.storage.lock("rebuild", 0)
        try:
            with lock:
                return False
        except Timeout:
            return True

    def rebuild(self, documents: Iterator[Document], late: Callable) -> None:
        with Held(self.storage.lock("rebuild", WAIT)):
            with self.writing():
                pass  # a writer that began earlier has finished its changes now
            name, index = self.storage.create()
            for batch in batches(documents, REBUILD_BATCH):
                write(index, batch, ())
            with self.writing():
                write(index, *late())
                self.storage.switch(name)

    def check(self) -> None:
        self.snapshot()

    def frequencies(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        reader = self.snapshot().searcher.reader()
        for word in words:
            yield word, reader.doc_frequency("text", word.encode())

    def lexicon(self) -> Iterator[tuple[str, int]]:
        reader = self.snapshot().searcher.reader()
        for term in reader.lexicon("text") if "text" in reader.indexed_field_names() else ():
            yield term.decode(), reader.doc_frequency("text", term)

    def size(self) -> int:
        return self.snapshot().searcher.doc_count()


def batches(items, size):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def write(index, documents, gone) -> None:
    writer = index.writer()
    try:
        with index.reader() as reader:
            for pk in gone:
                delete(writer, reader, pk)
            for document in documents:
                delete(writer, reader, document.pk)
                writer.add_document(**fields(document))
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def delete(writer, reader, pk: int) -> None:
    if ("pk", str(pk)) in reader:
        for number in reader.postings("pk", str(pk)).all_ids():
            writer.delete_document(number)


def fields(document: Document) -> dict:
    """Return the values that Whoosh indexes for a document."""
    text = PARAGRAPH.join((document.title, document.body))
    minute = document.minute
    return {
        "pk": str(document.pk),
        "text": text,
        "stem": text,
        "source": str(document.source),
        "agency": document.agency or None,
        "entity": " ".join(map(str, document.entities)) or None,
        "topic": " ".join(map(str, document.topics)) or None,
        "day": None if minute is None else day(date(1970, 1, 1) + timedelta(minutes=minute)),
        "number": document.pk,
        "minute": NO_MINUTE if minute is None else minute,
    }
