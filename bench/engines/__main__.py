"""Search engines side by side: indexing, size, queries with all facets, memory.

Each gets the same documents and the same fifty queries of six kinds, half of them
with a filter, and answers with the ten best and the counts of sources, of the
twenty most frequent entities and of months. Each builds in a process of its own,
and answers in a fresh one.
"""

import argparse
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import HOME
from bench.engines import chart, lucene, one_node, report, served, workload
from bench.engines.base import ENGINES
from bench.engines.memory import Peak
from bench.engines.processes import Failed, finish, start
from bench.engines.worker import DOCUMENTS, QUERIES, WORST
from tests import postgres

SERVERS = ("postgres", "opensearch")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.engines", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="documents (default 100000)")
    parser.add_argument("--corpus", type=Path, help="JSON Lines with title and body, .gz or not")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(ENGINES), help="some of %(default)s")
    parser.add_argument("--commits", action="store_true", help="also small changes")
    parser.add_argument("--worst", action="store_true", help="also the costliest queries")
    parser.add_argument("--http", action="store_true", help="also the whole archive over HTTP")
    parser.add_argument("--chart", type=Path, help="a PNG file to draw the figures into")
    chosen = parser.parse_args()
    chosen.names = chosen.only.split(",")
    if unknown := set(chosen.names) - set(ENGINES):
        parser.error(f"no engine is called {', '.join(sorted(unknown))}")
    return chosen


def prepare(chosen: argparse.Namespace) -> None:
    """Write what all engines are given."""
    texts = workload.texts_of(chosen.corpus, chosen.count, chosen.seed)
    workload.write(workload.documents(texts, chosen.seed), DOCUMENTS)
    words = workload.sample(DOCUMENTS)
    QUERIES.write_bytes(pickle.dumps(workload.queries(words, chosen.seed)))
    WORST.write_bytes(pickle.dumps(workload.worst(words)))


@contextmanager
def place_of(name: str) -> Iterator[str]:
    """Yield an empty folder for an index, or the address of an empty server."""
    if name == "postgres":
        with postgres.server() as address:
            yield address
    elif name == "opensearch":
        with one_node.started() as address:
            yield address
    else:
        folder = HOME / name
        folder.mkdir()
        if name == "lucene":
            lucene.prepare()
        yield str(folder)


def measure(name: str, place: str, chosen: argparse.Namespace) -> dict:
    building = start("build", name, place)
    peak = Peak(building)
    figures = {"build": finish(building), "answer": finish(start("answer", name, place))}
    # A server does its work in processes that are not the worker's own.
    figures["build"]["memory"] = 0 if name in SERVERS else peak.most
    if chosen.worst:
        figures["worst"] = finish(start("worst", name, place))
    if chosen.commits:
        figures["update"] = finish(start("update", name, place))
        if name == "ours":
            figures["quiet"] = finish(start("stream", name, place))
            writer = start("commits", name, place)
            figures["busy"] = finish(start("stream", name, place))
            figures["commits"] = finish(writer)
    return figures


def measured(chosen: argparse.Namespace) -> Iterator[tuple[str, dict]]:
    for name in chosen.names:
        try:
            with place_of(name) as place:
                yield name, measure(name, place, chosen)
        except (Failed, postgres.NoServer, lucene.NoJava, one_node.NoJava) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
        else:
            print(f"{name} is measured.", file=sys.stderr)


def main() -> None:
    chosen = options()
    prepare(chosen)
    figures = dict(measured(chosen))
    if figures:
        tables(figures, chosen)
    if chosen.http:
        report.http_table(served.measure())
    print("\nThe ratios hold on other machines, the times do not.")


def tables(figures: dict[str, dict], chosen: argparse.Namespace) -> None:
    idle = finish(start("idle", "fts5", ""))["memory"]
    report.main_table(figures, chosen.count, idle)
    report.kinds_table(figures, pickle.loads(QUERIES.read_bytes()))
    if chosen.worst:
        report.worst_table(figures)
    if chosen.commits:
        report.update_table(figures)
    if chosen.chart:
        chart.draw(figures, chosen.count, chosen.chart)


if __name__ == "__main__":
    main()
