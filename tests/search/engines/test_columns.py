"""Facet values as arrays: counted right however they are kept and however many are chosen."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import DAY, Request, engine
from search.engines.embedded.columns import Chosen, facet_column
from search.query import parse
from tests.builders import document

SIZE, VALUES = 60, 9


def column_of(sets):
    pairs = [(owner, value) for owner, values in enumerate(sets) for value in sorted(values)]
    owners, values = np.array(pairs, np.int64).reshape(-1, 2).T
    return facet_column(np.arange(VALUES) * 10, owners, values, len(sets))


@given(
    sets=st.lists(st.sets(st.integers(0, VALUES - 1)), min_size=SIZE, max_size=SIZE),
    chosen=st.sets(st.integers(0, SIZE - 1)),
)
def test_chosen_documents_are_counted_by_value(sets, chosen):
    counted = column_of(sets).counts(Chosen(np.array(sorted(chosen), np.intp), SIZE))
    assert counted.tolist() == [sum(v in sets[n] for n in chosen) for v in range(VALUES)]


def test_one_document_with_many_values_makes_no_wide_table():
    sets = [set(range(VALUES))] + [{1}] * (SIZE - 1)
    column = column_of(sets)
    assert column.table.size == 0
    assert column.counts(Chosen(np.array([0, 1]), SIZE)).tolist() == [1, 2, 1, 1, 1, 1, 1, 1, 1]
    assert column.counts(Chosen(np.arange(SIZE), SIZE))[1] == SIZE


def test_values_of_several_segments_are_added_up(index):
    engine().rebuild(iter([document(1, "जल", 2019, source=2, agency="ख")]), lambda: ([], []))
    engine().write([document(2, "जल", 2020, source=3, agency="क", entities=(7, 12))], [])
    engine().write([document(3, "जल", 2020, source=2, agency="क", entities=(12,))], [])
    matches = engine().match(Request(query=parse("जल")))
    assert matches.counts("source") == {2: 2, 3: 1}
    assert matches.counts("agency") == {"क": 2, "ख": 1}
    assert list(matches.counts("entity").items()) == [(12, 2), (7, 1)]
    assert matches.counts("topic") == {}
    assert matches.periods(DAY) == {date(2019, 1, 1): 1, date(2020, 1, 1): 2}


@pytest.mark.parametrize("year", [1, 1969, 1970, 9999])
def test_days_of_any_year_are_counted(index, year):
    engine().rebuild(iter([document(1, "जल", year)]), lambda: ([], []))
    assert engine().match(Request()).periods(DAY) == {date(year, 1, 1): 1}
