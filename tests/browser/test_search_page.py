"""The search page in a real browser: narrowed, drilled into and paged without a full load."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPERS = ("भोर", "साँझ", "दोपहर")


@pytest.fixture(autouse=True)
def archive(db, index):
    """Sixty articles of three papers, in 2018 to 2023, most of them in October 2020."""
    place = entity("सोनपुर")
    days = [f"20{18 + number % 6}-05-{1 + number % 28:02}" for number in range(30)]
    days += [f"2020-10-{1 + number % 9:02}" for number in range(30)]
    indexed(
        *(
            article(
                title=f"तालाब {number}",
                body=f"मोहल्ले का तालाब {number} साफ़ हुआ, पानी लौटा",
                published=day,
                source_name=PAPERS[number % 3],
                topics=["जल"] if number % 2 else ["खेल"],
                entities=[place] if number % 5 == 0 else [],
            )
            for number, day in enumerate(days)
        )
    )


@pytest.fixture
def opened(page):
    """The page of a search, marked so that a full load would be seen."""
    page.goto("/search?q=तालाब")
    page.evaluate("window.notLoadedAgain = true")
    return page


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def bare(browser, live_server, request):
    """A browser without JavaScript."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=live_server.url,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def focused(page):
    return page.evaluate("document.activeElement.id")


def not_loaded_again(page):
    return page.evaluate("window.notLoadedAgain === true")


def heading(page):
    return " ".join(page.locator("h1").inner_text().split())


def total(page, number):
    """Wait until so many articles are said to be found."""
    page.locator("h1 b", has_text=re.compile(f"^{number}$")).first.wait_for()


def is_phone(page):
    return page.viewport_size["width"] < 500


def open_filters(page):
    if is_phone(page) and not page.locator("#filters").is_visible():
        page.locator("a.open-filters").click()


def bars(page):
    return page.locator(".timeline .plot > a")


def middle(bar):
    box = bar.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class TestFilters:
    def test_a_value_is_left_out_and_taken_back_and_the_focus_stays(self, opened):
        open_filters(opened)
        link = opened.get_by_role("link", name="‘भोर’ को छोड़ें")
        link.focus()
        opened.keyboard.press("Enter")
        total(opened, 40)
        assert asked(opened)["not_source"] == ["भोर"]
        assert focused(opened) == "not-source-भोर"
        assert opened.locator(".chip.out s").inner_text() == "भोर"
        assert opened.locator(".left-out s").inner_text() == "भोर"
        assert not_loaded_again(opened)
        if is_phone(opened):
            assert opened.locator("#filters").is_visible()

        opened.get_by_role("link", name="‘भोर’ को वापस लें").click()
        total(opened, 60)
        assert "not_source" not in asked(opened)
        assert focused(opened) == "not-source-भोर"

    def test_ticks_wait_until_they_are_applied(self, opened):
        open_filters(opened)
        opened.get_by_role("checkbox", name="भोर").check()
        opened.get_by_role("checkbox", name="साँझ").check()
        assert "source" not in asked(opened)
        opened.get_by_role("button", name="छँटाई लागू करें").click()
        total(opened, 40)
        assert asked(opened) == {"q": ["तालाब"], "source": ["भोर", "साँझ"]}
        assert not_loaded_again(opened)
        if is_phone(opened):
            assert not opened.locator("#filters").is_visible()
            assert focused(opened) == "result-title"
        else:
            assert focused(opened) == "apply"

    def test_what_changed_is_said_and_the_title_follows(self, opened):
        open_filters(opened)
        opened.get_by_role("link", name="‘खेल’ को छोड़ें").click()
        total(opened, 30)
        status = opened.locator("#shown-now")
        assert status.get_attribute("role") == "status"
        assert "30 समाचार: समाचार, विषय खेल को छोड़कर; सबसे मिलते पहले" in status.inner_text()
        assert opened.locator("#main").get_attribute("aria-busy") is None

    def test_chips_take_filters_away_one_by_one_and_all_at_once(self, opened):
        opened.goto("/search?q=तालाब&source=भोर&not_topic=खेल&from=2020&to=2020")
        opened.evaluate("window.notLoadedAgain = true")
        chips = opened.locator(".result-bar .chip")
        assert chips.first.inner_text().strip().endswith("2020")
        chips.nth(1).click()
        opened.wait_for_url(lambda url: "source=%" not in url.replace("not_", ""))
        assert set(asked(opened)) == {"q", "not_topic", "from", "to"}
        assert focused(opened) == "result-title"
        opened.locator(".result-bar").get_by_role("link", name="सब हटाएँ").click()
        total(opened, 60)
        assert asked(opened) == {"q": ["तालाब"]}
        assert not_loaded_again(opened)

    def test_a_list_is_narrowed_while_typing_and_by_the_server_without(self, opened, bare):
        open_filters(opened)
        opened.get_by_label("स्रोत ढूँढें").fill("दो")
        options = opened.locator("#facet-source .options li:visible")
        assert [one.split("\n")[0] for one in options.all_inner_texts()] == ["दोपहर"]
        opened.get_by_label("स्रोत ढूँढें").fill("कख")
        assert opened.locator("#facet-source .hint").is_visible()

        bare.goto("/search?q=तालाब")
        open_filters(bare)
        bare.get_by_label("स्रोत ढूँढें").fill("दो")
        bare.get_by_label("स्रोत ढूँढें").press("Enter")
        bare.wait_for_url("**find_source=*")
        assert bare.locator("#facet-source .options li").count() == 1

    def test_what_the_reader_closed_stays_closed(self, opened):
        open_filters(opened)
        opened.locator("#facet-topic summary").click()
        opened.get_by_role("link", name="‘भोर’ को छोड़ें").click()
        total(opened, 40)
        assert not opened.locator("#facet-topic .options").is_visible()


