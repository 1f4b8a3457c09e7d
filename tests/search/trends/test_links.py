"""The ways that lead to trends from other pages."""

import re

import pytest
from django.http import QueryDict

from tests.builders import article, entity, indexed, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def trend_link(client, path: str) -> str:
    """Return the link to trends of a page; empty where it has none."""
    html = client.get(path).content.decode()
    found = re.search(r'href="(/trends\?[^"]*)"', html)
    return found[1].replace("&amp;", "&") if found else ""


@pytest.fixture(autouse=True)
def archive(index):
    names = [entity("सोनताल झील"), entity('"सोना" ताल')]
    indexed(article("मेला लगा", topics=["बाढ़ और सूखा"], entities=names))
    return names


def test_a_search_leads_to_its_trend_with_its_filters_over_all_time(client):
    link = trend_link(client, "/search?q=मेला&source=नमूना समाचार&from=2020&page=1&sort=newest")
    assert QueryDict(link.partition("?")[2]).dict() == {"q": "मेला", "source": "नमूना समाचार"}


def test_a_search_without_a_query_has_no_trend(client):
    assert trend_link(client, "/search?source=नमूना समाचार") == ""


def test_a_name_and_a_topic_lead_to_trends_of_their_articles(client, archive):
    for page in (*archive, topic("बाढ़ और सूखा")):
        link = trend_link(client, page.get_absolute_url())
        html = client.get(link).content.decode()
        assert "<polyline" in html, link
        assert "(100%)" in html
