"""Trends in a real browser: compare, follow a point, take the chart away; also without a script."""

import pytest
from django.conf import settings
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def sample(db, index):
    call_command("ingest", str(settings.BASE_DIR / "sample"), verbosity=0)


def compare(page, *queries):
    page.goto("/trends")
    for label, query in zip(("पहली खोज", "दूसरी खोज", "तीसरी खोज"), queries, strict=False):
        page.get_by_label(label, exact=True).fill(query)
    page.get_by_role("button", name="तुलना करें").click()
    page.wait_for_url("**/trends?*")


def test_two_searches_are_compared_and_a_point_opens_its_articles(page):
    compare(page, "जल", "चुनाव")
    assert page.get_by_role("img", name="हिस्सा").is_visible()
    lines = page.locator(".drawing polyline")
    assert lines.count() >= 2
    assert {"solid", "dashed"} == {
        "dashed" if "px" in dash else "solid"
        for dash in lines.evaluate_all(
            "all => all.map(one => getComputedStyle(one).strokeDasharray)"
        )
    }

    point = page.locator(".points a").first
    title = point.locator("title").text_content()
    point.locator("circle").click(force=True)
    page.wait_for_url("**/search?*")
    count = title.partition("(")[2].partition("/")[0]
    assert count in page.locator("h1").inner_text()
    page.go_back()
    assert page.get_by_label("दूसरी खोज").input_value() == "चुनाव"


def test_the_table_leads_to_the_articles_by_keyboard(page):
    compare(page, "जल")
    link = page.locator("table a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    assert "from=" in page.url


def test_the_table_of_two_searches_fits_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    compare(page, "जल", "चुनाव")
    assert page.locator(".table .part").count()
    hidden = "table => table.parentElement.scrollWidth - table.parentElement.clientWidth"
    assert page.locator(".scroll-x .table").evaluate(hidden) == 0


def test_what_is_counted_and_by_what_is_chosen(page):
    compare(page, "जल")
    page.get_by_label("गिनती").select_option(label="समाचारों की संख्या")
    page.get_by_label("अंतराल").select_option(label="साल")
    page.get_by_label("स्रोत", exact=True).select_option(label="मसौदा पत्रिका")
    page.get_by_role("button", name="तुलना करें").click()
    page.wait_for_url("**measure=count**")
    assert page.locator("h2").first.inner_text() == "हर साल के समाचार"
    page.get_by_role("link", name="छँटाई हटाएँ").click()
    assert "source=" not in page.url.partition("?")[2].replace("source=&", "")
    assert "measure=count" in page.url


def test_a_search_leads_to_its_trend_and_the_chart_is_taken_away(page):
    page.goto("/search?q=जल")
    page.locator("main").get_by_role("link", name="रुझान").click()
    page.wait_for_url("**/trends?*")
    with page.expect_download() as download:
        page.get_by_role("link", name="PNG").click()
    assert download.value.suggested_filename == "trends.png"


@pytest.mark.parametrize(
    "path",
    [
        "/trends",
        "/trends?q=जल&q=चुनाव&q=jal sanrakshan&q=खेल&q=स्वास्थ्य",
        "/trends?q=जल&split=source&table=all&by=week",
        "/trends?q=जल OR&q=" + "बहुतलंबा" * 40,
    ],
)
def test_nothing_is_wider_than_the_screen(page, path):
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_all_of_it_works_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    compare(page, "जल", "चुनाव")
    page.get_by_label("तीसरी खोज").fill("खेल")
    page.get_by_role("button", name="तुलना करें").click()
    assert page.locator(".legend li").count() == 3
    page.get_by_label("पहली खोज").fill("")
    page.get_by_role("button", name="तुलना करें").click()
    assert page.locator(".legend a").all_inner_texts() == ["चुनाव", "खेल"]
    context.close()
