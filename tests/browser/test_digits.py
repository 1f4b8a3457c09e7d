"""Devanagari digits on every page of the list, and nowhere but in what readers read."""

import re

import pytest

from tests.browser.site import QUERY, READERS
from tests.browser.texts import LABELS, names_in, parsed, pieces, without
from tests.browser.visiting import open_page

ASCII = re.compile("[0-9]")
DEVANAGARI = re.compile("[०-९]")
AS_ASCII = str.maketrans("०१२३४५६७८९", "0123456789")
TOOK = re.compile(r'"took_ms": [0-9.]+')  # is another one each time
HOME = READERS[0]
EACH = pytest.mark.parametrize("site_page", READERS, ids=lambda one: one.name)
# What is another one each time a page is made.
VARYING = ".//*[@class='took'] | .//*[@name='csrfmiddlewaretoken'] | .//*[@class='digits']"
# What programs read, by its end; a chart is a picture that readers look at.
MACHINES = (
    f"/search.json?q={QUERY}",
    f"/search.csv?q={QUERY}",
    f"/search.jsonl?q={QUERY}",
    f"/search.ris?q={QUERY}",
    f"/search.atom?q={QUERY}&from=2023",
    "/search.json?q=जल&from=कभी",
    "/suggest.json?q=ja",
    "/suggestions.json?q=ja",
    "/trends.json?q=जल",
    "/trends.csv?q=जल&by=week",
    "/articles/{copied}.json",
    "/articles/{copied}.txt",
    "/articles/{copied}.bib",
    "/articles/{copied}.csl.json",
    "/entities/{entity}/feed",
    "/bulk/{bulk}/progress.json",
    "/bulk/{bulk}/table.csv",
    "/sitemap.xml",
    "/opensearch.xml",
    "/robots.txt",
    "/openapi.yaml",
)


@EACH
def test_devanagari_digits_stand_everywhere(crawl, site_page):
    page = crawl.page(site_page, digits="devanagari")
    names = names_in(page)
    ours = [one.text for one in pieces(page) if not (one.marked or one.code)]
    assert [text for text in ours if ASCII.search(without(text, names))] == []


@EACH
def test_what_is_not_ours_stays_as_it_is(crawl, site_page):
    plain, changed = (pieces(crawl.page(site_page, digits=one)) for one in ("ascii", "devanagari"))
    assert not_ours(changed) == not_ours(plain)


def not_ours(page) -> list[str]:
    return [one.text for one in page if (one.marked or one.code) and not one.label]


@EACH
def test_attributes_that_nobody_reads_stay_as_they_are(crawl, site_page):
    plain, changed = (settled(crawl.page(site_page, digits=one)) for one in ("ascii", "devanagari"))
    assert attributes(changed) == attributes(plain)


def settled(page: str):
    """Return a page without what is another one each time, and without the switch itself."""
    root = parsed(page)
    for varying in root.xpath(VARYING):
        varying.drop_tree()
    root.attrib.pop("data-digits", None)
    return root


def attributes(page) -> list[tuple]:
    """Return each element with its attributes, those that are read in ASCII digits."""
    return [(one.tag, sorted(map(as_ascii, one.attrib.items()))) for one in page.iter()]


def as_ascii(attribute: tuple[str, str]) -> tuple[str, str]:
    name, text = attribute
    if name == "datetime":
        text = text.partition("T")[0]  # a page may tell when it was last asked for
    read = name in (*LABELS, "data-label")
    return name, text.translate(AS_ASCII) if read else text


@EACH
def test_english_pages_have_ascii_digits_alone(crawl, site_page):
    assert crawl.page(site_page, "en", "devanagari").count("data-digits") == 0
    ours = [one.text for one in pieces(crawl.page(site_page, "en", "devanagari")) if not one.marked]
    assert [text for text in ours if DEVANAGARI.search(text)] == []


@pytest.mark.parametrize("path", MACHINES)
def test_programs_get_ascii_digits(crawl, path):
    plain, changed = (crawl.get(path, "hi", digits) for digits in ("ascii", "devanagari"))
    assert plain.status_code == 200
    assert TOOK.sub("", changed.text) == TOOK.sub("", plain.text)


def test_a_chart_to_take_along_has_the_digits_of_the_page(crawl):
    drawn = crawl.get("/trends.svg?q=जल&by=year", "hi", "devanagari").text
    texts = parsed(drawn).xpath("//text//text()")
    assert any(DEVANAGARI.search(text) for text in texts)
    assert [text for text in texts if ASCII.search(text)] == []


@pytest.mark.browser
def test_scripts_write_the_same_digits(visitor):
    page = open_page(visitor, HOME)
    page.locator(".lang .digits").click()
    page.wait_for_selector("html[data-digits=devanagari]")
    page.locator("#q").press_sequentially("जल")
    page.locator("#q-suggest .count").first.wait_for()
    counts = page.locator("#q-suggest .count").all_inner_texts()
    assert all(DEVANAGARI.match(count) for count in counts)
    assert DEVANAGARI.match(page.locator(".searchbox [role=status]").inner_text())
    page.goto(f"{visitor.served.url}/search?q={QUERY}")
    page.locator(".result .headline").first.click()
    page.get_by_role("button", name="अगली जगह").click()
    assert DEVANAGARI.match(page.locator(".places [role=status]").inner_text())


@pytest.mark.browser
def test_the_choice_lasts_and_is_taken_back(visitor):
    page = open_page(visitor, HOME)
    page.locator(".lang .digits").click()
    page.goto(f"{visitor.served.url}/search?q=जल")
    assert DEVANAGARI.search(page.locator("#result-title").inner_text())
    page.locator(".lang .digits").click()
    page.wait_for_selector("html:not([data-digits])")
    assert ASCII.search(page.locator("#result-title").inner_text())
