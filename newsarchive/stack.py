"""Room for the frames of deep calls, taken once.

CPython keeps the frames of calls in pieces of 16 kB, and gives a piece back to the system
as soon as its first frame returns (``Python/pystate.c``). Where a loop deep within templates
calls over the end of a piece, each call maps and unmaps memory: some 900 times a search
page. A piece is as large as the frame that begins it needs, so that one large frame makes
room for all below it.
"""

from collections.abc import Callable
from functools import wraps

# Of eight bytes each. The piece is the next power of two, 1 MB; the other half has room for
# a thousand calls of usual size, which is the limit of recursion.
WORDS = 70_000


def roomy(function: Callable) -> Callable:
    """Return the function with room below it; nothing else about it is changed."""

    @wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return call
