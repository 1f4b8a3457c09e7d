"""Lists of numbers come back as they were packed, one by one, summed, and many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded import packing
from search.engines.embedded.packing import WIDTHS, group_of, pack, units_of

NUMBERS = st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 2**20))
LISTS = st.lists(st.lists(NUMBERS, min_size=1, max_size=40), max_size=20)


def packed(lists):
    values = np.array([value for one in lists for value in one], np.int32)
    return pack(values, np.cumsum([0, *map(len, lists)]))


@given(LISTS)
def test_each_list_is_read_as_it_was(lists):
    found = packed(lists)
    for row, one in enumerate(lists):
        assert found.values(row, len(one)).tolist() == one
        assert found.sums(row, len(one)).tolist() == np.cumsum(one).tolist()


@given(LISTS, st.integers(2, 50))
def test_it_does_not_matter_how_many_are_packed_at_a_time(lists, most):
    with pytest.MonkeyPatch.context() as patch:
        whole = packed(lists)
        patch.setattr(packing, "AT_ONCE", most)
        parts = packed(lists)
    for one, other in zip(whole, parts, strict=True):
        assert one.tolist() == other.tolist()


@given(LISTS, st.data())
def test_several_lists_are_summed_at_once(lists, data):
    rows = data.draw(st.lists(st.sampled_from(range(len(lists))), unique=True)) if lists else []
    counts = np.array([len(lists[row]) for row in rows], np.int64)
    found = packed(lists).sums_of(np.array(rows, np.int64), counts)
    assert found.tolist() == [int(x) for row in rows for x in np.cumsum(lists[row])]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 9, 64])
def test_units_fill_whole_bytes_and_no_more_than_they_need(width, count):
    units, size = group_of(width)
    assert units * width == 8 * size
    largest = (1 << width) - 2
    found = packed([[largest] * count])
    assert found.values(0, count).tolist() == [largest] * count
    assert len(found.pool) <= -(-count * width // 8)
    assert len(units_of(found.pool, int(found.width[0]))) >= count


def test_a_list_of_zeros_takes_no_room():
    assert len(packed([[0] * 1000]).pool) == 0


def test_one_large_number_does_not_widen_a_list():
    assert len(packed([[1] * 1000 + [5000]]).pool) < 1000
    assert len(packed([[1] * 10_000 + [60]]).pool) < 10_000 * 2 / 8 + 10
