"""Answers that are kept for a minute: what was asked for once is soon asked for again."""

import time
from functools import lru_cache, wraps

from search.engines.base import engine


def kept(most: int):
    """Keep what a function returns, for as many arguments, until the clock's minute ends.

    Nobody may change what is returned. ``cache_clear`` forgets all of it.
    """

    def keeping(function):
        @lru_cache(maxsize=most)
        def of_the_minute(engine, minute, *args):
            return function(*args)

        @wraps(function)
        def asked(*args):
            return of_the_minute(engine(), int(time.time() // 60), *args)

        asked.cache_clear = of_the_minute.cache_clear
        return asked

    return keeping
