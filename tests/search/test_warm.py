"""Warming up: the first reader finds all that searches share already read."""

import gc

import pytest

from search import warm
from search.engines.base import engine
from tests.builders import article, indexed

pytestmark = pytest.mark.django_db


def kept() -> set:
    """Return the names of the columns that the engine holds decoded."""
    return {key[1] for key in engine().arrays.kept if str(key[1]).endswith(" column")}


@pytest.mark.embedded
def test_facets_are_read_before_anybody_asks(index):
    indexed(article("भारत में मेला", published="2020-10-07"))
    assert kept() == set()
    warm.warm_up()
    assert kept() == {f"{name} column" for name in ("source", "entity", "topic", "agency", "days")}


def test_a_process_without_an_index_begins_all_the_same(index):
    warm.warm_up()


def test_what_was_read_for_good_is_not_searched_for_cycles_again():
    before = gc.get_threshold()
    try:
        warm.settle()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() == warm.COLLECTED
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
