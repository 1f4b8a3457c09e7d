"""Each page speaks one language, and tells where it does not."""

import re

import pytest

from tests.browser.site import READERS
from tests.browser.texts import names_in, pieces, whole_text, without

EACH = pytest.mark.parametrize("site_page", READERS, ids=lambda one: one.name)
TRANSLATED = pytest.mark.parametrize(
    "site_page", [one for one in READERS if not one.template], ids=lambda one: one.name
)
DEVANAGARI = re.compile("[\u0900-\u097f]")
LATIN = re.compile("[A-Za-z]+")
# Names of formats, programs, a unit and a key, and what a reader types: always Latin.
PROPER = set("Atom BibTeX CSV EndNote Enter JSON LaTeX Lines MB OR PNG RIS SVG Zotero".split())
TYPED = ["jal sanrakshan", ".txt", ".csv"]


@TRANSLATED
def test_english_pages_tell_what_is_hindi(crawl, site_page):
    page = crawl.page(site_page, "en")
    names = names_in(page)
    english = [one for one in pieces(page) if one.language == "en" and not one.code]
    ours = [without(one.text, names) if one.label else one.text for one in english]
    assert [text for text in ours if DEVANAGARI.search(text)] == []


@TRANSLATED
def test_nothing_english_is_told_to_be_hindi(crawl, site_page):
    """What is Hindi on an English page stands on the Hindi page just so."""
    both = whole_text(crawl.page(site_page, "hi"))
    hindi = [one.text for one in pieces(crawl.page(site_page, "en")) if one.language == "hi"]
    assert [text for text in hindi if text not in both] == []


@EACH
def test_hindi_pages_tell_what_is_english(crawl, site_page):
    page = crawl.page(site_page)
    names = [*names_in(page), *TYPED]
    ours = [without(one.text, names) for one in pieces(page) if not (one.marked or one.code)]
    assert {word for text in ours for word in LATIN.findall(text)} - PROPER == set()
