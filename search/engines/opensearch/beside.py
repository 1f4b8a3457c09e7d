"""The articles that have some words, counted by the cluster with one more word at a time."""

from collections.abc import Callable, Iterable
from functools import cached_property

from articles.hindi.stems import stem
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.mapping import stems_of
from search.engines.opensearch.matches import NEWEST_FIRST
from search.engines.opensearch.terms import counts_in, each_of, factor, frequencies
from search.engines.opensearch.translate import EVERYTHING, term

FIELD, TITLE = "stem", "title"


class Beside:
    """See ``search.engines.base.Beside``."""

    def __init__(self, words: Iterable[str], cluster: Cluster, size: Callable[[], int]):
        self.stems = stems_of(words)
        self.cluster, self.size = cluster, size
        self.query = {"bool": {"filter": [term(FIELD, one) for one in self.stems] or [EVERYTHING]}}

    @cached_property
    def total(self) -> int:
        body = {"size": 0, "track_total_hits": True, "query": self.query}
        return self.cluster.search(body)["hits"]["total"]["value"]

    def counts(self, words: Iterable[str]) -> list[tuple[int, int]]:
        stems = list(map(stem, words))
        if not stems:
            return []
        each = each_of(FIELD, stems)
        aggregations = {"both": each, "all": {"global": {}, "aggs": {"each": each}}}
        body = {"size": 0, "track_total_hits": False, "query": self.query, "aggs": aggregations}
        found = self.cluster.search(body)["aggregations"]
        counted = counts_in(found["both"]), counts_in(found["all"]["each"])
        return list(zip(*counted, strict=True))

    def best(self, most: int, any_of: Iterable[str] = (), in_titles: bool = False) -> list[int]:
        others = stems_of(any_of)
        weigh = self.weigher([*self.stems, *others], in_titles)
        wanted = [weigh(one) for one in self.stems] or [EVERYTHING]
        if others:
            wanted.append({"dis_max": {"queries": [weigh(one) for one in others]}})
        order = [{"_score": "desc"}, *NEWEST_FIRST]
        body = {"query": {"bool": {"must": wanted}}, "sort": order, "size": most}
        hits = self.cluster.search(body | {"stored_fields": "_none_"})["hits"]["hits"]
        return [hit["sort"][-1] for hit in hits]

    def weigher(self, stems: list[str], in_titles: bool) -> Callable[[str], dict]:
        """Return what makes a query of a word whose score is its share of a text's weight.

        How rare it is does not count, as each of the words is there.
        """
        articles = self.size() if stems else 0
        counts = dict(frequencies(self.cluster, FIELD, dict.fromkeys(stems)))

        def weigh(one: str) -> dict:
            query = term(FIELD, one, 1 / factor(counts[one], max(articles, counts[one])))
            if not in_titles:
                return query
            return {"bool": {"must": [query], "filter": [term(TITLE, one)]}}

        return weigh
