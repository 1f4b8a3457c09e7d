"""Lists of small numbers, each list packed in as few bits a number as suit it.

The numbers of a list are kept in units of one width. A unit of all ones says that
its number goes on in the next: in units of 4 bits 33 is 15, 15, 3. So a rare large
number widens no list, and the running sum of a list is that of its units. A list
of zeros takes no room. Everything is done for all numbers at once.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import gcd
from typing import NamedTuple

import numpy as np

WIDTHS = (2, 4, 6, 8, 10, 12, 16)  # bits
AT_ONCE = 2**21  # numbers packed at a time


class Packed(NamedTuple):
    """Many lists: the i-th is ``pool[at[i]:at[i + 1]]``, in units of ``width[i]`` bits."""

    width: np.ndarray
    at: np.ndarray
    pool: np.ndarray

    def sums(self, row: int, count: int) -> np.ndarray:
        """Return the running sums of the ``count`` numbers of a list."""
        width = int(self.width[row])
        if not width:
            return np.zeros(count, np.int32)
        units = units_of(self.pool[self.at[row] : self.at[row + 1]], width)
        ends = units != highest(width)
        sums = np.cumsum(units, dtype=np.int32)
        return sums[:count] if ends.all() else sums[ends][:count]

    def values(self, row: int, count: int) -> np.ndarray:
        """Return the ``count`` numbers of a list."""
        width = int(self.width[row])
        if not width:
            return np.zeros(count, np.int32)
        units = units_of(self.pool[self.at[row] : self.at[row + 1]], width)
        ends = units != highest(width)
        if ends.all():
            return units[:count].astype(np.int32)
        return np.diff(np.cumsum(units)[ends][:count], prepend=0).astype(np.int32)

    def sums_of(self, rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Return the running sums of several lists, one list after another."""
        sums = np.zeros(int(counts.sum()), np.int64)
        starts = begins(counts)
        for width in np.unique(self.width[rows]).tolist():
            mine = np.flatnonzero(self.width[rows] == width) if width else ()
            if len(mine):
                places = spans(starts[mine], counts[mine])
                sums[places] = self._sums_of(rows[mine], counts[mine], width)
        return sums

    def values_of(self, rows: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Return the numbers of several lists, one list after another."""
        sums = self.sums_of(rows, counts)
        values = np.diff(sums, prepend=0)
        firsts = begins(counts)[counts > 0]
        values[firsts] = sums[firsts]
        return values.astype(np.int32)

    def _sums_of(self, rows, counts, width) -> np.ndarray:
        """Do the same for lists of one width, each of which is filled up to whole groups."""
        at = self.at[rows].astype(np.int64)
        sizes = self.at[rows + 1] - at
        units, size = group_of(width)
        groups = -(-sizes // size)
        filled = np.zeros(int(groups.sum()) * size, np.uint8)
        filled[spans(begins(groups) * size, sizes)] = self.pool[spans(at, sizes)]
        found = units_of(filled, width)
        sums = np.cumsum(found, dtype=np.int64)
        ends = np.flatnonzero(found != highest(width))
        first_units = begins(groups) * units
        before = np.concatenate([[0], sums])[first_units]
        firsts = np.searchsorted(ends, first_units)
        return sums[ends[spans(firsts, counts)]] - np.repeat(before, counts)


def highest(width: int) -> int:
    return (1 << width) - 1


def group_of(width: int) -> tuple[int, int]:
    """Return how many units fill whole bytes, and how many bytes those are."""
    units = 8 // gcd(width, 8)
    return units, units * width // 8


def begins(lengths: np.ndarray) -> np.ndarray:
    """Return where each of several spans begins that follow one another."""
    return np.cumsum(lengths, dtype=np.int64) - lengths


def spans(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the numbers from each start on, as many as its length says."""
    return np.repeat(starts, lengths) + within(lengths)


def within(lengths: np.ndarray) -> np.ndarray:
    """Return the place of each item in its span, for spans of these lengths one after another."""
    return np.arange(int(lengths.sum())) - np.repeat(begins(lengths), lengths)


def units_of(data: np.ndarray, width: int) -> np.ndarray:
    """Return the units that some bytes hold; what fills up the last group is zero."""
    units, size = group_of(width)
    words = whole_words(data, size)
    if units == 1:
        return words
    kind = words.dtype.type
    found = np.empty((len(words), units), np.uint8 if width <= 8 else np.uint16)
    for number in range(units):
        found[:, number] = words >> kind(number * width) & kind(highest(width))
    return found.ravel()


def whole_words(data: np.ndarray, size: int) -> np.ndarray:
    """Return groups of bytes as numbers; the last group is filled up with zeros."""
    if size in (1, 2):
        return data.view(f"<u{size}")
    groups, whole = -(-len(data) // size), len(data) // size
    words = np.zeros((groups, 4 if size < 4 else 8), np.uint8)
    words[:whole, :size] = data[: whole * size].reshape(whole, size)
    words[whole:, : len(data) - whole * size] = data[whole * size :]
    return words.view(f"<u{words.shape[1]}").ravel()


def pack(values: np.ndarray, starts: np.ndarray) -> Packed:
    """Pack lists of numbers from 0 on; the i-th is ``values[starts[i]:starts[i + 1]]``, none empty.

    Some millions of numbers are packed at a time, so that memory is bounded.
    """
    cuts = np.searchsorted(starts, np.arange(0, len(values), AT_ONCE))
    edges = np.unique(np.concatenate([cuts, [0, len(starts) - 1]])).tolist()
    parts = [
        pack_some(values[starts[one] : starts[other]], starts[one : other + 1] - starts[one])
        for one, other in pairwise(edges)
    ]
    return concatenated(parts)


def concatenated(parts: list[Packed]) -> Packed:
    """Return the lists of several packs as one."""
    nothing = np.empty(0, np.uint8)
    sizes = np.concatenate([[0], *(np.diff(part.at) for part in parts)])
    width = np.concatenate([nothing, *(part.width for part in parts)])
    pool = np.concatenate([nothing, *(part.pool for part in parts)])
    return Packed(width, np.cumsum(sizes).astype(np.uint32), pool)


def gathered(chosen: Iterable[tuple[Packed, int]]) -> Packed:
    """Return some lists of several packs, each given by its pack and row, as one."""
    widths, sizes, data = [], [0], [np.empty(0, np.uint8)]
    for packed, row in chosen:
        widths.append(packed.width[row])
        if widths[-1]:  # a list of zeros takes no room
            data.append(packed.pool[packed.at[row] : packed.at[row + 1]])
        sizes.append(len(data[-1]) if widths[-1] else 0)
    return Packed(np.array(widths, np.uint8), np.cumsum(sizes), np.concatenate(data))


def pack_some(values: np.ndarray, starts: np.ndarray) -> Packed:
    lengths = np.diff(starts)
    width, sizes = best_widths(values, starts)
    at = np.concatenate([[0], np.cumsum(sizes)])
    pool = np.zeros(int(at[-1]), np.uint8)
    for one in np.unique(width[width > 0]).tolist():
        mine = width == one
        data, begin = pack_all(values[np.repeat(mine, lengths)], lengths[mine], one)
        pool[spans(at[:-1][mine], sizes[mine])] = data[spans(begin, sizes[mine])]
    return Packed(width, at, pool)


def best_widths(values: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each list the width that needs the fewest bytes, and how many it needs."""
    lengths = np.diff(starts)
    top = np.maximum.reduceat(values, starts[:-1])
    best = np.zeros(len(lengths), np.uint8)
    sizes = np.where(top > 0, np.iinfo(np.int64).max, 0)
    for width in WIDTHS:
        more = values // values.dtype.type(highest(width))
        units = lengths + np.add.reduceat(more, starts[:-1], dtype=np.int64)
        needed = -(-units * width // 8)
        better = needed < sizes
        best[better], sizes[better] = width, needed[better]
    return best, sizes


def pack_all(values: np.ndarray, lengths: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Pack lists in units of one width; return all as bytes, and where each list begins.

    Each list begins with a new group of whole bytes.
    """
    limit = values.dtype.type(highest(width))
    ends = np.cumsum(values // limit + 1, dtype=np.int64)
    counts = np.diff(ends[np.cumsum(lengths) - 1], prepend=0)
    units, size = group_of(width)
    groups = -(-counts // units)
    first = begins(groups) * units
    filled = np.full(int(groups.sum()) * units, limit, np.uint64)
    filled[spans(first + counts, groups * units - counts)] = 0
    filled[ends - 1 + np.repeat(first - begins(counts), lengths)] = values % limit
    grouped = filled.reshape(-1, units)
    words = grouped[:, 0].copy()
    for number in range(1, units):
        words |= grouped[:, number] << np.uint64(number * width)
    data = words.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :size].ravel()
    return data, begins(groups) * size
