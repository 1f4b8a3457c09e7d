"""The whole way of an article, from its file into the database."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from time import monotonic
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from articles.ingestion import gazetteer, inputs, resume
from articles.ingestion.clean import clean
from articles.ingestion.entities import Gazetteer, text_of
from articles.ingestion.language import foreign_language
from articles.ingestion.readers import Wanted
from articles.ingestion.records import (
    LONGEST_EXCERPT,
    ArticleRecord,
    Known,
    Origin,
    Problem,
    RawArticle,
)
from articles.ingestion.resume import Trail
from articles.ingestion.store import Store
from articles.ingestion.web.visit import Visit
from articles.models import IngestProblem, IngestRun
from articles.signals import outbox_filled

BATCH = 500
PATIENCE = 20  # seconds after which what was read so far is stored
LISTED_PROBLEMS = 1000  # in the summary; the database keeps all
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
Item = RawArticle | Problem | Known
OUTCOMES = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


@dataclass
class Summary:
    """What a run did: the number of records by outcome, and the problems found."""

    run: IngestRun
    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, run: IngestRun) -> "Summary":
        """Return the summary of a run, which may go on after it was stopped."""
        return cls(run, Counter({outcome: getattr(run, outcome) for outcome in OUTCOMES}))

    def add(self, counts: Counter, problems: list[Problem], progress: dict) -> None:
        """Add what became of a batch, in the database too where the run is stored.

        ``progress`` says how far the run is by that.
        """
        self.counts += counts
        self.problems += problems[: LISTED_PROBLEMS - len(self.problems)]
        if self.run.pk:
            IngestProblem.objects.bulk_create(stored(problem, self.run) for problem in problems)
            self.run.progress |= progress
            for outcome in OUTCOMES:
                setattr(self.run, outcome, self.counts[outcome])
            self.run.save()

    def open(self) -> None:
        self.run.status, self.run.finished_at = IngestRun.Status.RUNNING, None
        self.run.save()

    def close(self, status: str) -> None:
        """Write the end of the run into the database, where it is stored."""
        self.run.status, self.run.finished_at = status, timezone.now()
        if self.run.pk:
            self.run.save(update_fields=["status", "finished_at"])

    def counts_in_words(self) -> str:
        return ", ".join(f"{name} {self.counts[name]}" for name in OUTCOMES)

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
        offset=problem.origin.offset,
        field=problem.field[:60],
        reason=problem.reason,
        excerpt=problem.excerpt[:LONGEST_EXCERPT],
    )


def problem_as_dict(problem: Problem) -> dict:
    return {
        "kind": problem.kind,
        "path": problem.origin.path,
        "line": problem.origin.line,
        "offset": problem.origin.offset,
        "field": problem.field,
        "reason": problem.reason,
        "stored": not problem.fatal,
    }


@dataclass(frozen=True)
class Wishes:
    """How a run treats what it reads.

    ``source`` names the source of articles that do not tell their own; with
    ``any_language`` articles that are not in Hindi are kept.
    """

    source: str = ""
    dry_run: bool = False
    any_language: bool = False


def ingest(
    paths: Iterable[str],
    source: str = "",
    format: str | None = None,
    dry_run: bool = False,
    any_language: bool = False,
    columns: Mapping[str, str] = NO_COLUMNS,
    anew: bool = False,
    progress: Callable[[Origin], None] = lambda origin: None,
    started: Callable[[Trail], None] = lambda trail: None,
) -> Summary:
    """Take in the articles of files, folders and addresses, and return what became of each.

    A run of the same inputs that was stopped goes on, unless ``anew``; ``started``
    is called with its trail. ``columns`` names the columns of tables by field.
    ``progress`` is called with the origin of every record. A record that cannot
    be stored becomes a problem of the run and stops nothing.
    """
    names = [str(path) for path in paths]
    wanted, wishes = Wanted(format, dict(columns)), Wishes(source, dry_run, any_language)
    key = resume.key_of(names, **wanted.as_dict(), source=source, any_language=any_language)
    visit = Visit(dry_run)
    with closing(visit), resume.begun(names, key, anew, dry_run) as run:
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
        for batch in batches(items):
            found = check(batch, wishes)
            records = list(tagged(found.records, known))
            with nullcontext() if wishes.dry_run else transaction.atomic():
                result = store.write(records)
                problems = found.problems + result.problems
                summary.add(found.counts + result.counts, problems, mark(batch))
            settle()
            for item in batch:
                progress(item.origin)
        settle()
        status = IngestRun.Status.FINISHED
    finally:
        summary.close(status)
        outbox_filled.send(sender=IngestRun)
    return summary


@transaction.atomic
def names_to_find(dry_run: bool) -> Gazetteer:
    """Return the names to look for. A first ingest stores the shipped ones, a dry run does not."""
    known = gazetteer.current()
    transaction.set_rollback(dry_run)
    return known


def batches(items: Iterable) -> Iterator[list]:
    """Yield the items in lists of ``BATCH``, so that memory is bounded whatever the input.

    A slow input, such as the web, gives shorter ones: what was read is stored soon.
    """
    batch, begun = [], monotonic()
    for item in items:
        batch.append(item)
        if len(batch) == BATCH or monotonic() - begun > PATIENCE:
            yield batch
            batch, begun = [], monotonic()
    if batch:
        yield batch


@dataclass
class Checked:
    """The clean records of a batch, how many were none, and the problems found."""

    records: list[ArticleRecord] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def check(batch: list[Item], wishes: Wishes) -> Checked:
    """Return what a batch holds, clean."""
    found = Checked()
    for item in batch:
        record, problems = cleaned(item, wishes)
        fatal = any(problem.fatal for problem in problems)
        skipped = any(problem.skipped for problem in problems)
        known = isinstance(item, Known)
        found.counts["read"] += bool(record) or fatal or known
        found.counts["unchanged"] += known
        found.counts["skipped"] += skipped
        found.counts["failed"] += fatal and not skipped
        found.problems += problems
        if record and not fatal:
            found.records.append(record)
    return found


def cleaned(item: Item, wishes: Wishes) -> tuple[ArticleRecord | None, list[Problem]]:
    """Return the clean record of an item, if it has one, and its problems."""
    if isinstance(item, Known):
        return None, []
    if isinstance(item, Problem):
        return None, [item]
    record, problems = clean(item, wishes.source)
    if record and not wishes.any_language:
        problems += language_problems(record)
    return record, problems


def language_problems(record: ArticleRecord) -> list[Problem]:
    """Return why an article does not belong into an archive of Hindi, if it does not."""
    language = foreign_language(record.title, record.body)
    if not language:
        return []
    reason = (
        f"The article is in {language}, not in Hindi. It is left out; --any-language keeps such."
    )
    excerpt = record.title[:LONGEST_EXCERPT]
    return [Problem(record.origin, "not_hindi", reason, excerpt=excerpt, skipped=True)]


def tagged(records: Iterable[ArticleRecord], known) -> Iterator[ArticleRecord]:
    """Yield the records with the entities that their texts name."""
    for record in records:
        yield replace(
            record,
            mentions=known.count(text_of(record)),
        )
