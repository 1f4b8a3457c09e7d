"""The rows of a page, found without sorting all rows.

Rows are ordered by several keys, the first the most important, the highest values
first; a key is looked at only for rows that those before it leave equal. A key is a
function that returns the values of some rows, or for None those of all.
"""

from collections.abc import Callable, Sequence

import numpy as np

BLOCK = 128  # values of which only the highest is looked at first

Key = Callable[[np.ndarray | None], np.ndarray]


def window(start: int, stop: int, size: int, keys: Sequence[Key]) -> np.ndarray:
    """Return the rows from ``start`` to ``stop`` of ``size`` rows in order."""
    rows = leading(min(stop, size), None, size, keys)
    if start >= len(rows):
        return rows[:0]
    backwards = [negative(key) for key in keys]
    rows = leading(len(rows) - start, rows, len(rows), backwards)
    return rows[np.lexsort([key(rows) for key in reversed(backwards)])]


def negative(key: Key) -> Key:
    return lambda rows: -key(rows)


def leading(most: int, rows: np.ndarray | None, size: int, keys: Sequence[Key]) -> np.ndarray:
    """Return those of ``size`` rows that come first, at most so many, themselves in no order."""
    chosen, these = [], np.arange(size) if rows is None else rows
    for key in keys:
        if len(these) <= most or not most:
            break
        values = key(rows)
        least = nth_highest(values, most)
        chosen.append(these[values > least])
        most -= len(chosen[-1])
        rows = these = these[values == least]
    return np.concatenate([*chosen, these[:most]])


def nth_highest(values: np.ndarray, n: int) -> np.ndarray:
    """Return the n-th highest value; there are at least n.

    Where n is small, no value can be it that is lower than the n-th highest of the
    highest of blocks.
    """
    blocks = len(values) // BLOCK
    if 2 * n < blocks:
        highest = values[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        values = values[values >= nth_highest(highest, n)]
    return np.partition(values, len(values) - n)[len(values) - n]
