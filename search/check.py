"""Compares the index with the database, article by article, and mends what differs."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from articles import outbox
from search import indexer
from search.engines.base import IndexAway, IndexUnavailable, engine, fingerprint


class Differences(NamedTuple):
    """Ids of articles that the index has not, has as they were, has twice, or has no right to."""

    missing: set[int]
    stale: set[int]
    doubled: set[int]
    surplus: set[int]

    @property
    def all(self) -> set[int]:
        return self.missing | self.stale | self.doubled | self.surplus


def differences(ids: Iterable[int] | None = None) -> Differences:
    """Compare all articles, or these; raises ``IndexUnavailable``."""
    wanted = None if ids is None else set(ids)
    versions: dict[int, int] = {}
    copies: Counter = Counter()
    for pk, version in engine().versions():
        if wanted is None or pk in wanted:
            versions[pk] = version
            copies[pk] += 1
    missing, stale = set(), set()
    for document in indexer.documents_of(wanted):
        version = versions.pop(document.pk, None)
        if version is None:
            missing.add(document.pk)
        elif version != fingerprint(document):
            stale.add(document.pk)
    doubled = {pk for pk, number in copies.items() if number > 1}
    return Differences(missing, stale, doubled, set(versions))


def check() -> Differences:
    """Return what differs when every change that waited has been written.

    Articles that change while all are compared are compared once more.
    """
    indexer.drain()
    found = differences()
    if not found.all:
        return found
    indexer.drain()
    return differences(found.all)


def repair() -> Differences | None:
    """Mend what differs and return it; None if the whole index had to be made anew.

    Raises ``IndexAway``.
    """
    try:
        engine().verify()
        found = check()
    except IndexAway:
        raise
    except IndexUnavailable:
        indexer.rebuild()
        return None
    outbox.add(found.all)
    indexer.drain()
    return found
