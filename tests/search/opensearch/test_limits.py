"""What a cluster refuses to search for, or to give out in one answer."""

import pytest

from search.deadline import SearchTimeout
from search.engines.base import NEWEST, OLDEST, RELEVANCE, Request, engine
from search.engines.opensearch import matches
from search.query import parse
from search.tree import Or, Word
from tests.builders import document

pytestmark = pytest.mark.usefixtures("opensearch")


@pytest.mark.parametrize("words", [600, 2000])
def test_more_parts_than_it_allows_are_a_search_that_costs_too_much(words):
    engine().rebuild(iter([document(1, "जल")]), lambda: ([], []))
    many = Or(tuple(Word((f"क{number}",)) for number in range(words)))
    with pytest.raises(SearchTimeout):
        engine().match(Request(query=many))


@pytest.mark.parametrize("sort", [RELEVANCE, NEWEST, OLDEST])
def test_pages_beyond_one_answer_go_on_where_it_ended(monkeypatch, sort):
    made = [document(pk, "जल " * (1 + pk % 3), 2000 + pk % 5) for pk in range(1, 40)]
    made += [document(pk, "जल")._replace(minute=None) for pk in range(40, 60)]
    engine().rebuild(iter(made), lambda: ([], []))
    found = engine().match(Request(query=parse("जल"), sort=sort))
    whole = found.page(0, 100)
    monkeypatch.setattr(matches, "WINDOW", 7)
    assert found.page(0, 100) == whole and len(whole) == 59
    assert found.page(20, 50) == whole[20:50]
    assert found.page(58, 80) == whole[58:]
    assert sorted(found.ids()) == list(range(1, 60))
