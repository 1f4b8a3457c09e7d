"""What every page says of the archive as a whole."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import SimpleLazyObject

from articles.kept import kept
from articles.models import Article
from articles.tallies import tally

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
    counted = tally()
    first, last = counted.days or (None, None)
    newest = Article.objects.readable().order_by("-pk")
    added = newest.values_list("created_at", flat=True).first()
    return Coverage(first, last, counted.total, len(counted.sources), added)


def coverage(request):
    """Return ``coverage`` for the templates; the database is asked only when a page reads it."""
    return {"coverage": SimpleLazyObject(lambda: kept("coverage", KEPT_SECONDS, measure))}
