"""Which cluster an article belongs to, where a curator decides or an article goes."""

from collections.abc import Collection, Iterable

from django.db.models import Count
from django.db.models.signals import post_delete
from django.utils import timezone

from articles.locks import in_turn
from articles.models import Article, Cluster, Placement


@in_turn()
def join(articles: Iterable[Article]) -> Cluster:
    """Make the articles, with all that their clusters hold, one cluster that stays.

    No ingest takes one of these articles out again. The oldest cluster lives on.
    """
    ids = [article.pk for article in articles]
    merged = Cluster.objects.filter(articles__in=ids).order_by("pk").distinct()
    clusters = list(merged) or [Cluster.objects.create()]
    home, *others = clusters
    Article.objects.filter(cluster__in=others).update(cluster=home)
    Article.objects.filter(pk__in=ids).update(cluster=home)
    fix(ids)
    tidy(other.pk for other in others)
    return home


@in_turn()
def take_out(article: Article) -> None:
    """Take an article out of its cluster, into which no ingest puts it again."""
    former = article.cluster_id
    article.cluster = None
    Article.objects.filter(pk=article.pk).update(cluster=None)
    fix([article.pk])
    tidy([former])


def fix(ids: Collection[int]) -> None:
    now = timezone.now()
    Placement.objects.bulk_create(
        [Placement(article_id=pk, placed_at=now) for pk in ids],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["placed_at"],
    )


def tidy(clusters: Iterable[int | None]) -> None:
    """Delete those of these clusters that hold fewer than two articles.

    The one that is left over may find other copies, wherever it was placed by hand.
    """
    ids = {pk for pk in clusters if pk}
    sizes = Cluster.objects.filter(pk__in=ids).annotate(size=Count("articles"))
    small = list(sizes.filter(size__lt=2).values_list("pk", flat=True))
    if small:
        Placement.objects.filter(article__cluster__in=small).delete()
        Cluster.objects.filter(pk__in=small).delete()


def article_deleted(instance, **kwargs):
    tidy([instance.cluster_id])


def connect() -> None:
    """Listen to the models."""
    post_delete.connect(article_deleted, sender=Article)
