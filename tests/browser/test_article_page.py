"""Reading an article, in a real browser."""

import pytest

from tests.builders import article, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESULTS = "/search?q=तालाब&sort=oldest"
FILLING = "मोहल्ले के लोग हर शाम यहाँ बैठते हैं और बच्चे खेलते हैं। " * 20
BODY = f"पहला तालाब।\n\n{FILLING}\n\nदूसरा तालाब।\n\n{FILLING}\n\nतीसरा तालाब।"


@pytest.fixture(autouse=True)
def articles(db, index):
    """Three articles of three years, each with four places of one word."""
    years = (2019, 2020, 2021)
    made = [article(f"{year} का तालाब", BODY, published=f"{year}-10-07") for year in years]
    return indexed(*made)


@pytest.fixture
def plain_page(browser, live_server):
    """A page without JavaScript."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def headline(page) -> str:
    return page.locator("h1").inner_text()


def first_result(page):
    page.goto(RESULTS)
    titles = page.locator("a.headline").all_inner_texts()
    page.locator("a.headline").first.click()
    page.wait_for_url("**/articles/**")
    return titles


def is_in_sight(mark) -> bool:
    return mark.evaluate(
        "mark => { const box = mark.getBoundingClientRect();"
        " return box.top > 0 && box.bottom < innerHeight; }"
    )


def test_buttons_lead_from_place_to_place_and_say_where(page):
    first_result(page)
    last = page.locator("main mark").count()
    assert last == 4
    places = page.locator(".places")
    places.get_by_role("button", name="अगली जगह").click()
    places.get_by_role("button", name="अगली जगह").click()
    assert places.get_by_role("status").inner_text() == f"2 / {last}"
    page.wait_for_timeout(800)
    assert is_in_sight(page.locator("mark.here"))
    assert page.locator("mark.here").get_attribute("id") == "m2"
    page.keyboard.press("Shift+M")
    page.keyboard.press("Shift+M")
    assert places.get_by_role("status").inner_text() == f"{last} / {last}"


def test_keys_walk_through_the_results_and_back(page):
    titles = first_result(page)
    page.keyboard.press("n")
    page.wait_for_url("**pos=2")
    assert headline(page) == titles[1]
    page.keyboard.press("p")
    page.wait_for_url("**pos=1")
    assert headline(page) == titles[0]
    page.keyboard.press("u")
    page.wait_for_url("**/search?**")
    assert page.locator("a.headline").all_inner_texts() == titles


def test_keys_go_on_from_the_result_to_which_the_reader_came_back(page):
    titles = first_result(page)
    page.keyboard.press("u")
    page.wait_for_url("**/search?**#r1")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent.trim()") == titles[1]


def test_no_key_is_taken_from_a_field(page):
    first_result(page)
    address = page.url
    page.locator("input[type=search]").first.focus()
    page.keyboard.type("nupm")
    assert page.url == address


def test_who_switched_the_keys_off_is_not_led_about(page):
    first_result(page)
    page.evaluate("localStorage.setItem('keys', 'off')")
    page.reload()
    page.keyboard.press("m")
    page.locator(".places").get_by_role("button", name="अगली जगह").click()
    assert page.locator("mark.here").get_attribute("id") == "m1"


def test_the_key_of_a_hindi_layout_leads_on(page):
    first_result(page)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent("
        "'keydown', {key: 'स', code: 'KeyM', bubbles: true, cancelable: true}))"
    )
    assert page.locator("mark.here").get_attribute("id") == "m1"


def test_a_reference_is_copied_and_it_is_said(page, live_server, articles):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(articles[0].get_absolute_url())
    page.locator(".cite summary", has_text="BibTeX").click()
    page.locator(".cite details[open]").get_by_role("button", name="कॉपी करें").click()
    page.locator(".cite [role=status]", has_text="कॉपी हुआ").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@article{samachar-")


def test_a_reference_is_taken_along_as_a_file(page, articles):
    page.goto(articles[0].get_absolute_url())
    with page.expect_download() as download:
        page.locator(".take a", has_text=".ris").click()
    assert download.value.suggested_filename == f"samachar-{articles[0].pk}.ris"


def test_without_javascript_each_place_leads_on(plain_page):
    first_result(plain_page)
    plain_page.locator(".places a").first.click()
    assert plain_page.url.endswith("#m1")
    for place in ("m2", "m3", "m2"):
        plain_page.locator(f".hop:visible a[href='#{place}']").click()
        assert plain_page.url.endswith(f"#{place}")
        assert is_in_sight(plain_page.locator(f"mark#{place}"))
    assert plain_page.locator(".hop:visible").count() == 1


def test_without_javascript_a_reader_walks_through_the_results_and_back(plain_page):
    titles = first_result(plain_page)
    plain_page.locator(".trail [rel=next]").click()
    assert headline(plain_page) == titles[1]
    plain_page.locator(".trail [rel=prev]").click()
    plain_page.get_by_role("link", name="परिणामों पर लौटें").click()
    assert plain_page.locator("a.headline").all_inner_texts() == titles
    assert plain_page.url.endswith("#r1")


def test_on_paper_there_are_no_controls_and_the_addresses_are_written_out(page):
    first_result(page)
    page.emulate_media(media="print")
    for gone in (".searchbox", ".trail", ".places", ".hop", ".copy", ".take", ".side"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    for kept in (".brand", "h1", ".byline", ".prose", ".record", ".cite blockquote"):
        assert page.locator(kept).first.is_visible(), kept
    written = "a => getComputedStyle(a, '::after').content"
    lasting = page.locator(".record a[href*='/articles/']")
    assert "href" not in lasting.evaluate(written)
    assert lasting.get_attribute("href") in lasting.evaluate(written)


def test_long_words_and_addresses_break_rather_than_push(page):
    long = "https://namuna.example/" + "लंबा" * 100
    (made,) = indexed(article("क" * 300, body=f"{long}\n\n{'अक्षर' * 200}", url=long[:400]))
    page.goto(made.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
