"""How many requests a second does the archive answer in time, while it is written to?

Requests come at a given rate whether or not earlier ones were answered (an open loop):
searches, articles, suggestions, entities, trends as readers ask for them. Meanwhile other
processes ingest, index, and hide and show articles. With ``--soak`` one rate goes on for so
many minutes, and the memory of the workers is told.

    python -m bench.load [--count 100000] [--rates 5,10,20] [--seconds 60] [--soak 0]

To use one filled archive again, name its folder in NEWSARCHIVE_BENCH_HOME.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command

from articles.ingestion.pipeline import ingest
from articles.models import Article
from bench import HOME, print_table
from bench.corpus import articles, write
from bench.load.beside import COMMANDS
from bench.load.open_loop import Answers, at_rate
from bench.load.readers import Readers
from tests.browser.served import SERVE, free_port, wait_for

BOUND = 250  # milliseconds in which 99 of 100 requests should be answered
QUANTILES = (0.5, 0.95, 0.99)
PAUSE = 3  # seconds between two rates
WARM = (2, 30)  # requests a second, and seconds, before anything is measured
ASIDE = {"NEWSARCHIVE_INDEX_IN_LINE": "0", "NEWSARCHIVE_INGEST_WORKERS": "0"}


def run(options: argparse.Namespace) -> None:
    fill(options.count, options.seed)
    readers = Readers(options.seed)
    with serving(options.processes) as (url, server), at_work(options.seed, options.alone):
        at_rate(url, readers, *WARM)
        steps = [step(url, readers, rate, options.seconds) for rate in options.rates]
        report(steps)
        if options.soak:
            soak(url, readers, server, options.rates[0], options.soak)


def fill(count: int, seed: int) -> None:
    """Make the archive, unless there is one."""
    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        return
    path = HOME / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write(articles(count, seed), file)
    ingest([str(path)])


@contextmanager
def serving(processes: int) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve the archive as in public; yields its address, and the process."""
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    url = f"http://127.0.0.1:{free_port()}"
    how = ("--log-level", "warning", "--workers", str(processes), "--bind", urlsplit(url).netloc)
    with running([*SERVE, *how]) as process:
        wait_for(process, url)
        yield url, process


@contextmanager
def running(arguments: Iterable[str], nice: int = 0) -> Iterator[subprocess.Popen]:
    command = ["nice", "-n", str(nice), sys.executable, *arguments]
    process = subprocess.Popen(command, env=os.environ | ASIDE, cwd=settings.BASE_DIR)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def at_work(seed: int, alone: bool) -> Iterator[None]:
    """Ingest, index and curate meanwhile."""
    with ExitStack() as stack:
        for name, (nice, command) in {} if alone else COMMANDS.items():
            given = [] if name == "index" else [str(seed)]
            stack.enter_context(running([*command, *given], nice))
        yield


def step(url: str, readers: Readers, rate: float, seconds: float) -> Answers:
    answers = at_rate(url, readers, rate, seconds)
    time.sleep(PAUSE)
    return answers


def report(steps: list[Answers]) -> None:
    rows = [(*figures(one), "yes" if one.milliseconds(0.99) < BOUND else "no") for one in steps]
    print_table(("requests/s", "asked", "p50 ms", "p95", "p99", "failed", "held"), rows)
    kinds = steps[-1].by_kind()
    rows = [
        (kind, len(some.all), *(some.milliseconds(one) for one in QUANTILES))
        for kind, some in kinds.items()
    ]
    print_table((f"at {steps[-1].rate:g} a second", "asked", "p50 ms", "p95", "p99"), rows)


def figures(answers: Answers) -> tuple:
    times = (answers.milliseconds(one) for one in QUANTILES)
    return f"{answers.rate:g}", len(answers.all), *times, answers.failed()


def soak(url: str, readers: Readers, server: subprocess.Popen, rate: float, minutes: int) -> None:
    """Ask at one rate for long, and tell the memory of the workers each minute."""
    rows = []
    for minute in range(1, minutes + 1):
        answers = at_rate(url, readers, rate, 60)
        rows.append((minute, *figures(answers)[1:], memory(server)))
    print_table(("minute", "asked", "p50 ms", "p95", "p99", "failed", "MB"), rows)


def memory(server: subprocess.Popen) -> int:
    """Return how many megabytes the workers have, each for itself, mapped files left out."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    texts = [Path(f"/proc/{child}/smaps_rollup").read_text() for child in children]
    lines = [line.split() for text in texts for line in text.splitlines()]
    return sum(int(line[1]) for line in lines if line[0] == "Private_Dirty:") // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="articles (default 100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rates", type=rates, default=[5.0, 10.0, 20.0], help="as 5,10,20")
    parser.add_argument("--seconds", type=float, default=60, help="at each rate (default 60)")
    parser.add_argument("--soak", type=int, default=0, help="minutes at the first rate afterwards")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="of the server")
    parser.add_argument("--alone", action="store_true", help="nothing is written meanwhile")
    run(parser.parse_args())


def rates(text: str) -> list[float]:
    return [float(one) for one in text.split(",")]


if __name__ == "__main__":
    main()
