"""How fast articles come in, and which stage takes the time.

Made-up articles go through ``ingest`` as its command would call it, index
included. The yardstick of the same run is the plainest thing that stores them:
each line parsed and inserted as a row of SQLite, nothing normalised or checked.
"""

import json
import resource
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from django.conf import settings

from articles.ingestion import gazetteer, inputs, pipeline
from articles.ingestion.store import Store
from bench import HOME, print_table
from bench.corpus import prepared
from search import indexer

# Where each stage is entered. The stages follow one another, none calls another.
STAGES = {
    "load the gazetteer": (gazetteer, "current"),
    "read": (inputs, "read"),
    "clean": (pipeline, "check"),
    "tag": (pipeline, "tagged"),
    "store": (Store, "write"),
    "index": (indexer, "update"),
}
PLAIN_RUNS = 3
COLUMNS = ("id", "title", "body", "source", "date", "agency")


class Stopwatch:
    """Adds up the seconds spent in each stage."""

    def __init__(self):
        self.seconds: Counter[str] = Counter()

    def timed(self, stage: str, function):
        def call(*args, **kwargs):
            began = time.perf_counter()
            result = function(*args, **kwargs)
            self.seconds[stage] += time.perf_counter() - began
            return self.each(stage, result) if isinstance(result, Iterator) else result

        return call

    def each(self, stage: str, items: Iterator) -> Iterator:
        """Yield the items; what a generator does between them counts, what its user does not."""
        while True:
            began = time.perf_counter()
            item = next(items, self)
            self.seconds[stage] += time.perf_counter() - began
            if item is self:
                return
            yield item


def timed_ingest(path: Path) -> tuple[pipeline.Summary, float, Counter[str]]:
    """Ingest a file; return its summary, the seconds it took, and those of each stage."""
    watch = Stopwatch()
    with ExitStack() as stack:
        for stage, (owner, name) in STAGES.items():
            timed = watch.timed(stage, getattr(owner, name))
            stack.enter_context(patch.object(owner, name, timed))
        began = time.perf_counter()
        summary = pipeline.ingest([path])
        return summary, time.perf_counter() - began, watch.seconds


def plain_insert(path: Path) -> float:
    """Return the seconds that parsing each line and inserting it as a row takes."""
    target = HOME / "plain.sqlite3"
    target.unlink(missing_ok=True)
    began = time.perf_counter()
    database = sqlite3.connect(target)
    database.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])
    database.execute(f"CREATE TABLE article (pk INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
    insert = f"INSERT INTO article ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            database.execute(insert, [record[name] for name in COLUMNS])
    database.commit()
    database.close()
    return time.perf_counter() - began


def peak_memory() -> float:
    """Return the most memory that this process ever held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def timed_rebuild() -> float:
    """Return the seconds in which the whole index is made anew from the database."""
    began = time.perf_counter()
    indexer.rebuild()
    return time.perf_counter() - began


def report(
    count: int, first: float, stages: Counter[str], again: float, rebuilt: float, plain: float
) -> None:
    stages["other"] = first - stages.total()
    print_table(
        ("", "records/s", "time to plain"),
        [
            (name, f"{count / seconds:.0f}", f"{seconds / plain:.1f}")
            for name, seconds in (
                ("ingest, index included", first),
                ("ingest, without the index", first - stages["index"]),
                ("the same file again", again),
                ("the index anew", rebuilt),
                ("plain insert", plain),
            )
        ],
    )
    print()
    print_table(
        ("stage", "share", "ms an article"),
        [
            (stage, f"{seconds / first:.0%}", f"{seconds * 1000 / count:.2f}")
            for stage, seconds in stages.items()
        ],
    )


def main() -> None:
    options, path = prepared(__doc__, 2000)
    indexer.rebuild()  # as in an archive at work; the first index of all is made another way
    before = peak_memory()
    summary, first, stages = timed_ingest(path)
    after = peak_memory()
    if summary.counts["stored"] != options.count:
        raise SystemExit(f"Not all articles were stored: {dict(summary.counts)}")
    _, again, _ = timed_ingest(path)
    rebuilt = timed_rebuild()
    plain = statistics.median(plain_insert(path) for _ in range(PLAIN_RUNS))
    report(options.count, first, stages, again, rebuilt, plain)
    print(f"\nPeak memory: {after:.0f} MB; {before:.0f} MB of it before the first article.")
    print("The shares hold on other machines and the ratios to plain roughly; the rates do not.")


if __name__ == "__main__":
    main()
