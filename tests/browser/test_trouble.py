"""Trip-ups in a real browser: each leaves the reader on a page from which a search goes on."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError
from playwright.sync_api import expect

from articles.models import Article
from search import views
from search.engines.base import IndexUnavailable, engine
from tests.builders import article, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def archive(index):
    return indexed(article("तालाब की सफ़ाई"), article("नहर पर पुल"))


def unknown(setting):
    return "/khabar/talab-ki-safai", 404, "यह पन्ना नहीं मिला"


def gone(setting):
    made = article("मिटाया हुआ")
    path = made.get_absolute_url()
    made.delete()
    return path, 410, "यह पन्ना अब नहीं है"


def hidden(setting):
    made = article("छिपा हुआ", status=Article.Status.HIDDEN)
    return made.get_absolute_url(), 410, "यह पन्ना अब नहीं है"


def locked(setting):
    def refuse(*args, **kwargs):
        raise OperationalError("database is locked")

    setting.setattr(views.page, "context", refuse)
    return "/search?q=talab", 503, "संग्रह अभी जवाब नहीं दे पा रहा"


def broken(setting):
    setting.setattr(views.page, "context", lambda *args: 1 / 0)
    return "/search?q=talab", 500, "कुछ बिगड़ गया"


def slow(setting):
    setting.setattr(settings, "SEARCH_TIMEOUT", 1e-9)
    return "/search?q=ताला*", 503, "यह खोज समय पर पूरी नहीं हुई"


def misread(setting):
    return "/search?q=तालाब OR", 400, "यह खोज पढ़ी नहीं जा सकी"


def nothing(setting):
    return "/search?q=क्षत्रज्ञ", 200, "के लिए कोई समाचार नहीं मिला"


def rebuilding(setting):
    def unreadable(*args):
        raise IndexUnavailable("The index cannot be read.")

    setting.setattr(engine(), "match", unreadable)
    return "/search?q=तालाब", 200, "समाचार"


TROUBLES = (unknown, gone, hidden, locked, broken, slow, misread, nothing, rebuilding)


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda one: one.__name__)
def test_every_trouble_has_a_page_that_leads_on(page, monkeypatch, trouble):
    with monkeypatch.context() as setting:
        path, status, heading = trouble(setting)
        response = page.goto(path)
        assert response.status == status
        expect(page.locator("h1")).to_contain_text(heading)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0
    page.fill("#q", "तालाब")
    page.press("#q", "Enter")
    expect(page).to_have_url(re.compile("/search"))
    expect(page.locator(".result mark").first).to_have_text("तालाब")


def test_an_unknown_address_searches_for_its_words(page):
    page.goto("/khabar/तालाब-की-सफ़ाई")
    page.click(".ways a >> nth=0")
    expect(page.locator("#q")).to_have_value("khabar तालाब की सफ़ाई")


def test_while_the_index_is_made_anew_the_page_says_what_is_searched(page, monkeypatch):
    path, _, _ = rebuilding(monkeypatch)
    page.goto(path)
    expect(page.get_by_role("alert")).to_contain_text("केवल शीर्षकों में")
    expect(page.locator(".result").first).to_contain_text("तालाब की सफ़ाई")


@pytest.mark.parametrize("trouble", [unknown, gone, slow], ids=lambda one: one.__name__)
def test_in_english_it_is_said_in_english(page, monkeypatch, trouble):
    path, _, heading = trouble(monkeypatch)
    page.goto(f"{path}{'&' if '?' in path else '?'}ui=en")
    assert heading not in page.locator("h1").inner_text()
    assert re.search(r"[A-Za-z]{4}", page.locator("h1").inner_text())
