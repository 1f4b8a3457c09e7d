"""Poll the feeds that are stored in the admin."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from django.utils import timezone

from articles.ingestion.pipeline import Summary, Wishes, take_in
from articles.ingestion.records import Origin
from articles.ingestion.summary import operator
from articles.ingestion.web.visit import Visit
from articles.locks import Taken, held
from articles.models import Feed, IngestRun

NEWS = ("stored", "updated", "duplicates", "skipped", "failed")


class AlreadyPolling(Exception):
    """Another process polls; two at once would ask hosts twice as fast as is polite."""


def due(everything: bool = False, urls: Iterable[str] = ()) -> list[Feed]:
    """Return the feeds to be polled now: those whose time has come, or all that are enabled.

    ``urls`` narrows them to feeds of these addresses.
    """
    feeds = Feed.objects.filter(enabled=True).select_related("source").order_by("next_at", "id")
    if urls:
        feeds = feeds.filter(url__in=list(urls))
    return list(feeds if everything else feeds.filter(next_at__lte=timezone.now()))


def next_time() -> datetime | None:
    """Return when the next feed is due, or None if there is none."""
    feeds = Feed.objects.filter(enabled=True).order_by("next_at")
    return feeds.values_list("next_at", flat=True).first()


def poll(
    feeds: list[Feed],
    any_language: bool = False,
    progress: Callable[[Origin], None] = lambda origin: None,
) -> Summary:
    """Fetch and store what is new in the feeds. Raises AlreadyPolling.

    A poll that found nothing new leaves no record of a run.
    """
    visit = Visit()
    items = in_turn([visit.poll(feed) for feed in feeds])
    wishes = Wishes(any_language=any_language)
    with alone(), closing(visit):
        run = IngestRun(inputs=[feed.url for feed in feeds], who=operator())
        summary = take_in(run, items, wishes, progress, visit.settle)
    if not summary.problems and not any(summary.counts[outcome] for outcome in NEWS):
        summary.run.delete()
    return summary


@contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of polling. Raises AlreadyPolling."""
    try:
        with held("poll"):
            yield
    except Taken as error:
        raise AlreadyPolling from error


def in_turn(readings: list[Iterator]) -> Iterator:
    """Yield from each reading in turn, so that a wait for one host is of use to the others."""
    waiting = deque(map(iter, readings))
    while waiting:
        reading = waiting.popleft()
        with suppress(StopIteration):
            yield next(reading)
            waiting.append(reading)