class TestDates:
    def test_a_year_its_month_its_day_and_back_up(self, opened):
        open_filters(opened)
        bars(opened).nth(2).click()
        total(opened, 35)
        assert (asked(opened)["from"], asked(opened)["to"]) == (["2020"], ["2020"])
        chosen = bars(opened).and_(opened.locator(".on"))
        assert chosen.count() == 12 < bars(opened).count()

        opened.locator(".timeline .plot > a.on").nth(9).click()
        total(opened, 30)
        assert asked(opened)["from"] == ["2020-10"]
        assert opened.locator(".timeline .plot > a.on").count() == 31
        opened.locator(".timeline .plot > a.on").nth(1).click()
        opened.wait_for_url("**from=2020-10-02*")

        crumbs = opened.locator(".crumbs li")
        assert crumbs.all_inner_texts() == [
            "पूरा संग्रह",
            "2020",
            "अक्टूबर 2020",
            "2 अक्टूबर 2020",
        ]
        crumbs.get_by_text("2020", exact=True).click()
        total(opened, 35)
        crumbs.get_by_text("पूरा संग्रह").click()
        total(opened, 60)
        assert asked(opened) == {"q": ["तालाब"]}
        assert not_loaded_again(opened)

    def test_a_span_is_dragged(self, opened):
        open_filters(opened)
        (x, y), (end, _) = middle(bars(opened).nth(3)), middle(bars(opened).nth(1))
        opened.mouse.move(x, y)
        opened.mouse.down()
        opened.mouse.move(x - 8, y)
        opened.mouse.move(end, y)
        assert opened.locator("[data-span]").inner_text() == "2019–2021"
        opened.mouse.up()
        opened.wait_for_url("**from=2019&to=2021*")
        assert opened.locator(".timeline .plot > a.on").count() == 36  # its months
        assert not_loaded_again(opened)

    def test_a_drag_is_called_off(self, opened):
        open_filters(opened)
        x, y = middle(bars(opened).nth(3))
        opened.mouse.move(x, y)
        opened.mouse.down()
        opened.mouse.move(x + 90, y)
        opened.keyboard.press("Escape")
        opened.mouse.up()
        assert opened.locator(".timeline .plot > a.on").count() == 0
        assert asked(opened) == {"q": ["तालाब"]}

    def test_the_bars_are_no_stops_of_the_tab_key_and_a_table_has_the_same_links(self, opened):
        open_filters(opened)
        assert opened.locator(".plot").get_attribute("aria-hidden") == "true"
        assert {bar.get_attribute("tabindex") for bar in bars(opened).all()} == {"-1"}
        opened.get_by_text("गिनती तालिका में").click()
        row = opened.get_by_role("row", name="2020")
        assert row.get_by_role("cell").last.inner_text() == "35"
        row.get_by_role("link").click()
        total(opened, 35)

    def test_dates_are_typed_and_come_back_as_understood(self, opened):
        open_filters(opened)
        opened.get_by_label("कब से").fill("10-2020")
        opened.get_by_label("कब तक").fill("५ अक्तूबर २०२०")
        opened.get_by_label("कब तक").press("Enter")
        opened.locator(".crumbs").wait_for(state="attached")
        open_filters(opened)
        assert opened.get_by_label("कब से").input_value() == "अक्टूबर 2020"
        assert opened.get_by_label("कब तक").input_value() == "5 अक्टूबर 2020"
        assert opened.locator(".crumbs b").inner_text() == "1–5 अक्टूबर 2020"


