"""How commands that go on until interrupted end: in order, by Ctrl-C or as a service."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def stoppable(tell: Callable[[str], object], message: str) -> Iterator[None]:
    """Leave the block, and tell so, when the process is interrupted or told to end (SIGTERM)."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        tell(message)
    finally:
        signal.signal(signal.SIGTERM, before)
