"""Warming up: the first reader finds all that searches share already read."""

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
