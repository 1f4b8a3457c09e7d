"""What waits for curators: rows that need a decision, found from indexes within bounds."""

from django.db.models import Exists, Max, OuterRef, QuerySet

from articles.curation import tasks
from articles.models import (
    Article,
    BoilerplateRule,
    Cluster,
    Feed,
    IndexChange,
    IngestProblem,
    IngestRun,
    Task,
)

MOST = 1000  # rows counted, and listed, of one kind
NEWEST_ARTICLES = 10_000  # in which articles without a topic are looked for
NEWEST_CLUSTERS = 2_000  # in which copies within one source are looked for
Filed = Article.topics.through


def bounded(rows: QuerySet) -> int:
    """Return how many rows there are, ``MOST`` + 1 for more."""
    return rows.order_by().values("pk")[: MOST + 1].count()


def lost() -> QuerySet[IngestProblem]:
    """Return records that were not stored, and were not taken in by a later try either."""
    return IngestProblem.objects.filter(lost=True, mended_by=None)


def broken_runs() -> QuerySet[IngestRun]:
    return IngestRun.objects.filter(status=IngestRun.Status.BROKEN)


def broken_tasks() -> QuerySet[Task]:
    tasks.notice_stopped()
    return Task.objects.filter(status=Task.Status.BROKEN)


def tasks_going_on() -> QuerySet[Task]:
    return Task.objects.filter(status__in=tasks.GOING_ON)


def failing_feeds() -> QuerySet[Feed]:
    return Feed.objects.filter(enabled=True, failures__gt=0)


def suggested_rules() -> QuerySet[BoilerplateRule]:
    wanted = [BoilerplateRule.Status.SUGGESTED, BoilerplateRule.Status.TRIED]
    return BoilerplateRule.objects.filter(status__in=wanted)


def undated() -> QuerySet[Article]:
    return Article.objects.filter(published_at=None)


def unindexed() -> QuerySet[IndexChange]:
    """Return changes that the index has not taken up yet."""
    return IndexChange.objects.all()


def topicless() -> list[int]:
    """Return the ids of shown articles without a topic, among the newest of the archive."""
    first = (Article.objects.aggregate(pk=Max("pk"))["pk"] or 0) - NEWEST_ARTICLES
    shown = Article.objects.readable().filter(pk__gt=first)
    bare = shown.filter(~Exists(Filed.objects.filter(article=OuterRef("pk"))))
    return list(bare.order_by("-pk").values_list("pk", flat=True)[: MOST + 1])


def twice_in_source() -> list[int]:
    """Return the ids of articles that their own source has told before in the same words.

    They are looked for in the newest clusters; what a curator placed is left out.
    """
    first = (Cluster.objects.aggregate(pk=Max("pk"))["pk"] or 0) - NEWEST_CLUSTERS
    shown = Article.objects.readable()
    earlier = shown.filter(
        cluster=OuterRef("cluster"), source=OuterRef("source"), pk__lt=OuterRef("pk")
    )
    again = shown.filter(Exists(earlier), cluster__gt=first, placement=None)
    return list(again.order_by("-cluster").values_list("pk", flat=True)[: MOST + 1])
