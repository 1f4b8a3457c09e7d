"""A search that takes too long is given up, and readers hear how to narrow it."""

import itertools

import pytest

from search import deadline
from search.deadline import SearchTimeout, check, limited
from search.quicker import quicker
from search.state import QueryState
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def slow(monkeypatch):
    """A clock on which every look is a second later than the one before."""
    ticks = itertools.count()
    monkeypatch.setattr(deadline.time, "monotonic", lambda: float(next(ticks)))


def test_within_the_time_nothing_happens(slow):
    with limited(5):
        check()
    check()


def test_when_the_time_is_over_it_is_said(slow):
    with pytest.raises(SearchTimeout), limited(2):
        for _ in range(4):
            check()


def test_no_limit_is_no_limit(slow):
    with limited(0):
        for _ in range(100):
            check()


def test_a_limit_within_another_ends_with_its_block(slow):
    with limited(50):
        with limited(1):
            pass
        check()


@pytest.mark.parametrize("query", ["तालाब", "ताला*", '"तालाब साफ़"', "तालाब OR मोहल्ले", "talab", ""])
@pytest.mark.parametrize("path", ["/search", "/search.json"])
def test_any_search_is_given_up_and_told(client, settings, path, query):
    indexed(article())
    settings.SEARCH_TIMEOUT = 1e-9
    response = client.get(path, {"q": query})
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "ETag" not in response
    if path == "/search.json":
        assert "too long" in response.json()["error"]["message"]
    else:
        html = response.content.decode()
        assert "समय पर पूरी नहीं हुई" in html
        assert 'role="search"' in html


def test_afterwards_the_same_search_is_answered(client, settings):
    indexed(article())
    settings.SEARCH_TIMEOUT = 1e-9
    client.get("/search?q=तालाब")
    settings.SEARCH_TIMEOUT = 10
    assert "<mark>तालाब</mark>" in client.get("/search?q=तालाब").content.decode()


@pytest.mark.parametrize(
    "pairs, ways",
    [
        ((("q", "ताला* OR क*"),), 5),
        ((("q", "तालाब"),), 4),
        ((("q", "ताला*"), ("from", "2020")), 1),
        ((("q", "तालाब"), ("from", "2020")), 0),
    ],
)
def test_ways_on_are_searches_that_ask_less(pairs, ways):
    links = quicker(QueryState(pairs))
    assert len(links) == ways
    assert len({link.url for link in links}) == ways
