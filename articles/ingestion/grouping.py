"""Decide which articles form a cluster, from what is a copy of what and what a curator fixed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import count

MOST = 100  # articles that are put into one cluster


class Grouping:
    """The clusters of some articles while others join them.

    ``homes`` gives the cluster of each article at hand, or None, and must hold
    all members of these clusters; ``fixed`` are the articles that a curator
    placed. Clusters yet to be made have numbers below zero.
    """

    def __init__(self, homes: Mapping[int, int | None], fixed: Collection[int] = ()):
        self.before = dict(homes)
        self.homes = dict(homes)
        self.fixed = set(fixed)
        self.members: dict[int, set[int]] = defaultdict(set)
        self.numbers = count(-1, -1)
        for article, home in homes.items():
            if home is not None:
                self.members[home].add(article)

    def leave(self, article: int) -> None:
        """Take an article out of its cluster, but for one that a curator placed there."""
        if article not in self.fixed and self.homes[article] is not None:
            self.members[self.homes[article]].discard(article)
            self.homes[article] = None

    def settle(self, article: int, copies: list[int]) -> None:
        """Put an article into the cluster of its copies, which come with the most like first."""
        free = [one for one in copies if self.homes[one] is not None or one not in self.fixed]
        if not free or article in self.fixed:
            return
        found = list(dict.fromkeys(filter(None, map(self.homes.get, free))))
        home, *others = found or [next(self.numbers)]
        self._put([article, *(one for one in free if self.homes[one] is None)], home)
        for other in others:
            self._merge(other, home)

    def _put(self, articles: Iterable[int], home: int) -> None:
        for article in articles:
            if len(self.members[home]) < MOST:
                self.leave(article)
                self.members[home].add(article)
                self.homes[article] = home

    def _merge(self, other: int, home: int) -> None:
        """Clusters with an article placed by hand may have been parted by hand."""
        moving = self.members[other]
        if not moving & self.fixed and len(moving) + len(self.members[home]) <= MOST:
            self._put(sorted(moving), home)

    def changes(self) -> dict[int, int | None]:
        """Return the new cluster of each article that has another one now."""
        return {pk: home for pk, home in self.homes.items() if home != self.before[pk]}
