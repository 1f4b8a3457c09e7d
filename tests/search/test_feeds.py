"""The Atom feeds of searches."""

from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from articles.feeds import NEWEST
from articles.models import Article
from search.engines.base import engine
from tests.builders import article, entity, indexed, source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
ATOM = "{http://www.w3.org/2005/Atom}"


def get(client, query="", **headers):
    return client.get(f"/search.atom{query}", headers=headers)


def feed_of(client, query=""):
    answer = get(client, query)
    assert answer.status_code == 200, answer.content.decode()
    return ElementTree.fromstring(answer.content)


def text(node, name):
    return node.find(f"{ATOM}{name}").text


def titles(feed):
    return [text(entry, "title") for entry in feed.findall(f"{ATOM}entry")]


@pytest.fixture
def archive(index):
    lake = entity("सोनताल", roman="Sontal")
    return indexed(
        article("तालाब भरा", published="2019-05-01", entities=[lake], topics=["जल"]),
        article("तालाब साफ़", published="2021-05-01", source_name="मसौदा पत्रिका"),
        article("नहर पर पुल", body="पुल बना।", published="2022-05-01"),
    )


@pytest.mark.parametrize(
    "query, found",
    [
        ("", ["नहर पर पुल", "तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब", ["तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब&sort=oldest", ["तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब&page=2", ["तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब&to=2020", ["तालाब भरा"]),
        ("?q=तालाब&source=मसौदा पत्रिका", ["तालाब साफ़"]),
        ("?q=तालाब&not_source=मसौदा पत्रिका", ["तालाब भरा"]),
        ("?place=sontal&topic=जल", ["तालाब भरा"]),
        ("?q=ओला", []),
        ("?utm_source=elsewhere&q=पुल", ["नहर पर पुल"]),
    ],
)
def test_it_has_what_the_page_has_the_newest_first(client, archive, query, found):
    assert titles(feed_of(client, query)) == found


def test_its_title_says_the_search_in_words(client, archive):
    feed = feed_of(client, "?q=तालाब&not_source=मसौदा पत्रिका&place=sontal&from=2018&to=2020")
    words = "तालाब · स्थान: सोनताल · स्रोत: मसौदा पत्रिका नहीं · तारीख़: 2018–2020"
    assert sorted(text(feed, "title").split(" · ")) == sorted([*words.split(" · "), "समाचार संग्रह"])
    assert text(feed_of(client), "title") == "सभी समाचार · समाचार संग्रह"


def test_its_links_lead_to_itself_and_to_its_page(client, archive):
    feed = feed_of(client, "?sort=oldest&q=तालाब&page=3&from=2018")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    q = quote("तालाब")
    assert links["self"] == f"http://testserver/search.atom?q={q}&from=2018"
    assert links["alternate"] == f"http://testserver/search?q={q}&from=2018&sort=newest"


def test_fewer_words_are_no_news(client, archive):
    many = "तालाब साफ़ मोहल्ले उपग्रह"
    assert "साफ़" in client.get(f"/search?q={many}").content.decode()
    assert titles(feed_of(client, f"?q={many}")) == []


def test_it_ends_after_the_newest(client, index):
    indexed(*(article() for _ in range(NEWEST + 1)))
    assert len(titles(feed_of(client))) == NEWEST


@pytest.mark.parametrize(
    "query, said",
    [
        ("?q=तालाब तारीख:कल", "यह खोज पढ़ी नहीं जा सकी: तालाब तारीख:कल"),
        ("?q=तालाब तारीख:कल", "इसे आज़माइए: तालाब"),
        ("?q=स्रोत:अनजान", "अनजान"),
        ("?source=अनजान", "“अनजान” (source)"),
        ("?from=कल", "“कल” तारीख नहीं समझी गई"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client, archive, query, said):
    answer = get(client, query)
    assert answer.status_code == 400 and answer["Content-Type"] == "text/plain; charset=utf-8"
    assert said in answer.content.decode()


def test_a_source_unknown_beside_a_known_one_is_passed_over_as_on_the_page(client, archive):
    assert titles(feed_of(client, "?source=अनजान&source=मसौदा पत्रिका")) == ["तालाब साफ़"]


def test_without_an_index_it_asks_to_come_back(client, archive, settings):
    settings.SEARCH_URL = f"whoosh://{settings.HOME}/nowhere"
    engine.cache_clear()
    answer = get(client, "?q=तालाब")
    assert answer.status_code == 503 and answer["Retry-After"]


def test_who_knows_it_already_is_told_so(client, archive):
    first = get(client, "?q=तालाब")
    assert get(client, "?q=तालाब", if_none_match=first["ETag"]).status_code == 304
    assert get(client, "?q=तालाब", if_modified_since=first["Last-Modified"]).status_code == 304
    assert get(client, "?q=पुल", if_none_match=first["ETag"]).status_code == 200


def test_a_hidden_article_is_not_in_it_though_the_index_has_it(client, archive):
    Article.objects.filter(title="तालाब भरा").update(status=Article.Status.HIDDEN)
    assert titles(feed_of(client, "?q=तालाब")) == ["तालाब साफ़"]


def test_xml_holds_every_title_and_query(client, index):
    indexed(article("<तालाब> ]]> & \"'\x0b\ufffe"))
    feed = feed_of(client, "?q=तालाब %26 <>%01")
    assert titles(feed) == ["<तालाब> ]]> & \"'"]
    assert text(feed, "title").startswith("तालाब & <> ·")


def test_it_can_only_be_read(client, index):
    assert client.post("/search.atom").status_code == 405


@pytest.mark.parametrize("address", ["/search?q=तालाब", "/sources/{slug}/"])
def test_a_page_names_its_feed_for_programs_and_for_people(client, archive, address):
    html = client.get(address.format(slug=source().slug)).content.decode()
    assert html.count('type="application/atom+xml"') == 2


def test_a_source_has_a_feed(client, archive):
    feed = ElementTree.fromstring(client.get(f"/sources/{source().slug}/feed").content)
    assert titles(feed) == ["नहर पर पुल", "तालाब भरा"]
    assert client.get("/sources/nowhere/feed").status_code == 404
