"""How many articles have some words, counted by the cluster many at a time."""

import math
from collections.abc import Iterable, Iterator

from articles.batched import batched
from search.engines.boosts import SATURATION
from search.engines.opensearch.client import Cluster

AT_ONCE = 500  # words of one question


def each_of(field: str, values: list) -> dict:
    """Return the aggregation that counts the articles that have each value."""
    return {"filters": {"filters": [{"term": {field: value}} for value in values]}}


def counts_in(aggregation: dict) -> list[int]:
    return [one["doc_count"] for one in aggregation["buckets"]]


def frequencies(cluster: Cluster, field: str, values: Iterable) -> Iterator[tuple]:
    """Yield values of a field, each with the number of articles that have it."""
    for some in batched(values, AT_ONCE):
        body = {"size": 0, "track_total_hits": False, "aggs": {"each": each_of(field, some)}}
        found = cluster.search(body)
        yield from zip(some, counts_in(found["aggregations"]["each"]), strict=True)


def factor(count: int, articles: int) -> float:
    """Return by what the cluster multiplies a term's share of a text's weight, to score it."""
    return (SATURATION + 1) * math.log(1 + (articles - count + 0.5) / (count + 0.5))
