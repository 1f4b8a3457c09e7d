"""The archive in the search bar of browsers."""

import re

import pytest
from defusedxml import ElementTree

from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture
def described(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    return ElementTree.fromstring(response.content)


def test_every_page_names_the_description(client):
    html = client.get("/").content.decode()
    assert re.search(
        r'rel="search" type="application/opensearchdescription\+xml"[^>]*href="/open', html
    )


def test_every_address_in_it_answers_as_it_says(client, described):
    indexed(article("तालाब भरा"))
    for url in described.iter(f"{NAMESPACE}Url"):
        path = url.attrib["template"].removeprefix("http://testserver")
        path = path.replace("{searchTerms}", "तालाब").replace("{startPage?}", "1")
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"].startswith(url.attrib["type"])


@pytest.mark.parametrize("language, name", [("hi", "समाचार संग्रह"), ("en", "Samachar Sangrah")])
def test_its_name_is_short_enough_for_browsers(client, language, name):
    client.cookies["django_language"] = language
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)
    assert root.find(f"{NAMESPACE}ShortName").text == name
    assert len(name) <= 16
    assert len(root.find(f"{NAMESPACE}Description").text) <= 1024


def test_suggestions_come_as_four_lists(client):
    indexed(article("तालाब भरा", entities=[entity("तालाबपुर", "place", roman="talabpur")]))
    answer = client.get("/suggestions.json?q=ताला").json()
    typed, texts, notes, places = answer
    assert typed == "ताला"
    assert "तालाबपुर" in texts and "तालाब" in texts
    assert notes[texts.index("तालाबपुर")]
    assert len(texts) == len(notes) == len(places)
    assert all(place.startswith("http://testserver/") for place in places)


def test_nothing_typed_suggests_nothing(client):
    assert client.get("/suggestions.json").json() == ["", [], [], []]
