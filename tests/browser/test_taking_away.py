"""Taking results away, and many queries at a time, in a real browser."""

import pytest

from search.bulk import jobs
from tests.builders import article, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def archive(index):
    return indexed(
        article("तालाब भरा", published="2019-05-01"),
        article("तालाब साफ़", published="2021-05-01"),
        article("नहर पर पुल", body="पुल बना।", published="2022-05-01"),
    )


def saved(page, click) -> tuple[str, str]:
    """Return the name and the text of the file that a click saves."""
    with page.expect_download() as download:
        click()
    return download.value.suggested_filename, download.value.path().read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["CSV", "JSON Lines", "BibTeX", "RIS"])
def test_the_menu_saves_the_results_as_they_stand(page, name):
    page.goto("/search?q=तालाब&sort=oldest")
    page.locator(".menu summary").click()
    assert page.get_by_text("सब 2 समाचार").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    menu = page.locator(".menu ul").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= page.viewport_size["width"]
    file, text = saved(page, page.locator(".menu a b", has_text=name).click)
    assert file.startswith("samachar-तालाब.")
    assert 0 < text.index("तालाब भरा") < text.index("तालाब साफ़")


def test_the_menu_opens_with_the_keyboard(page):
    page.goto("/search?q=तालाब")
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip().startswith("CSV")


def test_a_list_shows_how_far_it_is_and_ends_in_a_table(page, monkeypatch):
    monkeypatch.setattr(jobs.go_on, "__defaults__", (0.0,))  # one query an answer
    page.goto("/bulk")
    page.get_by_label("खोजें, हर पंक्ति में एक").fill("तालाब\nतारीख:कल\nपुल\n-खेल\nओला")
    page.get_by_role("button", name="सब खोजें").click()
    assert page.locator("progress").get_attribute("max") == "5"
    link = page.get_by_role("link", name="CSV में लें")
    link.wait_for()
    rows = page.locator("tbody tr")
    assert rows.count() == 5 and "नहर पर पुल" in rows.nth(2).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    file, text = saved(page, link.click)
    assert file == "samachar-queries.csv" and text.count("\n") == 6 and '"\'-खेल"' in text


def test_a_wrong_date_is_said_beside_its_field(page):
    page.goto("/bulk")
    page.get_by_label("खोजें, हर पंक्ति में एक").fill("तालाब")
    page.get_by_label("कब से").fill("कल")
    page.get_by_role("button", name="सब खोजें").click()
    box = page.get_by_label("कब से")
    assert box.get_attribute("aria-invalid") == "true" and box.input_value() == "कल"
    assert "तारीख नहीं समझी गई" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("खोजें, हर पंक्ति में एक").input_value() == "तालाब"


def test_without_a_script_a_link_leads_on_to_the_table(browser, live_server, monkeypatch):
    monkeypatch.setattr(jobs.go_on, "__defaults__", (0.0,))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/bulk")
    page.get_by_label("खोजें, हर पंक्ति में एक").fill("तालाब\nपुल")
    page.get_by_role("button", name="सब खोजें").click()
    assert page.get_by_text("2 में से 1").is_visible()
    page.get_by_role("link", name="आगे बढ़ाएँ").click()
    assert page.get_by_role("link", name="CSV में लें").is_visible()
    context.close()
