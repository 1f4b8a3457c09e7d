"""The whole way of an article, from its file into the database."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from time import monotonic
from types import MappingProxyType

from django.conf import settings
from django.db import transaction

from articles.ingestion import gazetteer, inputs, resume, suggestions
from articles.ingestion.entities import Gazetteer
from articles.ingestion.prepare import Item, Prepared, Wishes
from articles.ingestion.readers import Wanted
from articles.ingestion.records import ArticleRecord, Known, Origin, Problem
from articles.ingestion.resume import Trail
from articles.ingestion.rulebook import Rulebook
from articles.ingestion.store import Store
from articles.ingestion.summary import OUTCOMES, Summary
from articles.ingestion.web.visit import Visit
from articles.ingestion.workers import prepared, size
from articles.locks import in_turn
from articles.models import IngestRun
from articles.signals import outbox_filled

__all__ = ["OUTCOMES", "Summary", "Wishes", "ingest", "take_in"]

BATCH, BATCH_TEXT = 500, 10_000_000  # records stored at a time, and characters
PATIENCE = 20  # seconds after which what was read so far is stored
# The indexer is told once so many articles are new, or so many seconds after it was told last.
TOLD_EVERY, TOLD_AFTER = 22_000, 180
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def ingest(
    paths: Iterable[str],
    source: str = "",
    format: str | None = None,
    dry_run: bool = False,
    any_language: bool = False,
    columns: Mapping[str, str] = NO_COLUMNS,
    anew: bool = False,
    who: str = "",
    progress: Callable[[Origin], None] = lambda origin: None,
    started: Callable[[Trail], None] = lambda trail: None,
) -> Summary:
    """Take in the articles of files, folders and addresses, and return what became of each.

    A run of the same inputs that was stopped goes on, unless ``anew``; ``started``
    is called with its trail. ``columns`` names the columns of tables by field.
    ``who`` asked for it. ``progress`` is called with the origin of every record.
    A record that cannot be stored becomes a problem of the run and stops nothing.
    """
    names = [str(path) for path in paths]
    # What comes from the web counts as fetched once it is stored: it must not be read ahead.
    processes = 1 if inputs.from_web(names, format) else settings.INGEST_WORKERS
    wanted = Wanted(format, dict(columns))
    wishes = Wishes(source, dry_run, any_language, processes)
    options = wanted.as_dict() | {"source": source, "any_language": any_language}
    key = resume.key_of(names, **options)
    facts = {"who": who, "options": options | {"folder": os.getcwd()}}
    visit = Visit(dry_run)
    with closing(visit), resume.begun(names, key, anew, dry_run, **facts) as run:
        trail = Trail(lambda: inputs.units(names, format), run)
        started(trail)
        items = inputs.read(trail, wanted, visit)
        return take_in(run, items, wishes, progress, visit.settle, trail.mark)


def take_in(
    run: IngestRun,
    items: Iterable[Item],
    wishes: Wishes,
    progress: Callable[[Origin], None] = lambda origin: None,
    settle: Callable[[], None] = lambda: None,
    mark: Callable[[list[Item]], dict] = lambda batch: {},
) -> Summary:
    """Store articles as they come, for a run that may have begun before.

    ``settle`` is called after each batch was stored; ``mark`` tells how far the
    run is by a batch, and is kept with it.
    """
    summary = Summary.of(run)
    if not wishes.dry_run:
        summary.open()
    status = IngestRun.Status.BROKEN
    try:
        known, store = names_to_find(wishes.dry_run), Store(run, wishes.dry_run)
        news, book = News(), Rulebook(wishes.dry_run)
        with closing(prepared(items, wishes, known, lambda: book.rules)) as pairs:
            for batch in batches(pairs):
                found = check(batch)
                with in_turn():
                    result = store.write(found.records)
                    book.learn(result.fresh)
                    problems = found.problems + result.problems
                    summary.add(found.counts + result.counts, problems, mark(found.items))
                settle()
                if not wishes.dry_run:
                    news.count(result.counts)
                for item in found.items:
                    progress(item.origin)
        settle()
        status = IngestRun.Status.FINISHED
    finally:
        summary.close(status)
        outbox_filled.send(sender=IngestRun)
    return summary


class News:
    """Tells the indexer of new articles while a run goes on: soon, but not for each batch."""

    def __init__(self):
        self.articles, self.told = 0, monotonic()

    def count(self, counts: Counter) -> None:
        """Count what a batch changed, and tell the indexer if it is time."""
        self.articles += counts["stored"] + counts["updated"]
        late = monotonic() - self.told > TOLD_AFTER
        if self.articles >= TOLD_EVERY or (self.articles and late):
            outbox_filled.send(sender=IngestRun)
            self.__init__()


@in_turn()
def names_to_find(dry_run: bool) -> Gazetteer:
    """Return the names to look for. A first ingest stores the shipped ones, a dry run does not."""
    known = gazetteer.current()
    known.suggester = suggestions.suggester(known.initials)
    transaction.set_rollback(dry_run)
    return known


def batches(pairs: Iterable[tuple[Item, Prepared]]) -> Iterator[list[tuple[Item, Prepared]]]:
    """Yield what was prepared in lists of ``BATCH``, so that memory is bounded whatever the input.

    A slow input, such as the web, gives shorter ones: what was read is stored soon.
    """
    batch, text, begun = [], 0, monotonic()
    for item, found in pairs:
        batch.append((item, found))
        text += size(item)
        if len(batch) == BATCH or text >= BATCH_TEXT or monotonic() - begun > PATIENCE:
            yield batch
            batch, text, begun = [], 0, monotonic()
    if batch:
        yield batch


@dataclass
class Checked:
    """The items of a batch, their records, how many were none, and the problems found."""

    items: list[Item]
    records: list[ArticleRecord] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def check(batch: list[tuple[Item, Prepared]]) -> Checked:
    """Return what a batch holds."""
    found = Checked([item for item, _ in batch])
    for item, (record, problems) in batch:
        fatal = any(problem.fatal for problem in problems)
        skipped = any(problem.skipped for problem in problems)
        known = isinstance(item, Known)
        found.counts["read"] += bool(record) or fatal or known
        found.counts["unchanged"] += known
        found.counts["skipped"] += skipped
        found.counts["failed"] += fatal and not skipped
        found.problems += problems
        if record:
            found.records.append(record)
    return found
