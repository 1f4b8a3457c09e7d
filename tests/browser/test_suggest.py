"""Suggestions in a real browser: keys, mouse, input methods, and the form without a script."""

import pytest
from django.conf import settings
from django.core.management import call_command

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def sample(db, index):
    call_command("ingest", str(settings.BASE_DIR / "sample"), verbosity=0)


def box(page):
    return page.get_by_role("combobox", name="समाचार खोजें")


def options(page):
    return page.get_by_role("option")


def suggest(page, text, path="/"):
    """Type a text on a page and wait for its suggestions."""
    page.goto(path)
    box(page).press_sequentially(text)
    options(page).first.wait_for()


def active(page):
    """Return the text of the option that is active, or None."""
    return page.evaluate(
        """() => {
          const box = document.querySelector("[role=combobox]");
          const id = box.getAttribute("aria-activedescendant");
          return id && document.getElementById(id).querySelector(".text").textContent;
        }"""
    )


def is_open(page):
    return box(page).get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("path", ["/", "/topics/"], ids=["hero", "masthead"])
def test_typing_shows_grouped_suggestions(page, path):
    suggest(page, "जल", path)
    assert is_open(page)
    assert page.get_by_role("group", name="शब्द").get_by_role("option").count() > 0
    assert page.locator(".suggest [lang=hi]").count() > 0
    assert "सुझाव" in page.locator(".searchbox [role=status]").inner_text()
    assert page.locator(".suggest [style]").count() == 0


def test_the_list_lies_within_the_screen(page):
    suggest(page, "जल")
    width = page.viewport_size["width"]
    place = page.locator(".suggest").bounding_box()
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrow_keys_choose_and_enter_goes_there(page):
    suggest(page, "जल")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    texts = page.locator(".suggest .text").all_inner_texts()
    assert active(page) == texts[0]
    page.keyboard.press("ArrowUp")
    assert active(page) is None
    page.keyboard.press("ArrowUp")
    assert active(page) == texts[-1]
    page.keyboard.press("Home")
    assert active(page) == texts[0]
    page.keyboard.press("End")
    assert active(page) == texts[-1]
    assert page.locator(".suggest [aria-selected=true]").count() == 1
    page.keyboard.press("Home")
    word = page.get_by_role("group", name="शब्द").get_by_role("option").first
    while active(page) != word.locator(".text").inner_text():
        page.keyboard.press("ArrowDown")
    address = word.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    assert page.locator("a.headline").count() > 0


def test_enter_with_nothing_chosen_searches_what_was_typed(page):
    suggest(page, "जल")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert box(page).input_value() == "जल"
    assert not is_open(page)


def test_escape_closes_and_keeps_what_was_typed(page):
    suggest(page, "जल")
    page.keyboard.press("Escape")
    assert not is_open(page)
    assert not page.locator(".suggest").is_visible()
    assert box(page).input_value() == "जल"
    page.keyboard.press("ArrowDown")
    options(page).first.wait_for()
    assert active(page) is not None


def test_a_click_goes_to_the_suggestion(page):
    suggest(page, "जल")
    option = page.get_by_role("group", name="शब्द").get_by_role("option").first
    address = option.get_attribute("href")
    option.click()
    page.wait_for_url(f"**{address}")


def test_leaving_the_box_closes_the_list(page):
    suggest(page, "जल")
    page.locator("h2").first.focus()
    page.evaluate("document.activeElement.blur()")
    assert not is_open(page)


def test_roman_letters_suggest_hindi_names(page):
    suggest(page, "jaish")
    assert any("जयशंकर" in text for text in page.locator(".suggest .text").all_inner_texts())


def test_an_input_method_keeps_its_keys(page):
    suggest(page, "जल")
    page.evaluate(
        """() => document.querySelector("[role=combobox]").dispatchEvent(
          new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true })
        )"""
    )
    assert active(page) is None
    assert is_open(page)


def test_what_an_input_method_wrote_is_suggested_for(page):
    page.goto("/")
    box(page).focus()
    page.evaluate(
        """() => {
          const box = document.querySelector("[role=combobox]");
          box.value = "जल";
          box.dispatchEvent(new CompositionEvent("compositionend", { data: "जल", bubbles: true }));
        }"""
    )
    options(page).first.wait_for()


def test_only_the_newest_answer_is_shown(page):
    """An answer for the first letters that comes late is not shown for the later ones."""
    waiting = []
    page.route("**/suggest.json?q=j", lambda route: waiting.append(route))
    page.goto("/")
    box(page).press_sequentially("j")
    page.wait_for_timeout(300)
    box(page).press_sequentially("aish")
    options(page).first.wait_for()
    for route in waiting:
        route.abort()
    assert any("जयशंकर" in text for text in page.locator(".suggest .text").all_inner_texts())


def test_an_archive_that_does_not_answer_changes_nothing(page):
    page.route("**/suggest.json*", lambda route: route.abort())
    page.goto("/")
    box(page).press_sequentially("जल")
    page.wait_for_timeout(300)
    assert not is_open(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_markup_in_a_suggestion_is_shown_as_text(page):
    bad = {
        "status": "1",
        "groups": [
            {
                "name": "words",
                "label": "<b>x</b>",
                "items": [
                    {
                        "text": "<img src=x onerror=alert(1)>",
                        "kind": "word",
                        "kind_label": "",
                        "count": 1,
                        "url": "/search?q=x",
                    }
                ],
            }
        ],
    }
    page.route("**/suggest.json*", lambda route: route.fulfill(json=bad))
    suggest(page, "x")
    assert page.locator(".suggest img, .suggest b").count() == 0
    assert page.locator(".suggest .text").inner_text() == "<img src=x onerror=alert(1)>"


def test_without_javascript_the_form_still_searches(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("समाचार खोजें").fill("जल")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("a.headline").count() > 0
    assert page.get_by_role("listbox").count() == 0
    context.close()
