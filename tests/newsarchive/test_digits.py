"""The digits of a page: the setting's, or those that the reader chose."""

import runpy

import pytest
from django.conf import settings as archive
from django.core.exceptions import ImproperlyConfigured

from newsarchive.digits import for_readers
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

DEVANAGARI, ASCII = "<b>१</b> समाचार", "<b>1</b> समाचार"


@pytest.fixture(autouse=True)
def archived(index):
    indexed(article("तालाब भरा"))


def search(client, **asked) -> str:
    return client.get("/search", asked).content.decode()


@pytest.mark.parametrize(
    ("setting", "cookie", "found"),
    [
        ("ascii", None, ASCII),
        ("devanagari", None, DEVANAGARI),
        ("ascii", "devanagari", DEVANAGARI),
        ("devanagari", "ascii", ASCII),
        ("devanagari", "roman", DEVANAGARI),
    ],
)
def test_the_readers_choice_comes_before_the_setting(client, settings, setting, cookie, found):
    settings.DIGITS = setting
    if cookie:
        client.cookies["digits"] = cookie
    assert found in search(client)


def test_a_choice_is_remembered(client):
    assert DEVANAGARI in search(client, digits="devanagari")
    assert DEVANAGARI in search(client)
    assert ASCII in search(client, digits="ascii")
    assert ASCII in search(client)


def test_a_choice_is_kept_as_the_language_is(client, settings):
    settings.LANGUAGE_COOKIE_SECURE = settings.LANGUAGE_COOKIE_HTTPONLY = True
    search(client, digits="devanagari")
    cookie = client.cookies["digits"]
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"


def test_an_unknown_choice_is_none(client):
    assert ASCII in search(client, digits="roman")
    assert "digits" not in client.cookies


def test_the_switch_keeps_the_search(client):
    assert 'href="?q=%E0%A4%9C%E0%A4%B2&amp;digits=devanagari"' in search(client, q="जल")


def test_english_pages_have_no_switch(client):
    assert "digits=devanagari" not in search(client, ui="en")


def test_a_date_in_a_field_has_ascii_digits(client):
    page = search(client, digits="devanagari", **{"from": "अक्टूबर 2020"})
    assert 'value="अक्टूबर 2020"' in page
    assert "अक्टूबर २०२० से" in page


def test_what_was_typed_is_not_written_otherwise(client):
    page = search(client, digits="devanagari", **{"from": "x7"})
    assert "“x7” तारीख नहीं समझी गई; २०१९" in page


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/search.json", "/articles/1.bib", "/entities/a/feed", "/sitemaps/names.xml"],
)
def test_programs_and_the_admin_have_ascii_digits(path):
    assert not for_readers(path)


@pytest.mark.parametrize("path", ["/", "/search", "/articles/1/", "/trends.svg", "/trends.png"])
def test_readers_have_their_own(path):
    assert for_readers(path)


def test_the_admin_has_ascii_digits(admin_client, settings):
    settings.DIGITS = "devanagari"
    page = admin_client.get("/admin/articles/article/").content.decode()
    assert not set("०१२३४५६७८९") & set(page)


def test_the_trends_page_says_that_cookies_change_it(client):
    assert "Cookie" in client.get("/trends")["Vary"]


def test_other_digits_stop_the_start(monkeypatch):
    monkeypatch.setenv("NEWSARCHIVE_DIGITS", "roman")
    with pytest.raises(ImproperlyConfigured, match="NEWSARCHIVE_DIGITS"):
        runpy.run_path(archive.BASE_DIR / "newsarchive" / "settings.py")
