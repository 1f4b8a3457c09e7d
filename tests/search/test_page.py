"""What the search page shows: its links, labels and ways out."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from search import page
from search.filters import SearchFilter
from search.results import Results
from search.state import QueryState
from tests.builders import article, entity, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_index(index):
    return index


def shown(address="", number="", per=""):
    data = QueryDict(address)
    results = SearchFilter(data, queryset=Results()).qs
    return page.context(results, QueryState.of(data), {"page": number, "per": per})


def chips(address):
    return [(chip.field_label, chip.label) for chip in shown(address)["chips"]]


def facet(context, name):
    return next(one for one in context["facets"] if one.name == name)


@pytest.mark.parametrize(
    "address, wanted",
    [
        ("", []),
        ("q=जल", []),
        ("source=नमूना समाचार", [("स्रोत", "नमूना समाचार")]),
        ("not_topic=जल", [("विषय", "जल")]),
        ("place=sonpur", [("स्थान", "सोनपुर")]),
        ("topic=अनजाना", [("विषय", "अनजाना")]),
        ("from=2019", [("तारीख़", "2019 से")]),
        ("to=2019", [("तारीख़", "2019 तक")]),
        ("from=2019&to=2020", [("तारीख़", "2019–2020")]),
        ("from=2019&to=2019", [("तारीख़", "2019")]),
        ("from=कभी", []),
    ],
)
def test_each_filter_in_force_is_a_chip(address, wanted):
    place = entity("सोनपुर", roman="Sonpur")
    indexed(article(topics=["जल"], entities=[place]))
    assert chips(address) == wanted


def test_a_chip_takes_away_its_own_filter_alone():
    indexed(article(topics=["जल"]))
    address = "q=जल&source=a&source=b&topic=जल&from=2019"
    urls = [chip.url for chip in shown(address)["chips"]]
    expected = ("q=जल&source=a&source=b&topic=जल", "q=जल&source=b&topic=जल&from=2019")
    expected += ("q=जल&source=a&topic=जल&from=2019", "q=जल&source=a&source=b&from=2019")
    assert [set(of(url).pairs) for url in urls] == [set(state(one).pairs) for one in expected]


def state(address):
    return QueryState.of(QueryDict(address))


def of(url):
    return state(url.partition("?")[2])


def test_more_choices_are_a_link_away():
    indexed(*(article(source_name=f"पत्र {letter}") for letter in "कखगघचछजझटठ"))
    first = facet(shown(), "source")
    assert (len(first.options), first.hidden) == (8, 2)
    more = facet(shown(first.more_url.partition("?")[2]), "source")
    assert (len(more.options), more.hidden, more.more_url) == (10, 0, "")


def test_a_bar_of_the_chart_leads_to_its_period():
    indexed(article(published="2012-03-01"), article(published="2020-10-07"))
    bars = shown("q=तालाब")["histogram"].bars
    assert shown(bars[-1].url.partition("?")[2])["total"] == 1
    assert of(bars[-1].url) == state("q=तालाब").set(**{"from": "2020", "to": "2020"})


def test_the_number_of_results_a_page_stays_on_the_way():
    indexed(*(article(f"समाचार {number}") for number in range(51)))
    context = shown("per=50", per="50")
    assert of(context["next_url"]).get("per") == "50"
    assert len(context["page"].object_list) == 50


def test_a_hit_knows_the_way_back():
    made = indexed(article())[0]
    hit = shown("q=तालाब&from=2020")["page"].object_list[0]
    assert hit.url.startswith(f"/articles/{made.pk}/?") and "pos=1" in hit.url
    assert shown()["page"].object_list[0].url == f"/articles/{made.pk}/"


def test_an_empty_page_offers_the_search_with_one_filter_less():
    indexed(article(topics=["जल"]), article(source_name="मसौदा पत्रिका"))
    ways = shown("q=तालाब&topic=जल&source=मसौदा पत्रिका")["relaxed"]
    assert {(count, shown(url.partition("?")[2])["total"]) for _, count, url in ways} == {(1, 1)}
    assert len(ways) == 2


def test_few_results_come_with_ways_to_more_of_them(client):
    indexed(*(article(topics=["जल"]) for _ in range(4)), article(topics=["जल", "खेल"]))
    ways = shown("q=तालाब&topic=खेल")["relaxed"]
    assert [count for _, count, _ in ways] == [5]
    assert "एक क़दम ढीला करें" in client.get("/search?q=तालाब&topic=खेल").content.decode()
    assert "relaxed" not in shown("q=तालाब")


def test_an_empty_page_says_what_each_word_finds():
    indexed(article())
    words = shown("q=तालाब बारहसिंगा")["words"]
    assert [(one.word, one.count) for one in words] == [("तालाब", 1), ("बारहसिंगा", 0)]


def test_every_way_out_of_an_empty_page_finds_what_it_says():
    indexed(article(), article("नहर पर पुल", body="पुल बना।"))
    context = shown('q="तालाब की" पुल बारहसिंगा')
    for way in (*context["relaxed"], *context["corrections"]):
        assert shown(way[2].partition("?")[2])["total"] == way[1]


def test_the_form_carries_along_what_it_has_no_field_for():
    indexed(article())
    hidden = dict(
        shown("q=जल&sort=newest&view=brief&not_source=x&entity=y&from=2020&source=नमूना समाचार")[
            "hidden_for_filters"
        ]
    )
    assert hidden == {
        "q": "जल",
        "sort": "newest",
        "view": "brief",
        "not_source": "x",
        "entity": "y",
    }


@pytest.mark.parametrize("pos", ["1", "2", "99", "0", "²", "9" * 5000, "", "x", "-1"])
def test_an_article_page_shows_the_way_back_for_any_position(client, pos):
    first, _ = indexed(article(), article())
    response = client.get(f"/articles/{first.pk}/?q=तालाब&pos={pos}")
    assert response.status_code == 200
    assert ("परिणामों पर लौटें" in response.content.decode()) is (pos in ("1", "2", "99"))


def test_the_article_after_this_one_is_a_link_away(client):
    first, second = indexed(
        article(published="2021-01-01"), article("नहर", body="तालाब", published="2020-01-01")
    )
    response = client.get(f"/articles/{first.pk}/?q=तालाब&sort=newest&pos=1")
    following = f"/articles/{second.pk}/?q="
    assert following in response.content.decode()


def test_a_page_of_many_results_asks_the_database_no_more_than_one_of_few(
    django_assert_max_num_queries, client
):
    indexed(*(article() for _ in range(3)))
    client.get("/search?q=तालाब")  # what is remembered afterwards is asked for once
    with CaptureQueriesContext(connection) as few:
        client.get("/search?q=तालाब")
    most = len(few)
    indexed(*(article() for _ in range(15)))
    client.get("/search?q=तालाब")
    with django_assert_max_num_queries(most):
        assert len(client.get("/search?q=तालाब").context["page"].object_list) == 18
