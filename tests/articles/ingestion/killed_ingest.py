"""Kills an ingest at random moments, lets the same command go on, and compares what it stored
with what one stored that was let alone.

Run as a script by ``test_resume.py``, with the number of kills, a seed and what to
ingest, on an archive of its own in ``NEWSARCHIVE_HOME``. Each ingest is a child
of its own, and this process opens no database while one lives.
"""

import importlib
import os
import random
import shutil
import signal
import sys
import time
from difflib import unified_diff
from pathlib import Path

import django

from tests.forks import forked, succeeds

# Records; few, so that a kill may come at any place among them.
BATCH, FEW, CHUNK, AHEAD = 7, 20, 4, 24


def ingested(inputs: list[str]) -> None:
    """Ingest, without an index. A run that came to its end has nothing to go on with."""
    from articles.ingestion import pipeline, workers
    from articles.models import IngestRun
    from articles.signals import outbox_filled

    workers.FEW, workers.CHUNK, workers.AHEAD = FEW, CHUNK, AHEAD
    pipeline.BATCH, outbox_filled.receivers = BATCH, []
    if not IngestRun.objects.filter(status=IngestRun.Status.FINISHED).exists():
        pipeline.ingest(inputs)


def prepare() -> None:
    from django.core.management import call_command

    from articles.models import Entity

    call_command("migrate", verbosity=0)
    Entity.objects.create(label="सोनपुर", kind="place")  # so that the shipped names are not stored


def state() -> dict[str, list[str]]:
    """Return all that an ingest leaves, without what names the moment."""
    from articles.ingestion.pipeline import OUTCOMES
    from articles.models import Article, IngestProblem, IngestRun, Revision

    facts = ("identity", "title", "body", "original", "url", "published_at", "run")
    return {
        "articles": sorted(map(str, Article.objects.values_list(*facts))),
        "revisions": list(map(str, Revision.objects.values_list("article__identity", "title"))),
        "problems": list(map(str, IngestProblem.objects.values_list("kind", "path", "offset"))),
        "runs": list(map(str, IngestRun.objects.values_list("pk", "status", *OUTCOMES))),
    }


def tell_state(path: Path) -> None:
    lines = [f"{name}: {one}" for name, found in state().items() for one in found]
    path.write_text("\n".join(lines), encoding="utf-8")


def forget(home: Path) -> None:
    """Put the empty archive back that ``main`` laid aside."""
    shutil.rmtree(home)
    shutil.copytree(beside(home), home)


def beside(home: Path) -> Path:
    return home.with_name(f"{home.name}-empty")


def done(work, *arguments) -> None:
    if not succeeds(work, *arguments):
        raise SystemExit(f"{work.__name__} failed")


def killed(after: float, inputs: list[str]) -> bool:
    """Return whether an ingest was killed before it came to its end."""
    child = forked(ingested, inputs)
    end = time.monotonic() + after
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def state_of(home: Path) -> str:
    done(tell_state, home / "state")
    return (home / "state").read_text(encoding="utf-8")


def main(kills: int, seed: int, inputs: list[str]) -> None:
    chance, count = random.Random(seed), 0
    home = Path(os.environ["NEWSARCHIVE_HOME"])
    django.setup()
    importlib.import_module("articles.ingestion.pipeline")  # once, for all children
    done(prepare)
    shutil.copytree(home, beside(home))
    begun = time.monotonic()
    done(ingested, inputs)
    whole = time.monotonic() - begun
    undisturbed = state_of(home)
    while count < kills:
        forget(home)
        # Some runs are killed several times before they come to their end.
        while count < kills and killed(chance.uniform(0, whole), inputs):
            count += 1
        done(ingested, inputs)
        if (found := state_of(home)) != undisturbed:
            changes = unified_diff(undisturbed.split("\n"), found.split("\n"), n=0, lineterm="")
            raise SystemExit("\n".join([f"after kill {count} of seed {seed}:", *changes]))
    print(f"{count} kills")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
