"""How fast articles come in, how much memory that takes, and which stage takes the time.

Made-up articles go through ``ingest`` as its command would call it, index and
copies included, with as many processes as it takes by itself. The shares of the
stages are those of a second, smaller input in one process, with ten standing
queries. The yardstick of the same run is the plainest thing that stores articles:
each line parsed and inserted as a row of SQLite, nothing normalised or checked.
"""

import json
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.test import override_settings

from articles.ingestion import clusters, gazetteer, inputs, pipeline, prepare, store
from articles.ingestion.entities import Gazetteer
from articles.models import Topic
from bench import HOME, print_table
from bench.corpus import Writer, articles, prepared, write
from bench.engines.memory import OwnPeak
from search import indexer, standing

# Where each stage is entered. None calls another but for what is stored, which looks for copies.
STAGES = {
    "load the gazetteer": (gazetteer, "current"),
    "read": (inputs, "read"),
    "clean": (prepare, "clean"),
    "tell the language": (prepare, "language_problems"),
    "tag": (Gazetteer, "count"),
    "fingerprint": (prepare, "fingerprint"),
    "store": (store.Store, "write"),
    "find copies": (clusters, "place"),
    "file by ten standing queries": (standing, "file"),
    "index": (indexer, "update"),
}
SHARES = 2000  # articles of the second input
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


def timed_ingest(path: Path) -> tuple[pipeline.Summary, float]:
    """Ingest a file; return its summary and the seconds that it took."""
    began = time.perf_counter()
    summary = pipeline.ingest([path])
    return summary, time.perf_counter() - began


def stages_of(path: Path) -> Counter[str]:
    """Ingest a file in one process; return the seconds of each stage and of all else."""
    watch = Stopwatch()
    with ExitStack() as stack:
        stack.enter_context(override_settings(INGEST_WORKERS=1))
        for stage, (owner, name) in STAGES.items():
            timed = watch.timed(stage, getattr(owner, name))
            stack.enter_context(patch.object(owner, name, timed))
        _, seconds = timed_ingest(path)
    stages = watch.seconds
    stages["store"] -= stages["find copies"]
    stages["index"] -= stages["file by ten standing queries"]
    stages["other"] = seconds - stages.total()
    return stages


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


def timed_rebuild() -> float:
    """Return the seconds in which the whole index is made anew from the database."""
    began = time.perf_counter()
    indexer.rebuild()
    return time.perf_counter() - began


def report_rates(count: int, seconds: dict[str, float]) -> None:
    plain = seconds["plain insert"]
    print_table(
        ("", "records/s", "time to plain"),
        [(name, f"{count / one:.0f}", f"{one / plain:.1f}") for name, one in seconds.items()],
    )


def report_stages(stages: Counter[str]) -> None:
    print_table(
        ("stage, in one process", "share", "ms an article"),
        [
            (stage, f"{seconds / stages.total():.0%}", f"{seconds * 1000 / SHARES:.2f}")
            for stage, seconds in stages.items()
        ],
    )


def add_queries(seed: int) -> None:
    """Give ten topics queries for two names each, of middling frequency."""
    names = Writer(seed).names[10:210:10]
    for number in range(10):
        query = f'"{names[number]}" OR {names[-number - 1]}'
        Topic.objects.create(name=f"{number} standing", query=query)


def second_input(seed: int) -> Path:
    path = HOME / "second.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write(({**one, "id": f"second {n}"} for n, one in enumerate(articles(SHARES, seed))), file)
    return path


def main() -> None:
    options, path = prepared(__doc__, 20_000)
    indexer.rebuild()  # as in an archive at work; the first index of all is made another way
    with OwnPeak() as peak:
        summary, first = timed_ingest(path)
    if summary.counts["stored"] != options.count:
        raise SystemExit(f"Not all articles were stored: {dict(summary.counts)}")
    _, again = timed_ingest(path)
    seconds = {
        "ingest, index included": first,
        "the same file again": again,
        "the index anew": timed_rebuild(),
        "plain insert": statistics.median(plain_insert(path) for _ in range(PLAIN_RUNS)),
    }
    report_rates(options.count, seconds)
    print()
    add_queries(options.seed)
    report_stages(stages_of(second_input(options.seed + 1)))
    print(f"\nPeak memory of all processes of the first: {peak.most / 1e6:.0f} MB.")
    print("The shares hold on other machines and the ratios to plain roughly; the rates do not.")


if __name__ == "__main__":
    main()
