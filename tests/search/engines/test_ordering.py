"""Pages are cut out of all rows without sorting them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.ordering import BLOCK, nth_highest, window


def rows_of(values):
    return lambda rows: values if rows is None else values[rows]


@given(
    seed=st.integers(0, 1000),
    size=st.sampled_from([0, 1, 7, BLOCK * 5 + 3, BLOCK * 40]),
    different=st.sampled_from([1, 3, 10**9]),
    start=st.integers(0, BLOCK * 41),
    length=st.integers(0, 30),
)
def test_a_page_is_what_sorting_all_rows_would_give(seed, size, different, start, length):
    random = np.random.default_rng(seed)
    keys = [
        random.integers(0, different, size).astype(float),
        random.integers(0, 4, size),
        random.permutation(size),
    ]
    whole = np.lexsort([-key for key in reversed(keys)])
    page = window(start, start + length, size, [rows_of(key) for key in keys])
    assert page.tolist() == whole[start : start + length].tolist()


@pytest.mark.parametrize("n", [1, 2, 10, 500, 10_000])
def test_the_nth_highest_of_many_values(n):
    values = np.random.default_rng(n).integers(0, 5000, 10_000)
    assert nth_highest(values, n) == sorted(values, reverse=True)[n - 1]
