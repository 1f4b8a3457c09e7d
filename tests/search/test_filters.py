"""Every parameter of the address: what is understood, what is dropped, and what is said of it."""

from datetime import date

import pytest
from django.http import QueryDict

from search.engines.base import NEWEST, OLDEST, RELEVANCE
from search.filters import LONGEST_VALUE, MOST_VALUES, SearchFilter
from search.results import Results

pytestmark = pytest.mark.django_db


def filters(address=""):
    return SearchFilter(QueryDict(address), queryset=Results())


def values_of(name, address):
    form = filters(address).form
    assert form.is_valid()
    return form.cleaned_data[name]


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("२०१९", date(2019, 1, 1), date(2019, 12, 31)),
        ("अक्टूबर 2020", date(2020, 10, 1), date(2020, 10, 31)),
        ("अक्तूबर 2020", date(2020, 10, 1), date(2020, 10, 31)),
        ("February 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-10", date(2020, 10, 1), date(2020, 10, 31)),
        ("7-10-2020", date(2020, 10, 7), date(2020, 10, 7)),
        ("07/10/2020", date(2020, 10, 7), date(2020, 10, 7)),
        ("2020-10-07", date(2020, 10, 7), date(2020, 10, 7)),
        ("7 अक्टूबर 2020", date(2020, 10, 7), date(2020, 10, 7)),
        (" 2019 ", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_period_begins_with_its_first_day_and_ends_with_its_last(text, first, last):
    request = filters(f"from={text}&to={text}").qs.request
    assert (request.first, request.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["कभी", "2020-13", "31-2-2020", "99999", "7-10-20", "1" * 5000, "2020\x00", "-", "<b>"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_date_that_is_none_is_left_out_and_told(name, text):
    made = filters(f"{name}={text}&q=जल")
    assert made.qs.request.first is made.qs.request.last is None
    assert made.qs.text == "जल"
    assert list(made.errors) == [name]


def test_one_wrong_date_leaves_the_other_in_force():
    made = filters("from=कभी&to=2019")
    assert made.qs.request.last == date(2019, 12, 31)


@pytest.mark.parametrize(
    "text, sort",
    [
        ("newest", NEWEST),
        ("new", NEWEST),
        ("oldest", OLDEST),
        ("old", OLDEST),
        ("relevance", RELEVANCE),
        ("", ""),
        ("worst", ""),
        ("NEW", ""),
    ],
)
def test_an_unknown_order_is_as_good_as_none(text, sort):
    assert filters(f"sort={text}").qs.request.sort == sort


@pytest.mark.parametrize(
    "address, text",
    [("q=जल", "जल"), ("q=+जल+", "जल"), ("q=ज%00ल", "जल"), ("", ""), ("q=", "")],
)
def test_the_query_is_taken_as_typed(address, text):
    assert filters(address).qs.text == text


def test_a_query_too_long_is_not_dropped_silently():
    assert len(filters("q=" + "क" * 10_000).qs.text) == 10_000


def test_a_facet_takes_each_value_once_and_no_more_than_it_can_use():
    names = "&".join(f"source=x{number}&source=x{number}" for number in range(60))
    values = values_of("source", names + "&source=&source=" + "y" * 500)
    assert len(values) == len(set(values)) == MOST_VALUES
    assert max(map(len, values)) <= LONGEST_VALUE


def test_a_long_name_is_cut():
    assert len(values_of("source", "source=" + "y" * 500)[0]) == LONGEST_VALUE


def test_parameters_that_are_not_ours_change_nothing():
    made = filters("utm_source=x&fbclid=y&page=2")
    assert made.errors == {} and made.qs.request == Results().request
