"""Asks a cluster, and says in words of the archive what went wrong."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConflictError,
    ConnectionError,
    NotFoundError,
    OpenSearchException,
    RequestError,
)

from search import deadline
from search.engines.base import IndexAway, IndexUnavailable
from search.engines.opensearch.address import Address

REMEDY = "Run: python manage.py update_index --rebuild"
WAIT = 30.0  # seconds for an answer
TRIES_MORE = 3  # on other hosts where one does not answer
CONNECTIONS = 16  # to each host, for the threads of a process
# While nodes come and go; 500 is what a search answers whose node was lost in its middle.
PASSING = (500, 502, 503, 504)
TOO_MUCH = ("maxClauseCount", "too_many_clauses", "too_many_nested_clauses", "Time exceeded")

logging.getLogger("opensearch").setLevel(logging.ERROR)  # each host that is away, on every try


def client_of(address: Address) -> OpenSearch:
    """Return a client that asks all hosts in turn and leaves out for a while who is away."""
    scheme = "https" if address.encrypted else "http"
    return OpenSearch(
        [f"{scheme}://{host}" for host in address.hosts],
        http_auth=(address.user, address.password) if address.user else None,
        ca_certs=address.ca or None,
        timeout=WAIT,
        max_retries=len(address.hosts) + TRIES_MORE,
        retry_on_timeout=True,
        retry_on_status=PASSING,
        pool_maxsize=CONNECTIONS,
    )


@contextmanager
def answering(address: Address) -> Iterator[None]:
    """Raise ``IndexUnavailable`` for what the cluster or the way to it may do.

    ``IndexAway`` where a new index would not help, ``SearchTimeout`` where the time
    of a search is over. Conflicts of versions are left to whoever causes them.
    """
    try:
        yield
    except ConflictError:
        raise
    except OpenSearchException as error:
        deadline.check()
        raise translated(error, address) from error


def missing(address: Address) -> IndexUnavailable:
    return IndexUnavailable(f"There is no search index yet at {address}. {REMEDY}")


def translated(error: OpenSearchException, address: Address) -> Exception:
    if isinstance(error, NotFoundError):
        return missing(address)
    if isinstance(error, AuthenticationException | AuthorizationException):
        return IndexAway(f"{address} refuses this user: look at name and password in SEARCH_URL.")
    if isinstance(error, ConnectionError):
        return IndexAway(f"{address} does not answer ({error.error}). Is it running?")
    if any(reason in str(error) for reason in TOO_MUCH):
        return deadline.SearchTimeout(f"The search costs too much: {error}")
    if isinstance(error, RequestError):
        return IndexAway(f"{address} does not understand: {error}")
    return IndexAway(f"{address} cannot answer now: {error}")


class Cluster:
    """The cluster as the other modules ask it: one index behind one alias."""

    def __init__(self, address: Address, alias: str):
        self.address, self.alias = address, alias
        self.client = client_of(address)

    def answering(self):
        return answering(self.address)

    def search(self, body: dict, index: str = "", **options) -> dict:
        """Search within the time that is left; all shards must answer.

        Raises ``IndexUnavailable`` and ``SearchTimeout``.
        """
        deadline.check()
        left = deadline.left()
        if left is not None:
            body = body | {"timeout": f"{max(1, int(left * 1000))}ms"}
            options["request_timeout"] = left + 1
        if self.address.shards > 1:
            options["search_type"] = "dfs_query_then_fetch"  # scores as if it were one shard
        with self.answering():
            found = self.client.search(
                body=body,
                index=index or self.alias,
                allow_partial_search_results=False,
                **options,
            )
        if found["timed_out"]:
            raise deadline.SearchTimeout
        return found
