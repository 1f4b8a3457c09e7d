"""What the search page says of how a query was understood."""

import pytest
from django.utils.html import escape

from search.expand import Reading
from search.understood import alone_in_box, read_as
from tests.builders import article, indexed

needs_index = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
JAL, SANRAKSHAN = Reading("jal", "जल"), Reading("sanrakshan", "संरक्षण")


@pytest.mark.parametrize(
    "text, readings, read",
    [
        ("jal sanrakshan", [JAL, SANRAKSHAN], "जल संरक्षण"),
        ("jal तालाब", [JAL], "जल तालाब"),
        ("(jal OR पानी) sanrakshan", [JAL, SANRAKSHAN], "(जल OR पानी) संरक्षण"),
        ("jaljeevan jal", [JAL], "jaljeevan जल"),
        ("jal jal", [JAL, JAL], "जल जल"),
        ("-jal jal", [JAL], "-jal जल"),
        ("NOT jal jal", [JAL], "NOT jal जल"),
        ('"jal sanrakshan" jal', [JAL], '"jal sanrakshan" जल'),
        ("supreme  court में", [Reading("supreme court", "सुप्रीम कोर्ट")], "सुप्रीम कोर्ट में"),
        ("supreme AND court", [Reading("supreme court", "सुप्रीम कोर्ट")], "सुप्रीम कोर्ट"),
        ("jal", [], "jal"),
        ("पानी", [JAL], "पानी"),
        ("", [JAL], ""),
    ],
)
def test_what_was_read_takes_the_place_of_what_was_typed(text, readings, read):
    assert read_as(text, readings) == read


@pytest.mark.parametrize(
    "text, typed",
    [
        ("तालाब", "तालाब"),
        ("चुनाव*", "चुनाव*"),
        ("जल संरक्षण", '"जल संरक्षण"'),
        ("OR", '"OR"'),
        ("-खेल", '"-खेल"'),
    ],
)
def test_a_leaf_is_typed_so_that_it_stays_one(text, typed):
    assert alone_in_box(text) == typed


def page(client, **data):
    response = client.get("/search", data)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestReadings:
    pytestmark = needs_index

    def test_the_heading_and_the_title_say_what_was_searched(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="jal sanrakshan")
        heading = '<q lang="hi-Latn">jal sanrakshan</q> → <b lang="hi">जल संरक्षण</b> के लिए <b>1</b>'
        assert heading in html
        assert "<title>jal sanrakshan → जल संरक्षण ·" in html

    def test_the_search_as_typed_is_one_link_away(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="jal sanrakshan", source="नमूना समाचार")
        assert "रोमन शब्द देवनागरी में पढ़े गए।" in html
        assert "&amp;as=typed" in html

    def test_the_reading_is_offered_where_it_was_declined(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="sanrakshan", **{"as": "typed"})
        assert '<q lang="">sanrakshan</q> के लिए कोई समाचार नहीं मिला' in html
        assert 'देवनागरी में पढ़कर खोजें: <b lang="hi">संरक्षण</b>' in html
        assert 'href="/search?q=sanrakshan"' in html

    def test_hindi_searched_as_typed_is_offered_no_reading(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="संरक्षण", **{"as": "typed"})
        assert 'class="understood"' not in html

    def test_filters_keep_that_words_are_searched_as_typed(self, client):
        indexed(article(body="sanrakshan का काम"))
        html = page(client, q="sanrakshan", **{"as": "typed"})
        assert '<input type="hidden" name="as" value="typed">' in html

    def test_an_empty_page_says_what_each_word_was_read_as(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="sanrakshan vijaynagaram")
        assert '→ <b lang="hi">संरक्षण</b> <span class="count">1</span>' in html

    def test_english_pages_say_the_same(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q="jal", ui="en")
        assert '<b>1</b> article for <q lang="hi-Latn">jal</q> → <b lang="hi">जल</b>' in html
        assert "Search as typed:" in html

    @pytest.mark.parametrize("q", ["<b>jal", "jal&q=2", '"jal', "jal'", "jal\x00", "%(q)s jal"])
    def test_what_was_typed_is_escaped_and_harmless(self, client, q):
        indexed(article(body="जल संरक्षण का काम"))
        html = page(client, q=q)
        assert escape(q.replace("\x00", "")) in html
        assert "<b>jal" not in html


class TestCorrections:
    pytestmark = needs_index

    def test_an_empty_page_offers_likelier_words_first(self, client):
        indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
        html = page(client, q="तलाब")
        assert html.index("क्या आप यह खोज रहे थे?") < html.index("खोज को यूँ समझा गया")
        assert ">तालाब</a>" in html
        assert "5 समाचार" in html

    def test_a_page_with_few_results_offers_them_in_a_line(self, client):
        indexed(
            article(title="परीक्षण", body="नया तलाब"),
            *(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)),
        )
        html = page(client, q="तलाब")
        assert "क्या आप <a" in html
        assert 'lang="hi">तालाब</a> <span class="count">(5)</span> खोज रहे थे?' in html
        english = page(client, q="तलाब", ui="en")
        assert "Did you mean <a" in english
        assert '<span class="count">(5)</span>?' in english

    def test_filters_stay_in_force(self, client):
        indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
        html = page(client, q="तलाब", source="नमूना समाचार")
        correction = html[: html.index(">तालाब</a>")].rpartition("href=")[2]
        assert "source=" in correction

    def test_enough_results_get_none(self, client):
        indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
        assert "क्या आप" not in page(client, q="तालाब")


class TestAnswer:
    pytestmark = needs_index

    def test_programs_learn_what_was_read(self, client):
        indexed(article(body="जल संरक्षण का काम"))
        answer = client.get("/search.json", {"q": "sanrakshan"}).json()
        assert answer["query"]["readings"] == [{"typed": "sanrakshan", "read": "संरक्षण"}]
        assert answer["corrections"] == []

    def test_programs_learn_of_likelier_words(self, client):
        indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
        answer = client.get("/search.json", {"q": "तलाब"}).json()
        assert answer["corrections"] == [{"query": "तालाब", "count": 5}]
        assert answer["query"]["readings"] == []

    @pytest.mark.parametrize("typed", ["तालाह", "ताताब", "तालआब"])
    def test_a_slip_of_the_finger_is_corrected(self, client, typed):
        indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
        answer = client.get("/search.json", {"q": typed}).json()
        assert answer["corrections"] == [{"query": "तालाब", "count": 5}]


class TestNothingToSearch:
    pytestmark = needs_index

    def test_an_empty_archive_has_a_heading(self, client):
        html = page(client, q="जल")
        assert "<h1" in html
        assert "संग्रह अभी ख़ाली है" in html

    def test_a_word_in_quotes_that_is_an_operator_does_no_harm(self, client):
        indexed(article())
        assert "OR" in page(client, q='"OR" कखगघ')