class TestPaging:
    def test_the_next_page_begins_at_its_heading_and_back_shows_the_first(self, opened):
        first = opened.locator("a.headline").all_inner_texts()
        opened.get_by_role("link", name="अगला").click()
        opened.wait_for_url("**page=2*")
        opened.locator(".shown", has_text="60 में से 21–40").wait_for()
        assert focused(opened) == "result-title"
        assert opened.locator("h1").evaluate("e => e.getBoundingClientRect().top < innerHeight / 2")
        assert not set(first) & set(opened.locator("a.headline").all_inner_texts())
        assert "पन्ना 2" in opened.title()
        assert not_loaded_again(opened)

        opened.go_back()
        opened.locator(".shown", has_text="60 में से 1–20").wait_for()
        assert opened.locator("a.headline").all_inner_texts() == first
        opened.go_forward()
        opened.locator(".shown", has_text="60 में से 21–40").wait_for()

    def test_an_article_leads_back_to_where_the_reader_was(self, opened):
        opened.locator("#per-page").click()
        opened.locator(".shown", has_text="60 में से 1–50").wait_for()
        opened.locator("#view").click()
        opened.locator(".result-list.brief").wait_for()
        assert opened.locator(".snippet").count() == 0
        title = opened.locator("a.headline").nth(30).inner_text()
        opened.locator("a.headline").nth(30).click()
        opened.wait_for_url("**/articles/**")
        opened.go_back()
        opened.locator(".result-list.brief").wait_for()
        assert opened.locator("a.headline").nth(30).inner_text() == title

    def test_the_order_changes_in_place(self, opened):
        opened.get_by_role("link", name="पुराने पहले").click()
        opened.locator(".sorts [aria-current]", has_text="पुराने पहले").wait_for()
        assert opened.locator("time").first.get_attribute("datetime").startswith("2018")
        assert focused(opened).startswith("sort-")

    def test_the_links_beside_the_results_know_where_the_reader_is(self, opened):
        opened.get_by_role("link", name="नए पहले").first.click()
        opened.wait_for_url("**sort=newest*")
        opened.get_by_role("link", name="English").first.click()
        opened.wait_for_url("**ui=en*")
        assert asked(opened)["sort"] == ["newest"]
        assert "Newest first; 1–20 of 60" in opened.locator(".shown").inner_text()


class TestTrouble:
    def test_a_query_that_cannot_be_read_is_mended_in_place(self, page):
        page.goto("/search?q=तालाब OR")
        page.evaluate("window.notLoadedAgain = true")
        page.locator(".ways a").first.click()
        total(page, 60)
        assert page.locator("#q").input_value() == "तालाब"
        assert not_loaded_again(page)
        page.go_back()
        page.locator(".broken").wait_for()

    def test_without_a_connection_the_reader_is_told_and_loses_nothing(self, opened):
        opened.context.set_offline(True)
        opened.get_by_role("link", name="पुराने पहले").click()
        notice = opened.locator("#unreached")
        notice.wait_for()
        assert opened.locator("a.headline").count() == 20
        assert opened.locator("#main").get_attribute("aria-busy") is None
        opened.context.set_offline(False)
        notice.get_by_role("link").click()
        opened.wait_for_url("**sort=oldest*")

    def test_an_error_of_the_server_shows_its_own_page(self, opened):
        def fail(route):
            route.fulfill(
                status=500, body="<h1>कुछ बिगड़ गया</h1>", content_type="text/html; charset=utf-8"
            )

        opened.route(re.compile("/search.*sort=oldest"), fail)
        opened.get_by_role("link", name="पुराने पहले").click()
        opened.locator("h1", has_text="कुछ बिगड़ गया").wait_for()


