"""Answers that are kept for a minute: what was asked for once is soon asked for again."""

from functools import lru_cache, wraps

from search.engines.base import engine
from search.vocabulary import this_minute


def kept(most: int):
    """Keep what a function returns, for as many arguments, until the clock's minute ends."""

    def keeping(function):
        @lru_cache(maxsize=most)
        def of_the_minute(engine, minute, *args):
            return function(*args)

        @wraps(function)
        def asked(*args):
            return of_the_minute(engine(), this_minute(), *args)

        return asked

    return keeping
