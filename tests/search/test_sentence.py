"""The sentence above the results, in both languages."""

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import translation

from search.filters import SearchFilter
from search.results import Results
from search.sentence import sentence
from search.state import QueryState
from tests.builders import article, entity, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_index(index):
    return index


def said(address, number=1):
    data = QueryDict(address)
    results = SearchFilter(data, queryset=Results()).qs
    return sentence(results, QueryState.of(data), Paginator(results, 2).page(number))


@pytest.mark.parametrize(
    "address, hindi, english",
    [
        ("", "नए पहले; 3 में से 1–2", "Newest first; 1–2 of 3"),
        ("q=तालाब", "सबसे मिलते पहले; 3 में से 1–2", "Best match first; 1–2 of 3"),
        (
            "source=भोर&source=साँझ&from=2020&to=2020",
            "2020 के, भोर और साँझ में छपे समाचार; नए पहले",
            "Articles from 2020, in भोर and साँझ; newest first",
        ),
        (
            "topic=जल&topic=खेल&not_source=भोर",
            "जल या खेल विषय के समाचार, भोर को छोड़कर; नए पहले",
            "Articles on जल or खेल, except those in भोर; newest first",
        ),
        (
            "place=sonpur&not_topic=खेल",
            "समाचार, जिनमें सोनपुर का नाम है, विषय खेल को छोड़कर",
            "Articles that name सोनपुर, except those on खेल",
        ),
        ("not_place=sonpur&from=2021", "2021 से अब तक के समाचार, जिनमें सोनपुर का नाम नहीं है", None),
        ("to=2020-10&agency=वार्ता", "अक्टूबर 2020 तक के, वार्ता एजेंसी के समाचार", None),
    ],
)
def test_it_says_what_is_shown(address, hindi, english):
    place = entity("सोनपुर", roman="Sonpur")
    indexed(
        article(source_name="भोर", agency="वार्ता"),
        article(source_name="साँझ", topics=["जल"]),
        article(source_name="साँझ", published="2021-05-01", entities=[place], topics=["जल"]),
    )
    assert said(address) == hindi
    if english:
        with translation.override("en"):
            assert said(address) == english


def test_a_later_page_says_which_results_it_has():
    indexed(*(article() for _ in range(5)))
    assert said("sort=old", 2) == "पुराने पहले; 5 में से 3–4"
    assert said("sort=old", 3).endswith("5 में से 5–5")


def test_many_names_are_cut_short():
    indexed(*(article(source_name=f"पत्र {letter}") for letter in "कखगघचछ"))
    address = "&".join(f"source=पत्र {letter}" for letter in "कखगघचछ")
    assert said(address).startswith("पत्र क, पत्र ख, पत्र ग, पत्र घ और 2 और में छपे समाचार")


def test_nothing_is_said_of_a_search_that_nothing_narrows_and_that_is_all_on_one_page():
    indexed(article())
    assert said("q=तालाब") == ""