class TestKeys:
    def test_results_are_walked_and_opened(self, opened):
        for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            opened.keyboard.press(key)
            current = opened.locator(".result").nth(place)
            assert "current" in current.get_attribute("class")
        assert opened.locator(".result.current").count() == 1
        title = opened.locator(".result.current .headline").inner_text()
        opened.keyboard.press("o")
        opened.wait_for_url("**/articles/**")
        assert opened.locator("h1").inner_text() == title
        opened.keyboard.press("n")
        opened.wait_for_url("**pos=3*")
        opened.keyboard.press("p")
        opened.wait_for_url("**pos=2*")
        opened.keyboard.press("u")
        opened.wait_for_url("**/search?*")

    def test_keys_are_letters_in_the_search_box(self, opened):
        opened.keyboard.press("/")
        assert focused(opened) == "q"
        opened.keyboard.type("jk")
        assert opened.locator("#q").input_value() == "jk"
        assert opened.locator(".result.current").count() == 0

    def test_a_hindi_keyboard_has_the_same_keys(self, opened):
        opened.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'र', code: 'KeyJ', bubbles: true}))"
        )
        assert opened.locator(".result.current").count() == 1

    def test_keys_walk_the_results_that_came_later_too(self, opened):
        opened.get_by_role("link", name="पुराने पहले").click()
        opened.locator(".sorts [aria-current]", has_text="पुराने पहले").wait_for()
        opened.locator("h1").focus()
        opened.keyboard.press("j")
        assert opened.locator(".result.current").count() == 1

    def test_the_list_of_keys_switches_them_off_for_good(self, opened):
        opened.keyboard.press("?")
        dialog = opened.get_by_role("dialog")
        assert dialog.get_by_text("अगला, पिछला परिणाम").is_visible()
        dialog.get_by_role("checkbox").uncheck()
        opened.keyboard.press("Escape")
        assert not dialog.is_visible()
        for _ in range(2):
            opened.keyboard.press("j")
            assert opened.locator(".result.current").count() == 0
            opened.reload()
        if is_phone(opened):
            return  # where there are no keys there is no list of them
        opened.locator("[data-keys]").click()
        dialog.get_by_role("checkbox").check()
        opened.keyboard.press("Escape")
        opened.locator("h1").focus()
        opened.keyboard.press("j")
        assert opened.locator(".result.current").count() == 1


class TestWithoutJavaScript:
    def test_everything_is_links_and_a_form(self, bare):
        bare.goto("/search?q=तालाब")
        open_filters(bare)
        bare.get_by_role("link", name="‘भोर’ को छोड़ें").click()
        assert "40" in heading(bare)
        open_filters(bare)
        bare.get_by_role("checkbox", name="साँझ").check()
        bare.get_by_label("कब से").fill("2020")
        bare.get_by_role("button", name="छँटाई लागू करें").click()
        assert asked(bare)["not_source"] == ["भोर"]
        assert asked(bare)["source"] == ["साँझ"]
        open_filters(bare)
        assert bare.locator(".left-out s").inner_text() == "भोर"
        bare.get_by_role("checkbox", name="छोड़ा गया: भोर").uncheck()
        bare.get_by_role("button", name="छँटाई लागू करें").click()
        assert "not_source" not in asked(bare)
        bare.locator("#view").click()
        assert bare.locator(".result-list.brief").count() == 1
        assert asked(bare)["source"] == ["साँझ"]
        bare.get_by_role("link", name="सब हटाएँ").last.click()
        assert "60" in heading(bare)
        assert bare.locator("[data-keys]").is_hidden()

    def test_bars_lead_to_their_years(self, bare):
        bare.goto("/search?q=तालाब")
        open_filters(bare)
        bare.locator(".timeline .plot > a").nth(2).click()
        assert asked(bare)["from"] == ["2020"]
        assert "35" in heading(bare)


def test_nothing_is_wider_than_the_screen(page):
    for path in (
        "/search?q=तालाब&not_source=भोर&from=2020-10-02&to=2020-10-02",
        "/search?view=brief",
    ):
        page.goto(path)
        open_filters(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_no_style_is_written_into_the_page(opened):
    opened.get_by_role("link", name="पुराने पहले").click()
    opened.locator(".sorts [aria-current]", has_text="पुराने पहले").wait_for()
    assert opened.locator("style, [style]").count() == 0
