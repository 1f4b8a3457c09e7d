"""The address of trends: what it keeps, and what it drops."""

import pytest
from django.http import QueryDict

from search.trends.form import LABELS
from search.trends.state import MOST_QUERIES, TrendState


def state(query: str) -> TrendState:
    return TrendState.of(QueryDict(query))


@pytest.mark.parametrize(
    "query, queries, left_out",
    [
        ("", (), 0),
        ("q=", (), 0),
        ("q=जल&q=&q=खेल", ("जल", "खेल"), 0),
        ("q=+जल++बचाओ+", ("जल बचाओ",), 0),
        ("q=जल&q=जल", ("जल",), 0),
        ("q=जल%00", ("जल",), 0),
        ("q=1&q=2&q=3&q=4&q=5&q=6&q=7", ("1", "2", "3", "4", "5"), 2),
    ],
)
def test_empty_and_doubled_queries_are_ignored_and_five_taken(query, queries, left_out):
    assert (state(query).queries, state(query).left_out) == (queries, left_out)


@pytest.mark.parametrize(
    "query, name, value",
    [
        ("by=week", "by", "week"),
        ("by=hour", "by", ""),
        ("measure=count", "measure", "count"),
        ("measure=share", "measure", ""),
        ("split=source", "split", "source"),
        ("split=entity", "split", ""),
        ("table=all", "table", "all"),
    ],
)
def test_an_option_that_is_unknown_is_as_usual(query, name, value):
    assert state(query).option(name) == value


def test_the_address_says_the_same_again():
    address = "q=जल&q=खेल&from=2020&source=नमूना&not_topic=खेल&by=week&split=source"
    made = state(address)
    assert TrendState.of(QueryDict(made.url().partition("?")[2])) == made


def test_what_belongs_to_pages_of_results_is_dropped():
    assert state("q=जल&page=3&per=50&sort=newest&view=brief").url() == state("q=जल").url()


def test_one_query_is_put_otherwise_or_taken_out():
    both = state("q=जल&q=खेल&by=week")
    assert both.asking(1, "मेला").queries == ("जल", "मेला")
    assert both.asking(0, "").queries == ("खेल",)
    assert both.asking(0, "").option("by") == "week"


def test_a_point_leads_to_a_search_with_the_filters():
    url = state("q=जल&source=नमूना&by=month").articles_url("जल", **{"from": "2020-10"})
    found = QueryDict(url.partition("?")[2])
    assert found.dict() == {"q": "जल", "source": "नमूना", "from": "2020-10"}


def test_filters_go_one_by_one_or_all_at_once():
    made = state("q=जल&source=नमूना&topic=खेल&from=2020&by=week")
    assert made.toggle("topic", "खेल").get("topic") == ""
    assert made.cleared().url() == state("q=जल&by=week").url()


def test_no_more_queries_than_fields():
    assert len(LABELS) == MOST_QUERIES
