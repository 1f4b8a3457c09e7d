"""Rates: who asks too often is turned away for a while, and told when to come back."""

import pytest
from django.core.cache import caches
from django.urls import get_resolver, resolve

from newsarchive.protection import RATES, Rate, rate
from newsarchive.rates import OF_ASKED, OF_POSTED
from tests.builders import article, indexed
from tests.search.saved.keeping import reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
FEW = Rate(2, 60)
ASKED = {
    "search": "/search?q=तालाब",
    "suggest": "/suggest.json?q=ता",
    "export": "/search.csv?q=तालाब",
}
# Addresses of search that cost nothing worth counting.
FREE = {"search:opensearch", "search:help", "search:bulk"}


@pytest.fixture(autouse=True)
def archive(index, settings):
    settings.RATES = dict.fromkeys(RATES, FEW)
    return indexed(article())


def statuses(client, path, times=4, address="203.0.113.7", **more):
    return [client.get(path, REMOTE_ADDR=address, **more).status_code for _ in range(times)]


@pytest.mark.parametrize("kind", ASKED)
def test_who_asks_too_often_is_turned_away(client, kind):
    assert statuses(client, ASKED[kind]) == [200, 200, 429, 429]


def test_kinds_count_apart_and_so_do_addresses(client):
    assert statuses(client, ASKED["search"])[-1] == 429
    assert statuses(client, ASKED["export"], 1) == [200]
    assert statuses(client, ASKED["search"], 1, address="203.0.113.8") == [200]
    assert statuses(client, "/", 5) == [200] * 5


def test_another_page_of_the_same_kind_counts_too(client):
    assert statuses(client, "/search.json?q=a", 2) == [200, 200]
    assert statuses(client, "/trends?q=तालाब", 1) == [429]


def test_who_is_signed_in_may_ask_more_often_from_wherever(client, settings):
    settings.RATE_USERS = 2
    client.force_login(reader())
    assert statuses(client, ASKED["search"], 2) == [200, 200]
    assert statuses(client, ASKED["search"], 3, address="203.0.113.8") == [200, 200, 429]


def test_what_comes_from_this_machine_is_not_counted(client):
    assert statuses(client, ASKED["search"], 5, address="127.0.0.1") == [200] * 5


def test_other_addresses_of_one_connection_are_the_same_reader(client):
    for number in range(2):
        assert statuses(client, ASKED["search"], 1, address=f"2001:db8::{number}") == [200]
    assert statuses(client, ASKED["search"], 1, address="2001:db8::ffff") == [429]


@pytest.mark.parametrize("proxies, status", [(0, 429), (1, 429), (2, 200)])
def test_a_forged_address_helps_nobody(client, settings, proxies, status):
    """A reader behind one proxy writes a header of his own; behind two it is the first proxy's."""
    settings.PROXIES = proxies
    for number in range(3):
        chain = f"198.51.100.{number}, 203.0.113.7"
        last = client.get(ASKED["search"], REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=chain)
    assert last.status_code == status


def refusal(client, path):
    statuses(client, path, 2)
    return client.get(path, REMOTE_ADDR="203.0.113.7")


def test_readers_are_told_in_both_languages_when_to_come_back(client):
    refused = refusal(client, "/search?q=तालाब")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Cache-Control"] == "no-store"
    html = refused.content.decode()
    assert "1 मिनट में" in html and "again in 1 min" in html
    assert 'role="search"' in html


@pytest.mark.parametrize("path", ["/search.json?q=a", "/suggest.json?q=a", "/trends.json?q=a"])
def test_programs_are_told_in_json(client, path):
    refused = refusal(client, path)
    assert refused.status_code == 429
    assert "Too many requests" in refused.json()["error"]["message"]
    assert int(refused["Retry-After"]) > 0


@pytest.mark.parametrize(
    "path", ["/search.csv?q=तालाब", "/search.atom?q=तालाब", "/trends.svg?q=तालाब"]
)
def test_files_are_refused_in_a_line_of_text(client, path):
    refused = refusal(client, path)
    assert refused["Content-Type"] == "text/plain; charset=utf-8"
    assert refused.content.startswith(b"Too many requests.")


@pytest.mark.parametrize("path", ["/bulk", "/account/sign-up", "/account/password/forgotten"])
def test_forms_count_when_they_are_sent(client, path):
    assert statuses(client, path, 4) == [200] * 4
    sent = [client.post(path, {}, REMOTE_ADDR="203.0.113.7").status_code for _ in range(3)]
    assert sent[2] == 429 and 429 not in sent[:2]


def test_off_is_off(client, settings):
    settings.RATES = dict.fromkeys(RATES, None)
    assert statuses(client, ASKED["search"]) == [200] * 4


def test_where_nothing_can_be_counted_nobody_is_turned_away(client, monkeypatch):
    def unreachable(*args, **kwargs):
        raise OSError("no cache")

    monkeypatch.setattr(type(caches["rates"]), "add", unreachable)
    assert statuses(client, ASKED["search"]) == [200] * 4


@pytest.mark.parametrize(
    "text, read",
    [("300/m", (300, 60)), ("60/10m", (60, 600)), ("1/s", (1, 1)), ("5/2d", (5, 172800))],
)
def test_a_rate_is_so_many_in_so_much_time(text, read):
    assert rate(text) == read


@pytest.mark.parametrize("text", ["", "0/m", "300", "300/", "300/0m", "-1/m", "a/m", "1/m 2/s"])
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="is no rate"):
        rate(text)


def test_every_address_of_search_is_counted_or_known_to_be_free():
    _, resolver = get_resolver().namespace_dict["search"]
    names = {f"search:{pattern.name}" for pattern in resolver.url_patterns}
    assert names - set(OF_ASKED) == FREE
    assert set(OF_ASKED) <= names


def test_every_form_that_is_counted_exists():
    paths = ["/bulk", "/account/sign-up", "/account/password/forgotten", "/account/"]
    paths += ["/account/sign-in", "/admin/login/"]
    assert {resolve(path).view_name for path in paths} == set(OF_POSTED)
