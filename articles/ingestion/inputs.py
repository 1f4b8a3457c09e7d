"""What ``ingest`` reads: files, folders, standard input, addresses of the web, lists of such."""

import os
import secrets
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from articles.ingestion import readers
from articles.ingestion.addresses import is_address
from articles.ingestion.readers.files import walk
from articles.ingestion.records import Known, Problem, RawArticle
from articles.ingestion.resume import Trail, Unit, digest
from articles.ingestion.web.lists import is_list_file
from articles.ingestion.web.visit import Visit

Items = Iterator[RawArticle | Problem | Known]


def units(inputs: Iterable[str | Path], format: str | None) -> Iterator[Unit]:
    """Yield each file and address of the inputs."""
    before = ""
    for number, (kind, source) in enumerate(sources(inputs, format)):
        stamp = stamp_of(kind, source)
        yield Unit(number, source, kind, before, stamp)
        before = digest(before, os.fsencode(source).hex(), stamp)


def sources(inputs: Iterable[str | Path], format: str | None) -> Iterator[tuple[str, str | Path]]:
    for one in inputs:
        if is_address(str(one)):
            yield "address", str(one)
        elif str(one) == readers.STANDARD_INPUT:
            yield "stream", one
        elif format is None and is_list_file(Path(one)):
            yield "list", Path(one)
        else:
            yield from (("file", file) for file in walk(Path(one)))


def from_web(inputs: Iterable[str], format: str | None) -> bool:
    """Return whether anything is fetched."""
    return any(
        is_address(one)
        or (one != readers.STANDARD_INPUT and format is None and is_list_file(Path(one)))
        for one in inputs
    )


def stamp_of(kind: str, source: str | Path) -> str:
    """Return what changes when a file does. Nothing that runs out is ever the same again."""
    if kind == "stream":
        return secrets.token_hex()
    try:
        found = os.stat(source) if kind == "file" else None
    except (OSError, ValueError):
        return ""
    return f"{found.st_size}:{found.st_mtime_ns}" if found else ""


def read(trail: Trail, wanted: readers.Wanted, visit: Visit) -> Items:
    """Yield the articles of the units left, and a problem for each thing that is none.

    ``wanted`` is how files are read; what is fetched tells itself what it is.
    """
    for unit, start, done in trail.follow():
        at = (unit.number,)
        if unit.kind == "address":
            items = visit.read(unit.source)
        elif unit.kind == "list":
            items = visit.read_list(unit.source)
        else:
            items = readers.read_file(unit.source, wanted, at, start, trail.meter.watch)
        yield from islice(readers.in_order(items, at + start), done, None)
