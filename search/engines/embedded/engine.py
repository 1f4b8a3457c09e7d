"""The embedded engine: a Whoosh index in a folder."""

import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from filelock import Timeout
from whoosh.scoring import BM25F

from search.analysis import PARAGRAPH
from search.engines.base import Document, Request
from search.engines.embedded.columns import ColumnCache
from search.engines.embedded.matches import WhooshMatches
from search.engines.embedded.storage import Held, Storage
from search.engines.embedded.translate import day
from search.schema import NO_MINUTE

WAIT = 10.0  # seconds for another writer
REBUILD_BATCH = 20_000  # documents a segment, so that memory is bounded


class WhooshEngine:
    """See ``search.engines.base.Engine``. Safe for threads; each has a searcher of its own."""

    def __init__(self, folder: str):
        self.storage = Storage(folder)
        self.columns = ColumnCache()
        self.local = threading.local()

    def match(self, request: Request) -> WhooshMatches:
        return WhooshMatches(request, self.searcher(), self.columns)

    def searcher(self):
        """Return this thread's searcher of the newest state of the index."""
        name = self.storage.current()
        kept = getattr(self.local, "kept", None)
        if kept and kept[0] == name and kept[1].up_to_date():
            return kept[1]
        searcher = self.storage.open(name).searcher(weighting=BM25F())
        if kept:
            kept[1].close()
        self.local.kept = name, searcher
        return searcher

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
        self.searcher()

    def size(self) -> int:
        return self.searcher().doc_count()


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
        "title": document.title,
        "source": str(document.source),
        "agency": document.agency or None,
        "entity": " ".join(map(str, document.entities)) or None,
        "topic": " ".join(map(str, document.topics)) or None,
        "day": None if minute is None else day(date(1970, 1, 1) + timedelta(minutes=minute)),
        "number": document.pk,
        "minute": NO_MINUTE if minute is None else minute,
    }
