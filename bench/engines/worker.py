"""Measures one engine in a process of its own: ``python -m bench.engines.worker TASK NAME PLACE``.

Prints one line of JSON. The documents and queries are files in the benchmark's folder.
"""

import json
import os
import pickle
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from random import Random

from bench import HOME
from bench.engines import workload
from bench.engines.base import Engine, Query, engine
from bench.engines.memory import resident

DOCUMENTS, QUERIES, WORST = (HOME / f"{name}.pickle" for name in ("documents", "queries", "worst"))
REPEATS = 3  # after one to warm up
ENOUGH = 240.0  # seconds of queries after which none is repeated any more
CHANGES = 10
NOWHERE = "xq"
STREAM, STARTING = 20.0, 5.0  # seconds


def milliseconds(work: Callable) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def build(measured: Engine) -> dict:
    began = time.perf_counter()
    measured.build(workload.read(DOCUMENTS))
    return {"seconds": time.perf_counter() - began, "bytes": measured.size()}


def answer(measured: Engine, path=QUERIES) -> dict:
    """Time each query: the first time, and again until there are enough repeats."""
    asked: list[Query] = pickle.loads(path.read_bytes())
    totals: list[int] = []
    passes: list[list[float]] = []
    open_index(measured)
    began = time.perf_counter()
    while len(passes) <= REPEATS and (not passes or time.perf_counter() - began < ENOUGH):
        passes.append([milliseconds(lambda q=q: found(measured, q, totals)) for q in asked])
    memory = resident(measured.process())
    return {"passes": passes, "totals": totals[: len(asked)], "memory": memory}


def open_index(measured: Engine) -> None:
    """Search for a word that no document has, so that no other search waits for the opening."""
    measured.search(Query("rare", (NOWHERE,)))


def found(measured: Engine, query: Query, totals: list[int]) -> None:
    """Search, and make sure that the counts belong to what was found."""
    total, best, counts = measured.search(query)
    if sum(counts["source"].values()) != total or bool(best) != bool(total):
        raise AssertionError(f"{query}: {total} found, {len(best)} hits, counts {counts['source']}")
    totals.append(total)


def idle(measured: Engine) -> dict:
    """Measure what a process takes that has opened no index."""
    return {"memory": resident(os.getpid())}


def worst(measured: Engine) -> dict:
    return answer(measured, WORST)


def update(measured: Engine) -> dict:
    """Time how long it takes until a new document, and one that was changed, are found."""
    new = [document._replace(pk=10**8 + document.pk) for document in some()]
    open_index(measured)
    return {
        "new": [saved(measured, document, None, n) for n, document in enumerate(new)],
        "changed": [
            saved(measured, document, document, n) for n, document in enumerate(some(), 50)
        ],
    }


def some() -> list:
    return list(islice(workload.read(DOCUMENTS), CHANGES))


def saved(measured: Engine, document, before, number: int) -> float:
    """Return the milliseconds from saving to finding a word that no other document has."""
    word = f"{NOWHERE}{number}"
    changed = document._replace(title=f"{document.title} {word}")

    def save():
        measured.update(changed, before)
        if measured.search(Query("rare", (word,))).total != 1:
            raise AssertionError(f"The word of change {number} is not found.")

    return milliseconds(save)


def stream(measured: Engine) -> dict:
    """Time queries in any order for some seconds, as many as there is time for."""
    asked = pickle.loads(QUERIES.read_bytes())
    for query in asked:
        measured.search(query)
    times, order, end = [], Random(1), time.perf_counter() + STREAM
    while time.perf_counter() < end:
        query = order.choice(asked)
        times.append(milliseconds(lambda q=query: measured.search(q)))
    return {"times": times, "seconds": STREAM}


def commits(measured: Engine) -> dict:
    """Change a document each second, for as long as the stream of another process takes."""
    times, end = [], time.perf_counter() + STREAM + STARTING
    for number, document in enumerate(cycle(some())):
        changed = document._replace(title=f"{document.title} {number}")
        times.append(milliseconds(lambda one=changed: measured.update(one, one)))
        time.sleep(max(0.0, 1 - times[-1] / 1000))
        if time.perf_counter() > end:
            return {"times": times}


TASKS: dict[str, Callable[[Engine], dict]] = {
    task.__name__: task for task in (build, idle, answer, worst, update, stream, commits)
}


def main() -> None:
    task, name, place = sys.argv[1:]
    # What libraries print must not come between.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    print(json.dumps(TASKS[task](engine(name, place))), file=answers, flush=True)


if __name__ == "__main__":
    main()
