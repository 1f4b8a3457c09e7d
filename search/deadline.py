"""How long a search may take: whoever works through many lists asks ``check`` now and then."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ENDS: ContextVar[float | None] = ContextVar("when the search under way must end", default=None)


class SearchTimeout(Exception):
    """A search took longer than it may."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Let what is done within take so long, in wall-clock time; 0 is no limit."""
    token = ENDS.set(time.monotonic() + seconds if seconds else None)
    try:
        yield
    finally:
        ENDS.reset(token)


def check() -> None:
    """Raise ``SearchTimeout`` if the time is over. Costs less than a microsecond."""
    ends = ENDS.get()
    if ends is not None and time.monotonic() > ends:
        raise SearchTimeout


def left() -> float | None:
    """Return how many seconds are left; None without a limit."""
    ends = ENDS.get()
    return None if ends is None else max(0.0, ends - time.monotonic())
