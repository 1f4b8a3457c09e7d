"""Facets and chips of the page: leaving out, taking back, and losing nothing on the way."""

import pytest
from django.http import QueryDict

from search.filters import SearchFilter
from search.refine import canonical, chips, facet_list, hidden_for_filters
from search.results import Results
from search.state import QueryState
from tests.builders import article, entity, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_index(index):
    return index


def asked(address):
    data = QueryDict(address)
    results = SearchFilter(data, queryset=Results()).qs
    return results, canonical(QueryState.of(data), results)


def facet(address, name):
    return facet_list(*asked(address), name)


def option(address, name, label):
    return next(one for one in facet(address, name).options if one.choice.label == label)


def state(url):
    return QueryState.of(QueryDict(url.partition("?")[2]))


@pytest.fixture
def three():
    return indexed(
        article(source_name="भोर"),
        article(source_name="भोर", topics=["खेल"]),
        article(source_name="साँझ", topics=["खेल"]),
    )


def test_the_link_beside_a_value_leaves_it_out_and_the_next_one_takes_it_back(three):
    first = option("q=तालाब", "source", "भोर")
    assert (first.choice.count, first.choice.left_out) == (2, False)
    assert asked(first.url.partition("?")[2])[0].count() == 1

    second = option(first.url.partition("?")[2], "source", "भोर")
    assert (second.choice.count, second.choice.selected, second.choice.left_out) == (2, False, True)
    assert state(second.url) == state("?q=तालाब")


def test_leaving_out_a_chosen_value_ends_the_choice(three):
    url = option("source=भोर&source=साँझ", "source", "भोर").url
    assert set(state(url).pairs) == {("source", "साँझ"), ("not_source", "भोर")}


def test_what_is_left_out_stays_listed_at_zero_beyond_the_limit_and_while_finding(three):
    indexed(*(article(source_name=f"पत्र {letter}") for letter in "कखगघचछजझ"))
    for address in ("topic=खेल&not_source=पत्र क", "find_source=भोर&not_source=पत्र क"):
        assert option(address, "source", "पत्र क").choice.left_out
    assert facet("not_source=पत्र क&source=भोर", "source").in_force == 2


def test_a_name_in_another_spelling_is_written_as_the_links_write_it(three):
    indexed(article(source_name="हिन्द पत्रिका"))
    _, known = asked("source=हिंद पत्रिका&not_topic=खेल&source=अनजाना")
    assert known.values("source") == ["हिन्द पत्रिका", "अनजाना"]
    assert not option("source=हिंद पत्रिका", "source", "हिन्द पत्रिका").url.count("&source=")


def test_a_name_that_several_bear_becomes_several_values():
    one, other = entity("मोहन", "person"), entity("मोहन", "place")
    indexed(article(entities=[one, other]))
    _, known = asked("entity=मोहन मोहन")
    assert known.values("entity") == ["मोहन मोहन"]
    _, known = asked(f"person={one.slug}")
    assert known.values("person") == [one.slug]


def test_a_chip_of_what_is_left_out_is_marked(three):
    made = chips(*asked("source=भोर&not_topic=खेल&from=2020"))
    assert [(chip.label, chip.out) for chip in made] == [
        ("2020 से", False),
        ("भोर", False),
        ("खेल", True),
    ]


def test_more_and_fewer_values_are_a_link_away():
    indexed(*(article(source_name=f"पत्र {letter}") for letter in "कखगघचछजझटठ"))
    few = facet("", "source")
    assert (len(few.options), few.hidden, bool(few.fewer_url)) == (8, 2, False)
    many = facet(few.more_url.partition("?")[2], "source")
    assert (len(many.options), many.more_url) == (10, "")
    assert len(facet(many.fewer_url.partition("?")[2], "source").options) == 8


def test_finding_looks_at_every_value_not_only_at_those_listed():
    indexed(*(article(topics=[f"विषय {number:03}"]) for number in range(210)))
    assert [one.choice.label for one in facet("find_topic=209", "topic").options] == ["विषय 209"]


@pytest.mark.parametrize(
    "address, carried",
    [
        ("source=भोर", []),
        ("not_source=भोर", []),
        ("source=अनजाना", [("source", "अनजाना")]),
        ("entity=x&as=typed&view=brief", [("as", "typed"), ("view", "brief"), ("entity", "x")]),
    ],
)
def test_the_form_carries_what_has_no_checkbox(three, address, carried):
    results, known = asked(address)
    facets = [facet_list(results, known, name) for name in ("source", "topic")]
    assert hidden_for_filters(known, facets) == carried


def test_ids_of_controls_hold_no_space_and_are_unlike():
    indexed(*(article(source_name=name, topics=[name]) for name in ("पत्र क", "पत्र ख")))
    ids = [one.id for name in ("source", "topic") for one in facet("", name).options]
    assert len(set(ids)) == 4
    assert not any(" " in one for one in ids)
