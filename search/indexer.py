"""Keeps the index level with the database: drains the outbox, rebuilds from nothing."""

import logging
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from threading import Thread

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.batched import batched
from articles.canonical import canonical_id, shown_mentions
from articles.models import Article, IndexChange, Mention
from articles.signals import outbox_filled
from articles.topic_tree import parents, widened
from search import standing, vocabulary
from search.analysis import PARAGRAPH
from search.engines.base import Document, IndexAway, IndexBusy, IndexUnavailable, engine

log = logging.getLogger(__name__)

BATCH = 22_000  # changes a commit: so many that the segments are not merged again
FORGOTTEN = 2000  # rows of the outbox that one statement takes away
CHUNK = 500  # articles read at a time
FACTS = ("pk", "title", "lead", "body", "source_id", "agency", "published_at")


def connect() -> None:
    """Drain whenever articles say that they changed, unless a process of its own does it."""
    if settings.INDEX_IN_LINE:
        outbox_filled.connect(lambda **kwargs: drain_in_line(), weak=False, dispatch_uid="indexer")


def drain_in_line() -> None:
    """Drain after a save or an ingest: trouble with the index must not undo what was stored."""
    try:
        update()
        if settings.TIDY_APART:
            tidy_apart()
    except (IndexAway, IndexBusy) as error:
        log.warning("%s The changes wait in the outbox for update_index.", error)
    except Exception:
        log.exception("The index was not updated; the changes wait in the outbox.")


def update() -> int:
    """Bring the index up to date and return how many changes were written.

    An index that is missing or of another version is made anew.
    """
    try:
        written = drain()
        if not written:
            engine().check()
        return written
    except IndexAway:
        raise
    except IndexUnavailable as error:
        log.info("%s (doing so now)", error)
        return rebuild()


def drain() -> int:
    """Write the outbox into the index. Of two at once, one waits for the other."""
    written = last = 0
    while True:
        with engine().writing():  # anew each time, so that others need not wait for all of it
            rows = waiting(after=last)
            if not rows:
                return written
            ids = set(rows.values())
            vocabulary.refresh(engine().write(filed(ids), ids, len(ids)))
            if not engine().rebuilding():  # else the new index has not seen these changes
                forget(list(rows))
            last = max(rows)
            written += len(ids)


def forget(rows: list[int]) -> None:
    """Take rows out of the outbox."""
    for some in batched(rows, FORGOTTEN):
        IndexChange.objects.filter(pk__in=some).delete()


def tidy() -> None:
    """Merge what many small commits left, as often as there is something to merge."""
    while engine().merge(documents_of):
        pass


def tidy_apart() -> None:
    """Tidy in a thread of its own, so that nobody waits for it; it works on a copy."""

    def work():
        try:
            tidy()
        except Exception:
            log.exception("Small segments were not merged; the index is whole all the same.")
        finally:
            connection.close()

    Thread(target=work, name="tidy", daemon=True).start()


def rebuild() -> int:
    """Make a new index from the database, beside the live one, and return its size."""
    seen: list[int] = []

    def every_document():
        # What waits now is in the database already; what comes later is written at the end.
        waits = waiting(after=0, limit=None)
        seen.extend(waits)
        deque(filed(set(waits.values())), maxlen=0)
        yield from documents_of(None)

    def late():
        rows = waiting(after=0, limit=None)
        known = set(seen)
        fresh = {pk: article for pk, article in rows.items() if pk not in known}
        seen.extend(fresh)
        ids = set(fresh.values())
        return filed(ids), ids, len(ids)

    words = engine().rebuild(every_document(), late)
    forget(seen)
    vocabulary.rebuild(words)
    return engine().size()


def waiting(after: int, limit: int | None = BATCH) -> dict[int, int]:
    """Return outbox rows by id: the articles that changed, oldest change first."""
    rows = IndexChange.objects.filter(pk__gt=after).order_by("pk")
    return dict(rows.values_list("pk", "article_id")[:limit])


def lag() -> int:
    """Return how many changes wait to be written into the index."""
    return IndexChange.objects.count()


def documents_of(ids: Iterable[int] | None) -> Iterator[Document]:
    """Yield what the index must know of these articles, or of all; hidden ones are left out."""
    return below_all(stored(ids))


def filed(ids: Iterable[int]) -> Iterator[Document]:
    """Yield the documents of articles that changed, filed first as standing queries say."""
    return below_all(standing.filed(stored(ids)))


def below_all(documents: Iterable[Document]) -> Iterator[Document]:
    """Add to the topics of each document those that are above them."""
    known = parents()
    for one in documents:
        yield one._replace(topics=tuple(sorted(widened(one.topics, known)))) if known else one


def stored(ids: Iterable[int] | None) -> Iterator[Document]:
    """Yield the documents with their own topics alone."""
    articles = Article.objects.readable()
    if ids is None:
        yield from in_chunks(articles)
        return
    for some in batched(sorted(ids), CHUNK):
        yield from read(articles.filter(pk__in=some))


def in_chunks(articles: QuerySet) -> Iterator[Document]:
    """Read article by article in the order of their ids, so that each chunk is found by one."""
    last = 0
    while found := read(articles.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from found
        last = found[-1].pk


def read(articles: QuerySet) -> list[Document]:
    """Read a few articles with what belongs to them, without making models of the rows."""
    rows = list(articles.values_list(*FACTS))
    ids = [row[0] for row in rows]
    mentions = Mention.objects.filter(shown_mentions(), article__in=ids)
    entities = grouped(mentions.annotate(canonical=canonical_id("entity__")), "canonical")
    topics = grouped(Article.topics.through.objects.filter(article__in=ids), "topic")
    return [
        Document(
            pk=pk,
            title=title,
            body=f"{lead}{PARAGRAPH}{body}" if lead else body,
            source=source,
            agency=agency,
            entities=tuple(entities[pk]),
            topics=tuple(topics[pk]),
            minute=local_minute(published),
        )
        for pk, title, lead, body, source, agency, published in rows
    ]


def grouped(rows: QuerySet, name: str) -> dict[int, list[int]]:
    """Return the ids of what articles have, in order and each once, by the id of the article."""
    found = defaultdict(list)
    for article, pk in rows.order_by("article", name).values_list("article", name).distinct():
        found[article].append(pk)
    return found


def local_minute(moment) -> int | None:
    """Return the minute since 1970 as clocks in the archive's own time zone count it."""
    if moment is None:
        return None
    offset = timezone.localtime(moment).utcoffset()
    return int((moment.timestamp() + offset.total_seconds()) // 60)
