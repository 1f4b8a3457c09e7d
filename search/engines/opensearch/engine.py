"""The engine for many machines: an OpenSearch cluster."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import SplitResult
from uuid import uuid4

from search.engines.base import Clues, Document, IndexUnavailable, Request
from search.engines.opensearch import alike
from search.engines.opensearch.address import Address, address_of
from search.engines.opensearch.beside import Beside
from search.engines.opensearch.client import Cluster, missing
from search.engines.opensearch.locks import Control, Lock, is_held
from search.engines.opensearch.mapping import index_body
from search.engines.opensearch.matches import WINDOW, OpenSearchMatches
from search.engines.opensearch.terms import frequencies
from search.engines.opensearch.writing import Writer
from search.schema import VERSION

WAIT = 10.0  # seconds for another writer
WRITER, REBUILD, STATE = "writer", "rebuild", "state"


class OpenSearchEngine:
    """See ``search.engines.base.Engine``. Safe for threads.

    The alias ``NAME-v5`` leads to the index in use, ``NAME-v5-g`` and a random part; its number
    is that of the schema, so that two versions of the archive may run beside one another.
    """

    def __init__(self, address: Address):
        self.cluster = Cluster(address, f"{address.index}-v{VERSION}")
        self.control = Control(self.cluster)
        self.local = threading.local()  # the number of the writer's lock, where a thread has it

    @classmethod
    def of(cls, url: SplitResult) -> "OpenSearchEngine":
        return cls(address_of(url))

    def match(self, request: Request) -> OpenSearchMatches:
        return OpenSearchMatches(request, self.cluster)

    def beside(self, words: Iterable[str]) -> Beside:
        return Beside(words, self.cluster, self.size)

    def alike(self, clues: Clues, most: int) -> list[tuple[int, float]]:
        return alike.alike(self.cluster, self.size(), clues, most)

    @contextmanager
    def writing(self) -> Iterator[None]:
        if getattr(self.local, "number", None):
            yield
            return
        with Lock(self.control, WRITER, WAIT) as number:
            self.local.number = number
            try:
                yield
            finally:
                self.local.number = None

    def write(
        self, documents: Iterable[Document], gone: Iterable[int], count: int = 0
    ) -> dict[str, str]:
        """All of it is seen at once, when all is written. What fails midway leaves a part
        written that is seen with the next write; whoever wrote it writes it again.
        """
        with self.writing():
            writer = Writer(self.cluster, self.local.number)
            words = writer.write(documents, gone)
            writer.show()
            self.changed()
        return words

    def changed(self) -> None:
        self.control.write(STATE, {"state": uuid4().hex})

    def rebuilding(self) -> bool:
        return is_held(self.control.read(REBUILD))

    def rebuild(self, documents: Iterator[Document], late: Callable) -> dict[str, str]:
        with Lock(self.control, REBUILD, WAIT) as number:
            with self.writing():
                pass  # a writer that began earlier has finished its changes now
            name = self.create()
            try:
                return self.fill(name, number, documents, late)
            except BaseException:
                self.discard(name)
                raise

    def fill(self, name: str, number: int, documents, late: Callable) -> dict[str, str]:
        """Write all documents into a new index, and lead the alias to it."""
        words = Writer(self.cluster, number, name).write(documents, ())
        with self.writing():
            changed, gone, *_ = late()
            writer = Writer(self.cluster, self.local.number, name)
            words = writer.write(changed, gone) | words
            writer.show()
            self.switch(name)
            self.changed()
        return words

    def create(self) -> str:
        """Return the name of a new, empty index."""
        name = f"{self.cluster.alias}-g{uuid4().hex[:8]}"
        with self.cluster.answering():
            self.cluster.client.indices.create(index=name, body=index_body(self.cluster.address))
        return name

    def switch(self, name: str) -> None:
        """Lead the alias to an index, and take away all others of this version."""
        others = f"{self.cluster.alias}-g*"
        actions = [
            {"remove": {"index": others, "alias": self.cluster.alias, "must_exist": False}},
            {"add": {"index": name, "alias": self.cluster.alias}},
        ]
        with self.cluster.answering():
            indices = self.cluster.client.indices
            indices.update_aliases(body={"actions": actions})
            for old in set(indices.get(index=others)) - {name}:
                indices.delete(index=old, ignore_unavailable=True)

    def discard(self, name: str) -> None:
        """Take away an index that was not finished."""
        try:
            with self.cluster.answering():
                self.cluster.client.indices.delete(index=name, ignore_unavailable=True)
        except IndexUnavailable:
            pass  # the next switch takes it away

    def frequencies(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        return frequencies(self.cluster, "text", words)

    def merge(self, read: Callable[[set[int]], Iterable[Document]]) -> bool:
        """The cluster tidies up by itself."""
        return False

    def state(self) -> str:
        if found := self.control.read(STATE):
            return found["_source"]["state"]
        raise missing(self.cluster.address)

    def size(self) -> int:
        found = self.cluster.search({"size": 0, "track_total_hits": True})
        return found["hits"]["total"]["value"]

    def latest(self) -> int:
        highest = {"latest": {"max": {"field": "pk"}}}
        found = self.cluster.search({"size": 0, "track_total_hits": False, "aggs": highest})
        return int(found["aggregations"]["latest"]["value"] or 0)

    def versions(self) -> Iterator[tuple[int, int]]:
        body = {"size": WINDOW, "sort": [{"pk": "asc"}], "docvalue_fields": ["version"]}
        body |= {"stored_fields": "_none_", "track_total_hits": False}
        while hits := self.cluster.search(body)["hits"]["hits"]:
            for hit in hits:
                yield hit["sort"][0], hit["fields"]["version"][0]
            body["search_after"] = hits[-1]["sort"]

    def check(self) -> None:
        """All shards must answer."""
        self.cluster.search({"size": 0, "track_total_hits": False, "terminate_after": 1})

    def verify(self) -> None:
        """The cluster reads the checksums of its files itself, whenever it copies or merges one,
        and takes a damaged copy out of use; what is left to ask is whether all shards answer.
        """
        self.check()
