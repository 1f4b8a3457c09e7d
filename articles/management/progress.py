"""What a long command says while it works: how much is done, how fast, how long it will take."""

import sys
from collections.abc import Callable
from time import monotonic

from tqdm import tqdm

from articles.ingestion.meter import Meter
from articles.ingestion.records import Origin

SOON, SELDOM = 1, 30  # seconds between two looks at a terminal, and between two lines in a log


class Progress:
    """Counts records; call it with the origin of each.

    On a terminal one line is written anew about once a second, elsewhere a
    plain line now and then. ``size`` is how many bytes will be read, 0 if nobody
    knows.
    """

    def __init__(self, stream=None, size: int = 0, clock: Callable[[], float] = monotonic):
        self.stream = stream or sys.stderr
        self.terminal = bool(getattr(self.stream, "isatty", bool)())
        self.size, self.meter, self.clock = size, Meter(), clock
        self.begun = self.shown = clock()
        self.count = self.at_first = 0

    def follow(self, meter: Meter) -> None:
        """Tell the time left by what this meter says from now on."""
        self.meter, self.at_first = meter, meter.before

    def __call__(self, origin: Origin) -> None:
        self.count += 1
        now = self.clock()
        if now - self.shown >= (SOON if self.terminal else SELDOM):
            self.shown = now
            self.show(self.words(now - self.begun))

    def words(self, seconds: float) -> str:
        """Return how far the work is after so many seconds."""
        said = f"{self.count:,} records, {self.count / seconds:.0f} a second"
        read = self.meter.read()
        if not self.size or read <= self.at_first:
            return said
        left = max(0, self.size - read) * seconds / (read - self.at_first)
        return f"{said}, {min(read / self.size, 1):.0%}, {tqdm.format_interval(left)} left"

    def show(self, text: str) -> None:
        self.stream.write(f"\r{text}\x1b[K" if self.terminal else f"{text}\n")
        self.stream.flush()

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self.terminal and self.shown != self.begun:
            self.show("")
