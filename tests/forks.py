"""Work done in a process of its own, for tests that kill it."""

import os
import traceback
from collections.abc import Callable


def forked(work: Callable, *arguments) -> int:
    """Run ``work`` in a process of its own and return the id of that."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work(*arguments)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def succeeds(work: Callable, *arguments) -> bool:
    """Run ``work`` in a process of its own and return whether it came to its end."""
    return os.waitpid(forked(work, *arguments), 0)[1] == 0
