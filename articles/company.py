"""Who and what an entity appears with more often than chance would have it.

Lift compares in how many articles two entities stand together with in how many they
would if neither knew of the other: P(a, b) / (P(a) P(b)). A few articles prove little,
so both counts get ``PRIOR`` added, which draws the lift of rare pairs towards 1.
"""

from typing import NamedTuple

from articles.batched import batched
from articles.models import Entity
from articles.tallies import Tally, tally

LEAST_SHARED = 2  # articles
PRIOR = 5.0  # articles; so many shared ones would be usual for a pair of which nothing is known
READ = 200  # entities read at a time
MOST_READ = 1000


class Companion(NamedTuple):
    """An entity, in how many articles it stands with the other, and its lift."""

    item: Entity
    count: int
    lift: float


def lift(shared: int, mine: int, others: int, articles: int) -> float:
    """Return the lift of a pair: in how many articles both, each, and anything stands."""
    return (shared + PRIOR) / (mine * others / max(articles, 1) + PRIOR)


def lifts(own: Tally, every: Tally) -> dict[int, float]:
    """Return entities by id whose lift with those of ``own`` is above 1, the highest first."""
    found = {}
    for pk, shared in own.entities.items():
        if shared >= LEAST_SHARED:
            others = max(every.entities.get(pk, 0), shared)
            articles = max(every.counted, own.counted)
            found[pk] = lift(shared, own.counted, others, articles)
    above = [pk for pk, value in found.items() if value > 1]
    above.sort(key=lambda pk: (-found[pk], -own.entities[pk], pk))
    return {pk: found[pk] for pk in above}


def company(ids: list[int], own: Tally, limit: int) -> dict[str, list[Companion]]:
    """Return up to ``limit`` companions of each kind for the entity of these ids, best first."""
    found = {pk: value for pk, value in lifts(own, tally()).items() if pk not in ids}
    kinds: dict[str, list[Companion]] = {kind: [] for kind in Entity.Kind}
    for some in batched(list(found)[:MOST_READ], READ):
        entities = Entity.objects.readable().in_bulk(some)
        for pk in filter(entities.get, some):
            kinds[entities[pk].kind].append(Companion(entities[pk], own.entities[pk], found[pk]))
        if min(map(len, kinds.values())) >= limit:
            break
    return {kind: several[:limit] for kind, several in kinds.items()}
