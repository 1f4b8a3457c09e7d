"""Reads what every search needs when a process begins, so that no reader waits for it."""

import gc
import logging
from threading import Thread

from django.db import DatabaseError, connection
from django.http import QueryDict
from django.urls import resolve

from search import suggest
from search.answer import as_dict
from search.engines.base import IndexUnavailable
from search.filters import SearchFilter
from search.results import Results

log = logging.getLogger(__name__)

# The first reads the facets and the aliases, the second what words sound like.
QUERIES = ("भारत", "bharat")
# After how many new objects Python looks for unused cycles, and how much more seldom among
# older and oldest ones. Pages make many objects and few cycles.
COLLECTED = (10_000, 10, 20)


def begin() -> None:
    """Warm up beside the first requests."""
    Thread(target=beside_the_requests, daemon=True).start()


def beside_the_requests() -> None:
    try:
        warm_up()
    finally:
        connection.close()
    settle()


def settle() -> None:
    """Keep what was read for good out of the search for unused cycles, which it made slow.

    A full one took a third of a second, in which nobody was answered.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def warm_up() -> None:
    try:
        resolve("/")  # which reads all pages' code
        for query in QUERIES:
            as_dict(SearchFilter(QueryDict(f"q={query}"), queryset=Results()))
            suggest.answer(query[:2])
    except (DatabaseError, IndexUnavailable) as error:
        log.info("The first search will be slower: %s", error)
