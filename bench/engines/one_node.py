"""The archive's engine for clusters, on a cluster of one node, asked as the search page asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from urllib.parse import urlsplit

from bench.engines.ours import Ours
from search.engines.opensearch.engine import OpenSearchEngine
from tests.cluster import Cluster, missing

JVM = ("-Xms2g", "-Xmx2g")


class NoJava(Exception):
    """What starts a node is not there."""


@contextmanager
def started() -> Iterator[str]:
    if name := missing():
        raise NoJava(f"{name} is not installed (Debian: apt-get install openjdk-17-jdk maven).")
    with Cluster(1, JVM, folder=None) as node:  # on the disk, as the others
        yield f"opensearch://{node.addresses}/bench?replicas=0"


class OneNode(Ours):
    @cached_property
    def opened(self) -> OpenSearchEngine:
        return OpenSearchEngine.of(urlsplit(self.place))

    def build(self, documents) -> None:
        super().build(documents)
        # Nothing is answered from what was answered before, as where the index changes.
        used = self.opened.cluster
        settings = {"index.requests.cache.enable": False}
        used.client.indices.put_settings(index=used.alias, body=settings)

    def size(self) -> int:
        used = self.opened.cluster
        return used.client.indices.stats(index=used.alias)["_all"]["total"]["store"][
            "size_in_bytes"
        ]

    def process(self) -> int:
        nodes = self.opened.cluster.client.nodes.info(metric="process")["nodes"]
        return next(iter(nodes.values()))["process"]["id"]
