"""A reader's way through the archive, in a real browser."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def sample(db, index):
    call_command("ingest", str(settings.BASE_DIR / "sample"), verbosity=0)


def open_filters(page):
    """On a phone the filters are behind a button."""
    button = page.locator("a.open-filters")
    if button.is_visible():
        button.click()


def apply_filters(page):
    before, _, _ = page.url.partition("#")
    page.get_by_role("button", name="छँटाई लागू करें").click()
    page.wait_for_url(lambda url: url.partition("#")[0] != before)


def titles(page):
    return page.locator("a.headline").all_inner_texts()


def test_a_reader_searches_narrows_reads_and_comes_back(page):
    page.goto("/")
    page.get_by_label("समाचार खोजें").fill("जयशंकर")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert "जयशंकर" in page.locator("mark").all_inner_texts()
    everything = titles(page)

    open_filters(page)
    page.get_by_role("checkbox", name="मसौदा पत्रिका").check()
    page.get_by_role("checkbox", name="उदाहरण टाइम्स").check()
    apply_filters(page)
    two_sources = titles(page)
    assert 0 < len(two_sources) < len(everything)

    open_filters(page)
    page.get_by_label("कब से").fill("2023")
    page.get_by_label("कब तक").fill("दिसंबर 2024")
    apply_filters(page)
    narrowed = titles(page)
    assert 0 < len(narrowed) <= len(two_sources)

    page.locator("a.headline").first.click()
    page.wait_for_url(re.compile("/articles/"))
    assert page.locator("h1").inner_text() == narrowed[0]
    assert page.locator("main mark").count() > 0

    page.get_by_role("link", name="परिणामों पर लौटें").click()
    page.wait_for_url("**/search?*")
    assert titles(page) == narrowed
    open_filters(page)
    assert page.get_by_role("checkbox", name="मसौदा पत्रिका").is_checked()
    assert page.get_by_role("checkbox", name="उदाहरण टाइम्स").is_checked()
    assert page.get_by_label("कब से").input_value() == "2023"


def test_words_are_marked_in_the_spelling_of_the_article(page):
    page.goto("/search?q=हिंद प्रशांत")
    assert "हिन्द-प्रशांत" in page.locator("mark").all_inner_texts()


def test_nothing_is_wider_than_the_screen(page):
    for path in ("/", "/search?q=जल", "/search?q=कखगघ", "/articles/1/", "/topics/"):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], path


def test_the_reader_can_switch_to_english_and_back(page):
    page.goto("/search?q=जल")
    page.get_by_role("link", name="English").first.click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "q=" in page.url
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="हिन्दी").first.click()
    assert page.locator("html").get_attribute("lang") == "hi"


def test_the_whole_way_works_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=जल संरक्षण")
    page.get_by_role("checkbox", name="नमूना समाचार").check()
    apply_filters(page)
    assert "source=" in page.url
    page.locator("a.headline").first.click()
    assert page.locator("main mark").count() > 0
    context.close()


def test_the_search_box_is_one_key_away(page):
    page.goto("/search?q=जल")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_reader_opens_the_copies_of_a_story_and_sees_what_differs(page):
    page.goto("/search?q=विदेश सेवा")
    copies = page.locator("details.cluster").first
    assert not copies.get_by_role("listitem").first.is_visible()
    copies.get_by_text("यही समाचार 3 और स्रोतों में").click()
    assert copies.get_by_role("listitem").count() == 3
    assert copies.get_by_text("सबसे पहले", exact=True).is_visible()
    shown = titles(page)
    assert not set(copies.locator(".headline-link").all_inner_texts()) & set(shown)

    copies.get_by_role("link", name="अंतर देखें").first.click()
    page.wait_for_url("**/compare/**")
    assert page.locator("h2").first.inner_text() == shown[0]
    assert page.locator("del").count() > 1
    assert page.locator("ins").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
