"""How far a run came, so that the same command goes on from there after it was stopped.

What is kept in ``IngestRun.progress`` is written in the same transaction as the
articles, so that none is left out and none is counted twice.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from articles.ingestion.addresses import is_address
from articles.ingestion.meter import Meter
from articles.locks import Taken, held
from articles.models import IngestRun


class Unit(NamedTuple):
    """One file or address of a run. ``before`` is a digest of all units before it, and
    ``stamp`` tells whether the unit itself is still the same."""

    number: int
    source: str | Path
    kind: str  # as ``inputs.sources`` tells it
    before: str
    stamp: str


@dataclass
class Trail:
    """The units of a run, and where in them it is; ``units`` gives them from the first on."""

    units: Callable[[], Iterator[Unit]]
    run: IngestRun
    met: dict[int, Unit] = field(default_factory=dict)  # units whose items are under way
    at: tuple[int, ...] = ()
    repeats: int = 0
    first: int = 0  # number of the unit at which the run goes on
    meter: Meter = field(default_factory=Meter)

    def follow(self) -> Iterator[tuple[Unit, tuple[int, ...], int]]:
        """Yield the units that are still to be read, with the place to begin at and the number
        of items from there that were taken in already."""
        units, place, done = self._units_left()
        self.meter.before = sum(map(size, islice(self.units(), self.first)))
        for unit in units:
            self.met[unit.number] = unit
            yield unit, place, done
            place, done = (), 0

    def how_it_goes_on(self) -> str:
        """Return in words from where a run goes on that was stopped, or ""."""
        if not self.run.progress.get("at"):
            return ""
        first, same = self._stopped_in()
        where = f"in {first.source}" if same else f"at the start of {first and first.source}"
        if first is None:
            where = "from the start, since what it read has changed"
        return f"Run {self.run.pk} was stopped after {self.run.read} records. It goes on {where}."

    def _stopped_in(self) -> tuple[Unit | None, bool]:
        """Return the unit in which the run was stopped, and whether that is the same as it was.

        None stands for a new run, and for one of which the units before are not the same.
        """
        saved = self.run.progress
        if not (at := saved.get("at")):
            return None, False
        unit = next(islice(self.units(), at[0], None), None)
        if unit is None or unit.before != saved["before"]:
            return None, False
        return unit, bool(unit.stamp) and unit.stamp == saved["stamp"]

    def _units_left(self) -> tuple[Iterator[Unit], tuple[int, ...], int]:
        """Return the units left, and where to begin in the first of them."""
        first, same = self._stopped_in()
        if first is None:
            return self.units(), (), 0
        self.first = first.number
        units = islice(self.units(), self.first, None)
        if not same:
            return units, (), 0
        self.at, self.repeats = tuple(self.run.progress["at"]), self.run.progress["repeats"]
        return units, self.at[1:], self.repeats

    def mark(self, items: list) -> dict:
        """Return where the run is after these items: the place of the last one, and how many
        items up to it have the same place."""
        for item in items:
            here = item.origin.at
            self.repeats = self.repeats + 1 if here == self.at else 1
            self.at = here
        unit = self.met[self.at[0]]
        self.met = {number: one for number, one in self.met.items() if number >= unit.number}
        place = {"at": list(self.at), "repeats": self.repeats}
        return place | {"before": unit.before, "stamp": unit.stamp}


def size(unit: Unit) -> int:
    """Return how many bytes a unit has, as its stamp tells for files."""
    number = unit.stamp.partition(":")[0]
    return int(number) if unit.kind == "file" and number else 0


def digest(*parts) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def key_of(names: list[str], **wishes) -> str:
    """Return what tells one command from another: what it reads, and how."""
    absolute = [name if is_address(name) else os.path.abspath(name) for name in names]
    return digest(absolute, sorted(wishes.items()))


@contextmanager
def begun(names: list[str], key: str, anew: bool, dry_run: bool, **facts) -> Iterator[IngestRun]:
    """Yield the run to go on with: one of the same command that was stopped, or a new one.

    A dry run is a new one always, and is not stored. ``facts`` are those of a new run.
    """
    if dry_run:
        yield IngestRun(inputs=names)
        return
    with ExitStack() as locks:
        run = None if anew else stopped(key)
        if run is None or not taken_up(run, locks):
            run = IngestRun.objects.create(inputs=names, progress={"key": key}, **facts)
            locks.enter_context(held(f"run-{run.pk}"))
        yield run


def stopped(key: str) -> IngestRun | None:
    """Return the last run of a command, unless it came to its end."""
    run = IngestRun.objects.filter(progress__key=key).order_by("-pk").first()
    return run if run and run.status != IngestRun.Status.FINISHED else None


def taken_up(run: IngestRun, locks: ExitStack) -> bool:
    """Take the lock of a run; return False if a process holds it, so that the run is under way."""
    try:
        locks.enter_context(held(f"run-{run.pk}"))
    except Taken:
        return False
    run.refresh_from_db()
    return run.status != IngestRun.Status.FINISHED
