"""The address of the search page as a value, from which every link is made."""

import pytest
from django.http import QueryDict

from search.filters import LONGEST_VALUE, MOST_VALUES
from search.state import QueryState


def state(query):
    return QueryState.of(QueryDict(query))


@pytest.mark.parametrize(
    "query, pairs",
    [
        ("", ()),
        ("q=%E0%A4%9C%E0%A4%B2", (("q", "जल"),)),
        ("q=++", ()),
        ("page=3&q=a", (("q", "a"),)),
        ("unknown=1&utm_source=x&q=a", (("q", "a"),)),
        ("q=first&q=last", (("q", "last"),)),
        ("source=b&source=a&source=b", (("source", "b"), ("source", "a"))),
        ("source=a&q=b&from=2020", (("q", "b"), ("from", "2020"), ("source", "a"))),
        ("q=a%00b", (("q", "ab"),)),
        ("q=%00", ()),
    ],
)
def test_only_what_is_ours_is_kept_in_a_fixed_order(query, pairs):
    assert state(query).pairs == pairs


def test_links_carry_no_more_values_than_are_searched_for():
    many = "&".join(f"source={number}" for number in range(MOST_VALUES + 1))
    assert len(state(many).pairs) == MOST_VALUES
    assert state(f"source={'x' * 999}").values("source") == ["x" * LONGEST_VALUE]


def test_toggling_twice_changes_nothing():
    before = state("q=a&source=b")
    assert before.toggle("source", "c").toggle("source", "c") == before


def test_toggling_takes_out_one_value_of_several():
    assert state("source=a&source=b").toggle("source", "a").values("source") == ["b"]


def test_setting_replaces_and_an_empty_text_drops():
    assert state("from=2019&q=a").set(**{"from": "2020"}).get("from") == "2020"
    assert state("from=2019&q=a").set(**{"from": ""}) == state("q=a")


def test_clearing_the_filters_keeps_the_query_and_its_order():
    given = "q=a&sort=newest&per=50&source=b&not_topic=c&from=2020&more=source&find_source=d"
    assert state(given).without_filters() == state("q=a&sort=newest&per=50")


def test_a_state_survives_its_own_address():
    before = state("q=%22a+b%22&source=x%26y&place=%23&to=2020")
    address = before.url()
    assert state(address.partition("?")[2]) == before


def test_no_state_is_the_bare_address():
    assert state("").url() == "/search"


@pytest.mark.parametrize(
    "before, after",
    [
        ("q=a", "q=a&not_source=b"),
        ("q=a&source=b&source=c", "q=a&source=c&not_source=b"),
        ("q=a&not_source=b&not_source=c", "q=a&not_source=c"),
        ("q=a&not_topic=b", "q=a&not_topic=b&not_source=b"),
    ],
)
def test_leaving_a_value_out_ends_that_it_is_chosen_and_twice_takes_it_back(before, after):
    assert set(state(before).leave_out("source", "b").pairs) == set(state(after).pairs)
