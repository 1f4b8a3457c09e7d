"""The links between pages of results, of other sizes and views."""

import pytest
from django.http import QueryDict

from search.links import Paging
from search.results import Results
from search.state import QueryState
from tests.builders import article, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_index(index):
    return index


def paging(address="", page="", count=51):
    indexed(*(article(f"समाचार {number}") for number in range(count)))
    state = QueryState.of(QueryDict(address))
    return Paging(Results(), state, page, state.get("per")).context()


def state(url):
    return QueryState.of(QueryDict(url.partition("?")[2]))


def test_another_size_of_page_is_a_link_away_and_back():
    [(size, url)] = paging("sort=old")["other_sizes"]
    assert (size, state(url)) == (50, state("?sort=old&per=50"))
    [(size, url)] = paging("per=50&sort=old")["other_sizes"]
    assert (size, state(url)) == (20, state("?sort=old"))


def test_few_results_have_no_other_size():
    assert paging(count=20)["other_sizes"] == []


def test_headlines_alone_are_a_link_away_and_back():
    full, brief = paging("q=a"), paging("q=a&view=brief", count=0)
    assert not full["brief"] and state(full["brief_url"]) == state("?q=a&view=brief")
    assert brief["brief"] and state(brief["full_url"]) == state("?q=a")


def test_another_size_begins_at_the_first_page():
    context = paging(page="2")
    assert all("page=" not in url for _, url in context["other_sizes"])
    assert "page=" not in context["brief_url"]
