"""Takes in again what failed in a run: those records alone, as a new run."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from articles.batched import batched
from articles.ingestion import places, readers
from articles.ingestion.addresses import is_address
from articles.ingestion.inputs import stamp_of
from articles.ingestion.pipeline import take_in
from articles.ingestion.prepare import Item, Wishes
from articles.ingestion.readers import Wanted
from articles.ingestion.records import Origin, Problem
from articles.ingestion.summary import Summary
from articles.ingestion.web.visit import Visit
from articles.locks import Taken, held
from articles.models import IngestProblem, IngestRun

MOST_JUMPS = 1000  # in one file; with more records of it, all between them is read too
UPDATED = 500  # problems marked by one statement

Place = tuple[int, ...]


class CannotRetry(Exception):
    """There is nothing to be tried again; the message says why."""


class Failed(NamedTuple):
    """A record that was lost: its problem, and where it is. ``at`` begins with its input."""

    pk: int
    path: str
    line: int | None
    offset: int | None
    at: list[int]
    stamp: str

    @property
    def place(self) -> Place:
        return tuple(self.at[1:])

    def is_there(self, stamp: str) -> bool:
        """Return whether it can be found in the file as that is now."""
        return not self.place or stamp == self.stamp

    @property
    def origin(self) -> Origin:
        return Origin(self.path, self.line, self.offset, tuple(self.at))


def left(run: IngestRun):
    """Return the problems of a run by which a record was lost, and which no run has mended."""
    return run.problems.filter(lost=True, mended_by=None).order_by("id")


def retry(
    number: int, who: str = "", progress: Callable[[Origin], None] = lambda origin: None
) -> Summary:
    """Take in again what failed in the run of this number. Raises CannotRetry."""
    run = IngestRun.objects.filter(pk=number).first()
    if run is None:
        raise CannotRetry(f"There is no run {number}. The admin lists them.")
    with alone(run):
        failed = [Failed(*row) for row in left(run).values_list(*Failed._fields)]
        if not failed:
            raise CannotRetry(f"No record of run {number} is left to be tried again.")
        again = IngestRun.objects.create(
            inputs=run.inputs, options=run.options, who=who, retry_of=run
        )
        with closing(Visit()) as visit:
            items = read_again(failed, run.options, visit)
            summary = take_in(again, items, wishes_of(run, failed), progress, visit.settle)
        mark_mended(failed, again)
    return summary


@contextmanager
def alone(run: IngestRun) -> Iterator[None]:
    """Hold the lock of a retry. Raises CannotRetry."""
    try:
        with held(f"retry-{run.pk}"):
            yield
    except Taken:
        raise CannotRetry(f"Run {run.pk} is being tried again already.") from None


def wishes_of(run: IngestRun, failed: list[Failed]) -> Wishes:
    fetched = any(is_address(one.path) for one in failed)
    return Wishes(
        source=run.options.get("source", ""),
        any_language=run.options.get("any_language", False),
        processes=1 if fetched else settings.INGEST_WORKERS,
    )


def mark_mended(failed: list[Failed], again: IngestRun) -> None:
    """Note which of the problems are no more: those that the new run did not meet again."""
    rows = again.problems.filter(lost=True).values_list("path", "at")
    met = {(path, tuple(at[1:])) for path, at in rows.iterator()}
    mended = [one.pk for one in failed if (one.path, one.place) not in met]
    for some in batched(mended, UPDATED):
        IngestProblem.objects.filter(pk__in=some).update(mended_by=again)


def read_again(failed: Iterable[Failed], options: dict, visit: Visit) -> Iterator[Item]:
    """Yield what the records are now, and a problem for each that cannot be read again."""
    wanted = Wanted(options.get("format"), options.get("columns", {}))
    folder = options.get("folder") or os.getcwd()
    files: dict[tuple[str, Path], list[Failed]] = defaultdict(list)
    for one in failed:
        if is_address(one.path):
            yield from visit.read(one.path)
        elif one.path == readers.STANDARD_INPUT:
            yield gone(one, "Standard input cannot be read again. Save it as a file.")
        else:
            files[places.split(one.path, folder)].append(one)
    for (name, file), several in files.items():
        stamp = stamp_of("file", file)
        yield from (gone(one, changed(file)) for one in several if not one.is_there(stamp))
        wished = [one.place for one in several if one.is_there(stamp)]
        yield from renamed(read_places(file, wanted, wished), file, name)


def gone(failed: Failed, reason: str) -> Problem:
    return Problem(failed.origin, "changed", reason)


def changed(file: Path) -> str:
    if not os.path.exists(file):
        return f"The file {readers.path_text(file)} is gone. Put it back, or ingest a new one."
    return "The file has changed since. Ingest it as a whole: what is known stays as it is."


def renamed(items: Iterable[Item], file: Path, name: str) -> Iterator[Item]:
    """Yield the items with the path under which the first run named them."""
    long = readers.path_text(file)
    for item in items:
        path = name + item.origin.path.removeprefix(long)
        yield replace(item, origin=replace(item.origin, path=path))


def read_places(file: Path, wanted: Wanted, wished: list[Place]) -> Iterator[Item]:
    """Yield what stands at these places of a file; the place () is all of it."""
    wished = sorted(set(wished))
    if not wished:
        return
    if () in wished or len(wished) > MOST_JUMPS or readers.is_archive(file):
        yield from read_between(file, wanted, wished)
        return
    for place in wished:
        yield from read_between(file, wanted, [place])


def read_between(file: Path, wanted: Wanted, wished: list[Place]) -> Iterator[Item]:
    """Yield what stands at places in order, and read the file from the first to the last."""
    lengths, places = {len(place) for place in wished}, set(wished)
    for item in readers.read_file(file, wanted, (0,), wished[0]):
        here = item.origin.at[1:]
        if any(here[:length] in places for length in lengths):
            yield item
        elif here > wished[-1]:
            return
