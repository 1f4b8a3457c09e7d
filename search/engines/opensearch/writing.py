"""Sends documents to the cluster, many at a time, and lets all of them be seen at once.

Each carries the number of the writer's lock as its version: the same written twice is the
same, and what a later writer wrote is never written over. Where the cluster says that it
has too much to do (429), the rest waits and is sent again, later each time.
"""

from collections.abc import Iterable, Iterator

from opensearchpy.helpers import streaming_bulk

from search.engines.base import Document, IndexAway, IndexBusy
from search.engines.opensearch.client import Cluster, missing
from search.engines.opensearch.mapping import Pieces, source

CHUNK, CHUNK_BYTES = 500, 8 * 2**20  # of one request: articles, bytes
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 8, 1, 30  # seconds between tries grow twofold
LONGEST_REQUEST = 120.0  # seconds
CONFLICT, MISSING = 409, 404


class Writer:
    """Writes into one index, or into the one behind an alias."""

    def __init__(self, cluster: Cluster, number: int, index: str = ""):
        self.cluster, self.number = cluster, number
        self.index = index or cluster.alias
        self.pieces = Pieces()

    def write(self, documents: Iterable[Document], gone: Iterable[int]) -> dict[str, str]:
        """Write and take out; an id in both is written. Returns the words as written."""
        options = {"require_alias": True} if self.index == self.cluster.alias else {}
        with self.cluster.answering():
            for ok, item in streaming_bulk(
                self.cluster.client,
                self.actions(documents, gone),
                chunk_size=CHUNK,
                max_chunk_bytes=CHUNK_BYTES,
                max_retries=TRIES,
                initial_backoff=FIRST_PAUSE,
                max_backoff=LONGEST_PAUSE,
                raise_on_error=False,
                filter_path="items.*.status,items.*.error",
                request_timeout=LONGEST_REQUEST,
                **options,
            ):
                if not ok:
                    self.refused(*item.popitem())
        return self.pieces.written

    def actions(self, documents: Iterable[Document], gone: Iterable[int]) -> Iterator[dict]:
        written = set()
        for document in documents:
            written.add(document.pk)
            sent = {"_source": source(document, self.pieces)}
            yield self.action("index", document.pk) | sent
        for pk in sorted(set(gone) - written):
            yield self.action("delete", pk)

    def action(self, kind: str, pk: int) -> dict:
        return {
            "_op_type": kind,
            "_index": self.index,
            "_id": str(pk),
            "version": self.number,
            "version_type": "external_gte",
        }

    def refused(self, kind: str, item: dict) -> None:
        """Raise for what was not written, but not for the deletion of what never was."""
        if item["status"] == MISSING:
            if kind == "delete" and "error" not in item:
                return
            raise missing(self.cluster.address)
        if item["status"] == CONFLICT:
            raise IndexBusy("Another process has begun to write to the index meanwhile.")
        raise IndexAway(f"The cluster refused an article: {item}")

    def show(self) -> None:
        """Let searches see what was written."""
        with self.cluster.answering():
            self.cluster.client.indices.refresh(index=self.index, request_timeout=LONGEST_REQUEST)
