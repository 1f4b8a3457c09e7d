"""Requests at a given rate, whether or not earlier ones were answered.

Each is timed from the moment at which it was due, so that a slow answer counts for all who
waited behind it. Readers who ask one after another hide that: a slow server is asked less.
"""

import http.client
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np

from bench.load.readers import Readers

CLIENTS = 200  # requests that may be open at a time
WAIT = 60  # seconds for an answer
RIGHT = {200, 410}  # Gone: a curator has just hidden it


@dataclass(frozen=True)
class Answer:
    kind: str
    seconds: float
    status: int  # 0: none came


@dataclass(frozen=True)
class Answers:
    """What became of the requests of one rate."""

    rate: float
    all: list[Answer]

    def failed(self) -> int:
        return sum(one.status not in RIGHT for one in self.all)

    def milliseconds(self, quantile: float) -> int:
        return round(1000 * float(np.quantile([one.seconds for one in self.all], quantile)))

    def by_kind(self) -> dict[str, "Answers"]:
        kinds = defaultdict(list)
        for one in self.all:
            kinds[one.kind].append(one)
        return {kind: Answers(self.rate, some) for kind, some in kinds.items()}


def at_rate(server: str, readers: Readers, rate: float, seconds: float) -> Answers:
    """Ask ``rate`` times a second on average, at moments as independent readers choose them."""
    asked, due = [], time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        end = due + seconds
        while due < end:
            kind, path = readers.next()
            time.sleep(max(0.0, due - time.monotonic()))
            asked.append(pool.submit(ask, server, kind, path, due))
            due += readers.random.expovariate(rate)
    return Answers(rate, [one.result() for one in asked])


def ask(server: str, kind: str, path: str, due: float) -> Answer:
    return Answer(kind, status=status(server, path), seconds=time.monotonic() - due)


def status(server: str, path: str) -> int:
    """Read an answer whole, and return its status; 0 if none came."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=WAIT)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
