"""The articles that a request finds in the cluster: counted, ordered, split by facet."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import blake2b

from search.engines.base import DATE, NEWEST, OLDEST, RELEVANCE, Request
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.translate import conditions, translate

WINDOW = 10_000  # hits of one answer; a cluster gives no more without being told so
EPOCH = datetime(1970, 1, 1)
# Values of each facet that are counted, the most frequent first; together they may be
# 65,535 in one answer.
MOST_VALUES = {"source": 2_000, "agency": 2_000, "topic": 10_000, "entity": 50_000}

NEWEST_FIRST = [{"moment": {"order": "desc", "missing": "_last"}}, {"pk": "desc"}]
ORDERS = {
    RELEVANCE: [{"_score": "desc"}, *NEWEST_FIRST],
    NEWEST: NEWEST_FIRST,
    OLDEST: [{"moment": {"order": "asc", "missing": "_last"}}, {"pk": "asc"}],
}


class OpenSearchMatches:
    """See ``search.engines.base.Matches``. Each answer shows the index as it is when asked."""

    def __init__(self, request: Request, cluster: Cluster):
        self.request, self.cluster = request, cluster
        self.query = translate(request.query)
        self.conditions = conditions(request)
        # All parts of one search are asked of the same copies, whose scores agree.
        self.copy = blake2b(repr(request.query).encode(errors="replace"), digest_size=8).hexdigest()
        self.counted: dict[str, dict[str, dict]] = {}
        self.total = self.ask({"track_total_hits": True})["hits"]["total"]["value"]

    def ask(self, body: dict, without: str = "") -> dict:
        """Ask for what needs neither order nor scores, one filter removed."""
        query = {"bool": {"filter": [self.query, *self.kept(without)]}}
        return self.search({"size": 0, "track_total_hits": False, "query": query} | body)

    def search(self, body: dict) -> dict:
        return self.cluster.search(body, preference=self.copy)

    def kept(self, without: str = "") -> list[dict]:
        return [one for name, some in self.conditions.items() if name != without for one in some]

    def ids(self) -> list[int]:
        query = {"bool": {"filter": [self.query, *self.kept()]}}
        body = {"query": query, "sort": [{"pk": "asc"}]}
        return [hit["sort"][-1] for hit in self.hits(body, 0, self.total)]

    def page(self, start: int, stop: int) -> list[tuple[int, float]]:
        """Ties are in order of date, the newest first, and of the same date by id."""
        query = {"bool": {"must": [self.query], "filter": self.kept()}}
        body = {"query": query, "sort": ORDERS[self.request.sort], "track_scores": True}
        hits = self.hits(body, start, min(stop, self.total))
        return [(hit["sort"][-1], hit["_score"]) for hit in hits]

    def hits(self, body: dict, start: int, stop: int) -> Iterator[dict]:
        """Yield hits in order; those beyond the window are reached by going on from the last."""
        body = body | {"stored_fields": "_none_", "track_total_hits": False}
        if stop <= WINDOW:
            if start < stop:
                found = self.search(body | {"from": start, "size": stop - start})
                yield from found["hits"]["hits"]
            return
        seen = 0
        while seen < stop:
            found = self.search(body | {"size": min(WINDOW, stop - seen)})["hits"]["hits"]
            yield from found[max(0, start - seen) :]
            if not found:
                return
            seen += len(found)
            body["search_after"] = found[-1]["sort"]

    def counts(self, column: str, without: str = "") -> dict:
        """All facets are counted at once: whoever asks for one asks for the others."""
        key = without if without in self.conditions else ""
        if key not in self.counted:
            self.counted[key] = self.all_counts(key)
        return self.counted[key][column]

    def all_counts(self, without: str) -> dict[str, dict]:
        facets = {
            column: {"terms": {"field": column, "size": most}}
            for column, most in MOST_VALUES.items()
        }
        found = self.ask({"aggs": facets}, without)["aggregations"]
        return {
            column: {one["key"]: one["doc_count"] for one in found[column]["buckets"]}
            for column in facets
        }

    def span(self) -> tuple[date, date] | None:
        return self._span

    @cached_property
    def _span(self) -> tuple[date, date] | None:
        ends = {"first": {"min": {"field": "moment"}}, "last": {"max": {"field": "moment"}}}
        found = self.ask({"aggs": ends}, DATE)["aggregations"]
        if found["first"]["value"] is None:
            return None
        return day_of(found["first"]["value"]), day_of(found["last"]["value"])

    def periods(self, unit: str) -> dict[date, int]:
        calendar = {"field": "moment", "calendar_interval": unit, "min_doc_count": 1}
        found = self.ask({"aggs": {"periods": {"date_histogram": calendar}}}, DATE)
        buckets = found["aggregations"]["periods"]["buckets"]
        return {day_of(one["key"]): one["doc_count"] for one in buckets}


def day_of(milliseconds: float) -> date:
    return (EPOCH + timedelta(milliseconds=milliseconds)).date()
