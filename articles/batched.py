"""Long lists in parts, for what can take only so much at a time, such as a database query."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` of the values, in their order."""
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch
