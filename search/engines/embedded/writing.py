"""Writes segments: from documents to files that Whoosh opens, and the commit that adds them.

A segment is complete and on the disk before the table of contents that names it is
put in its place, so that whatever is interrupted leaves the index as it was.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment, _lenfield
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.util.filelock import try_for

from search.engines.base import Document, IndexBusy, fingerprint
from search.engines.embedded import arrays
from search.engines.embedded.codec import INDEX_NAME, LENGTHS, file_of, new_segment, path_of
from search.engines.embedded.durable import DurableStorage
from search.engines.embedded.inverting import Batch
from search.engines.embedded.lists import pack
from search.schema import NO_MINUTE, schema

PAUSE = 0.01  # seconds between two looks whether another writer has finished


class Written:
    """A segment on the disk that no table of contents names yet, and its words as written."""

    def __init__(self, segment: W3Segment, words: dict[str, str]):
        self.segment = segment
        self.words = words


def write_segment(folder: str, documents: Iterable[Document]) -> Written:
    """Write one segment with these documents; their ids must differ."""
    batch, versions = Batch(), []
    for document in documents:
        versions.append(fingerprint(document))
        batch.add(document)
    segment = new_segment(len(versions))
    lists, lengths = batch.inverted()
    found = columns(batch.documents, versions, lengths)
    for field in list(lists):
        packed = pack(lists.pop(field))
        found |= {f"{field}/{part}": values for part, values in packed.items()}
    arrays.write(path_of(folder, segment), found)
    segment._fieldlengths = {field: int(words.sum()) for field, words in lengths.items()}
    return Written(segment, batch.pieces.written)


def columns(documents: list[Document], versions: list[int], lengths: dict) -> dict:
    """Return the columns as Whoosh writes them: numbers with the highest byte first."""
    found = {
        "number": np.array([one.pk for one in documents], ">i8"),
        "version": np.array(versions, ">i8"),
        "minute": np.array([minute_of(one) for one in documents], ">i8"),
    }
    for field, words in lengths.items():
        found[_lenfield(field)] = np.searchsorted(LENGTHS, words).clip(max=255).astype(np.uint8)
    return found


def minute_of(document: Document) -> int:
    return NO_MINUTE if document.minute is None else document.minute


@contextmanager
def alone(index: FileIndex, timeout: float):
    """Hold off all other writers of this index, Whoosh's own too; raises ``IndexBusy``."""
    lock = index.lock("WRITELOCK")
    if not try_for(lock.acquire, timeout, PAUSE):
        raise IndexBusy("Another writer holds the index.")
    try:
        yield
    finally:
        lock.release()


def commit(index: FileIndex, fresh: Iterable[W3Segment], gone: Iterable[int]) -> None:
    """Add segments and take documents out by id, in one step; nothing is merged.

    Segments of which no document is left are dropped.
    """
    storage = DurableStorage(index.storage.folder)
    toc = TOC.read(storage, INDEX_NAME, schema=schema())
    delete(storage, toc.segments, gone)
    segments = [one for one in toc.segments if one.doc_count()] + list(fresh)
    put_in_place(storage, toc, segments)


def replace(index: FileIndex, old: dict, fresh: W3Segment, apart: Path) -> None:
    """Put a segment that was written in the folder ``apart`` in the place of others.

    ``old`` holds those segments, each with the ids that it had when the new one was
    begun; what was deleted from them since is deleted from the new one too.
    """
    storage = DurableStorage(index.storage.folder)
    toc = TOC.read(storage, INDEX_NAME, schema=schema())
    now = {segment.segid: segment for segment in toc.segments}
    gone = set().union(*old.values())
    for segment in (now[one.segid] for one in old if one.segid in now):
        gone -= living(storage, segment)
    for path in apart.iterdir():
        path.rename(Path(storage.folder) / path.name)
    delete(storage, [fresh], gone)
    away = {segment.segid for segment in old}
    segments = [one for one in toc.segments if one.segid not in away]
    put_in_place(storage, toc, [*segments, fresh])


def living(storage: FileStorage, segment: W3Segment) -> set[int]:
    """Return the ids of the documents of a segment that are not deleted."""
    pks = file_of(storage, segment).arrays["number"]
    return set(np.delete(pks, list(segment.deleted_docs())).tolist())


def put_in_place(storage: FileStorage, toc: TOC, segments: list[W3Segment]) -> None:
    generation = toc.generation + 1
    TOC(toc.schema, segments, generation).write(storage, INDEX_NAME)
    clean_files(storage, INDEX_NAME, generation, segments)


def delete(storage: FileStorage, segments: list[W3Segment], gone: Iterable[int]) -> None:
    """Mark the documents with these ids as deleted, in the segments as they stand in memory."""
    wanted = np.array(list(gone), np.int64)
    for segment in segments if len(wanted) else ():
        pks = file_of(storage, segment).arrays["number"]
        for number in np.flatnonzero(np.isin(pks.astype(np.int64), wanted)).tolist():
            segment.delete_document(number)
