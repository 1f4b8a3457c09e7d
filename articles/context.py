"""What every page says of the archive as a whole."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min
from django.utils.functional import SimpleLazyObject

from articles.kept import kept
from articles.models import Article

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Coverage:
    """How much the archive holds: days of the first and last article, counts, and the last ingest.

    The days are None where no article has a date, ``added`` where there is no article.
    """

    first: date | None
    last: date | None
    articles: int
    sources: int
    added: datetime | None

    def __bool__(self):
        return self.articles > 0


def measure():
    shown = Article.objects.filter(status=Article.Status.PUBLISHED)
    return Coverage(
        **shown.aggregate(
            first=Min("published_on"),
            last=Max("published_on"),
            articles=Count("pk"),
            sources=Count("source", distinct=True),
            added=Max("created_at"),
        )
    )


def coverage(request):
    """Return ``coverage`` for the templates; the database is asked only when a page reads it."""
    return {"coverage": SimpleLazyObject(lambda: kept("coverage", KEPT_SECONDS, measure))}
