"""What a reader in a real browser sees of how a query was understood."""

import pytest

from tests.builders import article, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def archive(db, index):
    indexed(
        article(title="जल संरक्षण का काम", body="गाँव में जल संरक्षण"),
        *(article(title=f"तालाब {number}", body="पुराना तालाब साफ़ हुआ") for number in range(6)),
    )


def heading(page):
    return " ".join(page.locator("h1").inner_text().split())


def fits(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    return wide <= page.viewport_size["width"]


def test_roman_letters_are_read_and_the_reader_can_decline(page):
    page.goto("/search?q=jal sanrakshan")
    assert "→ जल संरक्षण के लिए 1 समाचार" in heading(page)
    assert page.title().startswith("jal sanrakshan → जल संरक्षण")
    assert page.locator("h1 q").get_attribute("lang") == "hi-Latn"
    assert fits(page)

    page.get_by_role("link", name="जैसा लिखा है वैसा ही खोजें").click()
    page.wait_for_url("**as=typed*")
    assert "कोई समाचार नहीं मिला" in heading(page)

    page.get_by_role("link", name="देवनागरी में पढ़कर खोजें").click()
    page.wait_for_url(lambda address: "as=typed" not in address)
    assert "1 समाचार" in heading(page)


def test_a_misspelled_word_is_one_link_from_the_right_one(page):
    page.goto("/search?q=तलाब")
    assert fits(page)
    page.get_by_role("main").get_by_role("link", name="तालाब", exact=True).click()
    page.locator("h1", has_text="तालाब").wait_for()
    assert "तालाब के लिए 6 समाचार" in heading(page)


def test_the_rules_are_in_reach_and_their_examples_run(page):
    page.goto("/")
    page.locator("footer").get_by_role("link", name="खोज के नियम").click()
    page.wait_for_url("**/help")
    assert heading(page) == "खोज के नियम"
    assert fits(page)
    page.locator("#phrase").get_by_role("link").first.click()
    page.wait_for_url("**/search?q=*")
    assert "1 समाचार" in heading(page)
