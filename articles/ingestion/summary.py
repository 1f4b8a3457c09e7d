"""What a run did: how many records became what, and the problems that were found."""

import getpass
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from time import monotonic

from django.utils import timezone

from articles.ingestion.places import stamp
from articles.ingestion.records import LONGEST_EXCERPT, Problem
from articles.models import IngestProblem, IngestRun

LISTED_PROBLEMS = 1000  # in the summary; the database keeps all
OUTCOMES = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


def operator() -> str:
    """Return the name of the user of the system who runs this, or ""."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        return ""


@dataclass
class Summary:
    """What a run did: the number of records by outcome, and the problems found."""

    run: IngestRun
    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    clock: float = field(default_factory=monotonic)

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
            stamps = cache(self.stamp)
            rows = (stored(problem, self.run, stamps) for problem in problems)
            IngestProblem.objects.bulk_create(rows)
            self.run.progress |= progress
            self.run.seconds += self.passed()
            for outcome in OUTCOMES:
                setattr(self.run, outcome, self.counts[outcome])
            self.run.save()

    def passed(self) -> float:
        """Return how many seconds passed since this was asked last."""
        before, self.clock = self.clock, monotonic()
        return self.clock - before

    def stamp(self, path: str) -> str:
        """Return what tells whether the file of a record is still the same."""
        return stamp(path, self.run.options.get("folder") or os.getcwd())

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


def stored(problem: Problem, run: IngestRun, stamps: Callable[[str], str]) -> IngestProblem:
    return IngestProblem(
        run=run,
        kind=problem.kind,
        path=problem.origin.path[:1000],
        line=problem.origin.line,
        offset=problem.origin.offset,
        field=problem.field[:60],
        reason=problem.reason,
        excerpt=problem.excerpt[:LONGEST_EXCERPT],
        lost=problem.fatal and not problem.skipped,
        at=list(problem.origin.at),
        stamp=stamps(problem.origin.path) if problem.fatal else "",
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
