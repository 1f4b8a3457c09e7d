"""What Prometheus reads: requests, the engine's work, the outbox, ingests, room on the disk."""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from articles.methods import read_only
from articles.models import IngestRun
from newsarchive.health import free_bytes
from search import indexer
from search.engines.base import IndexUnavailable, engine

OUTCOMES = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


class Archive:
    """What the database knows, read when it is asked for: no process counts it by itself."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "newsarchive_outbox_waiting", "Changes that wait to be indexed.", indexer.lag()
        )
        yield GaugeMetricFamily("newsarchive_index_articles", "Articles in the index.", indexed())
        free = free_bytes()
        yield GaugeMetricFamily("newsarchive_disk_free_bytes", "Room in NEWSARCHIVE_HOME.", free)
        yield records()
        yield runs()


def indexed() -> float:
    try:
        return engine().size()
    except IndexUnavailable:
        return float("nan")


def records() -> Metric:
    """Return how many records all ingests read, and what became of them."""
    sums = IngestRun.objects.aggregate(**{f"all_{one}": Sum(one) for one in OUTCOMES})
    family = CounterMetricFamily(
        "newsarchive_ingest_records", "Records that ingests read.", labels=["outcome"]
    )
    for one in OUTCOMES:
        family.add_metric([one], sums[f"all_{one}"] or 0)
    return family


def runs() -> Metric:
    """Return how many ingests there are of each status."""
    counts = dict(IngestRun.objects.order_by().values_list("status").annotate(Count("pk")))
    family = GaugeMetricFamily("newsarchive_ingest_runs", "Ingests.", labels=["status"])
    for status in IngestRun.Status.values:
        family.add_metric([status], counts.get(status, 0))
    return family


def registry() -> CollectorRegistry:
    """Return what this process counted, or all processes of a server with a common folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    common = CollectorRegistry()
    MultiProcessCollector(common)
    return common


def own() -> CollectorRegistry:
    """Return what the database and the disk tell."""
    told = CollectorRegistry()
    told.register(Archive())
    return told


@read_only
def metrics(request: HttpRequest):
    """All figures, for those who send the token of ``NEWSARCHIVE_METRICS_TOKEN``."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    body = generate_latest(registry()) + generate_latest(own())
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)
