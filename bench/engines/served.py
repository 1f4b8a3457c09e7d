"""The whole archive over HTTP: ``/search.json`` from gunicorn, beside the engine alone.

The documents are stored as articles without ``ingest``, since how they came in does
not matter here. Gunicorn has as many processes as the engine alone.
"""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pickle import loads
from random import Random
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management import call_command

from articles.hindi.fold import fold
from articles.models import Article, Entity, Mention, Source, Topic
from bench.corpus import SOURCES, TOPICS
from bench.engines import workload
from bench.engines.base import Query, day_of
from bench.engines.processes import finish, start
from bench.engines.worker import DOCUMENTS, QUERIES, STREAM
from search import indexer
from tests.browser.served import free_port, wait_for

PROCESSES = 2
CLIENTS = 4  # that wait for an answer at a time
BATCH = 1000
LOCAL_OFFSET = timedelta(hours=5, minutes=30)


def measure() -> dict[str, float]:
    """Return queries a second; the first are those of the engine alone."""
    store()
    indexer.rebuild()
    again, anew = over_http()
    return {
        f"the engine, {PROCESSES} processes": of_engine(PROCESSES),
        "the engine, 1 process": of_engine(1),
        f"/search.json, gunicorn, {PROCESSES} processes": anew,
        "the same, where queries are asked again": again,
    }


def store() -> None:
    call_command("migrate", verbosity=0)
    named(Source, SOURCES)
    named(Topic, TOPICS)
    labels = [f"नाम {number}" for number in range(1, workload.ENTITIES + 1)]
    Entity.objects.bulk_create(
        Entity(pk=pk, label=label, folded=fold(label), slug=f"entity-{pk}")
        for pk, label in enumerate(labels, 1)
    )
    documents = workload.read(DOCUMENTS)
    while batch := [one for _, one in zip(range(BATCH), documents, strict=False)]:
        store_batch(batch)


def named(model, names) -> None:
    model.objects.bulk_create(
        model(pk=pk, name=name, folded=fold(name), slug=f"name-{pk}")
        for pk, name in enumerate(names, 1)
    )


def store_batch(documents: list) -> None:
    Article.objects.bulk_create(map(article, documents))
    Mention.objects.bulk_create(
        Mention(article_id=one.pk, entity_id=pk) for one in documents for pk in one.entities
    )
    filed = Article.topics.through
    filed.objects.bulk_create(
        filed(article_id=one.pk, topic_id=pk) for one in documents for pk in one.topics
    )


def article(document) -> Article:
    moment = datetime.fromtimestamp(document.minute * 60, UTC) - LOCAL_OFFSET
    return Article(
        pk=document.pk,
        source_id=document.source,
        identity=f"bench:{document.pk}",
        title=document.title,
        body=document.body,
        content_hash=document.pk,
        record_hash=document.pk,
        agency=document.agency,
        published_at=moment,
        published_on=day_of(document),
        precision=Article.Precision.MINUTE,
    )


def of_engine(processes: int) -> float:
    folder = urlsplit(settings.SEARCH_URL).path
    streams = [start("stream", "ours", folder) for _ in range(processes)]
    return sum(len(one["times"]) / one["seconds"] for one in map(finish, streams))


def over_http() -> tuple[float, float]:
    """Return how many queries are answered a second: asked again, and as if for the first time.

    What is asked again within seconds is not searched again; another address is.
    """
    addresses = [address(query) for query in loads(QUERIES.read_bytes())]
    with gunicorn() as port:
        for _ in range(PROCESSES * 2):  # so that each process has answered each before
            ask(port, addresses)
        return asked(port, addresses), asked(port, addresses, anew=True)


def asked(port: int, addresses: list[str], anew: bool = False) -> float:
    end = time.perf_counter() + STREAM
    with ThreadPoolExecutor(CLIENTS) as pool:
        numbers = pool.map(lambda seed: ask_until(end, port, addresses, seed, anew), range(CLIENTS))
        return sum(numbers) / STREAM


def address(query: Query) -> str:
    given = {"q": query.text}
    if query.source:
        given["source"] = SOURCES[query.source - 1]
    if query.entity:
        given["entity"] = f"entity-{query.entity}"
    if query.days:
        given["from"], given["to"] = (day.isoformat() for day in query.days)
    return f"/search.json?{urlencode(given)}"


def ask_until(end: float, port: int, addresses: list[str], seed: int, anew: bool) -> int:
    """Ask one after another until the time is over, and return how many were answered."""
    order, answered = Random(seed), 0
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.perf_counter() < end:
        other = f"&other={seed}-{answered}" if anew else ""
        get(connection, order.choice(addresses) + other)
        answered += 1
    connection.close()
    return answered


def ask(port: int, addresses: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for one in addresses:
        json.loads(get(connection, one))
    connection.close()


def get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise AssertionError(f"{path}: {response.status} {body[:200]!r}")
    return body


@contextmanager
def gunicorn() -> Iterator[int]:
    """Serve the benchmark's archive and yield the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--log-level", "warning"]
    command += ["--workers", str(PROCESSES), "--threads", "2", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command)
    try:
        wait_for(process, f"http://127.0.0.1:{port}")
        yield port
    finally:
        process.terminate()
        process.wait()
