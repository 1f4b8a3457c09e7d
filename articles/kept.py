"""Counts that need not be of this very second."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache


def kept(key: str, seconds: int, make: Callable[[], Any]) -> Any:
    """Return ``make()``, or what it returned at most ``seconds`` ago.

    Empty results are made anew each time, so that the first ingest into an empty
    archive shows at once.
    """
    found = cache.get(key)
    if found is None:
        found = make()
        if found:
            cache.set(key, found, seconds)
    return found
