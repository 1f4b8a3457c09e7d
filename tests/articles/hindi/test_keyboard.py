"""Which words come of hitting the key beside the right one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.keyboard import NEIGHBOURS, slips


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("सरतार", "सरकार"),
        ("बिजली", "बिदली"),
        ("मंद्री", "मंग्री"),
        ("भारत", "बारत"),  # the same key, without shift
        ("xlimate", "climate"),
        ("governmrnt", "government"),
    ],
)
def test_a_neighbouring_key_is_a_slip(typed, meant):
    assert meant in set(slips(typed))


@pytest.mark.parametrize("typed, other", [("सरपार", "सरकार"), ("climate", "blimate")])
def test_a_key_further_away_is_none(typed, other):
    assert other not in set(slips(typed))


def test_neighbours_are_mutual():
    for letter, others in NEIGHBOURS.items():
        for other in others:
            assert letter in NEIGHBOURS[other], (letter, other)


@given(st.text())
def test_no_text_fails_and_none_comes_out_empty(text):
    assert all(slips(text))
