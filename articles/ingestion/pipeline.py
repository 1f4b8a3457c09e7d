"""The whole way of an article, from its file into the database."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from articles.ingestion import gazetteer
from articles.ingestion.clean import clean
from articles.ingestion.entities import Gazetteer, text_of
from articles.ingestion.readers import read
from articles.ingestion.records import (
    LONGEST_EXCERPT,
    ArticleRecord,
    Origin,
    Problem,
    RawArticle,
)
from articles.ingestion.store import Store
from articles.models import IngestProblem, IngestRun
from articles.signals import outbox_filled

BATCH = 500
LISTED_PROBLEMS = 1000  # in the summary; the database keeps all
OUTCOMES = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


@dataclass
class Summary:
    """What a run did: the number of records by outcome, and the problems found."""

    run: IngestRun
    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def note(self, problems: list[Problem]) -> None:
        """Keep problems of the run, in the database too where the run is stored."""
        self.problems += problems[: LISTED_PROBLEMS - len(self.problems)]
        if self.run.pk:
            IngestProblem.objects.bulk_create(stored(problem, self.run) for problem in problems)

    def close(self, status: str) -> None:
        """Write the end of the run into the database, where it is stored."""
        self.run.status, self.run.finished_at = status, timezone.now()
        for outcome in OUTCOMES:
            setattr(self.run, outcome, self.counts[outcome])
        if self.run.pk:
            self.run.save()

    def as_dict(self) -> dict:
        counts = {outcome: self.counts[outcome] for outcome in OUTCOMES}
        problems = [problem_as_dict(problem) for problem in self.problems]
        return {"run": self.run.pk, **counts, "problems": problems}


def stored(problem: Problem, run: IngestRun) -> IngestProblem:
    return IngestProblem(
        run=run,
        kind=problem.kind,
        path=problem.origin.path[:1000],
        line=problem.origin.line,
        field=problem.field[:60],
        reason=problem.reason,
        excerpt=problem.excerpt[:LONGEST_EXCERPT],
    )


def problem_as_dict(problem: Problem) -> dict:
    return {
        "kind": problem.kind,
        "path": problem.origin.path,
        "line": problem.origin.line,
        "field": problem.field,
        "reason": problem.reason,
        "stored": not problem.fatal,
    }


def ingest(
    paths: Iterable[str],
    source: str = "",
    format: str | None = None,
    dry_run: bool = False,
    progress: Callable[[Origin], None] = lambda origin: None,
) -> Summary:
    """Take in the articles of files and folders, and return what became of each.

    ``source`` names the source of articles that do not tell their own;
    ``progress`` is called with the origin of every record. A record that cannot
    be stored becomes a problem of the run and stops nothing.
    """
    summary = Summary(IngestRun(inputs=[str(path) for path in paths]))
    if not dry_run:
        summary.run.save()
    status = IngestRun.Status.BROKEN
    try:
        known, store = names(dry_run), Store(summary.run, dry_run)
        for batch in batches(read(paths, format)):
            records = list(tagged(cleaned(batch, source, summary), known))
            result = store.write(records)
            summary.counts += result.counts
            summary.note(result.problems)
            for item in batch:
                progress(item.origin)
        status = IngestRun.Status.FINISHED
    finally:
        summary.close(status)
        outbox_filled.send(sender=IngestRun)
    return summary


@transaction.atomic
def names(dry_run: bool) -> Gazetteer:
    """Return the names to look for. A first ingest stores the shipped ones, a dry run does not."""
    known = gazetteer.current()
    transaction.set_rollback(dry_run)
    return known


def batches(items: Iterable) -> Iterator[list]:
    """Yield the items in lists of ``BATCH``, so that memory is bounded whatever the input."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def cleaned(batch: list[RawArticle | Problem], source: str, summary: Summary):
    """Return the clean records of a batch, and note its problems in the summary."""
    records, found = [], []
    for item in batch:
        record, problems = (None, [item]) if isinstance(item, Problem) else clean(item, source)
        fatal = any(problem.fatal for problem in problems)
        summary.counts["read"] += bool(record) or fatal
        summary.counts["failed"] += fatal
        found += problems
        if record and not fatal:
            records.append(record)
    summary.note(found)
    return records


def tagged(records: Iterable[ArticleRecord], known) -> Iterator[ArticleRecord]:
    """Yield the records with the entities that their texts name."""
    for record in records:
        yield replace(
            record,
            mentions=known.count(text_of(record)),
        )
