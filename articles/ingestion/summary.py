"""What a run did: how many records became what, and the problems that were found."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from articles.ingestion.records import LONGEST_EXCERPT, Problem
from articles.models import IngestProblem, IngestRun

LISTED_PROBLEMS = 1000  # in the summary; the database keeps all
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
