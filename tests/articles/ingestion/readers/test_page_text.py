"""Text, headline, byline and dates of pages in all layouts, with all that sites put around."""

from collections import Counter
from datetime import timedelta

import pytest

from articles.hindi.tokens import fold_words
from articles.ingestion.clean import clean
from articles.ingestion.readers import html_page
from articles.ingestion.records import Origin
from articles.ingestion.rulebook import shipped
from tests.pages import LAYOUTS, page

RULES = shipped()
NUMBERS = range(6)
ONE = "तालाब की सफ़ाई सोमवार को पूरी हुई।"
TWO = "अब गाँव के लोग फिर नाव चला सकेंगे।"
THREE = "बच्चों ने नाव पर बैठकर पूरे तालाब का चक्कर लगाया।"


def read(text):
    record, problems = clean(html_page.read_page(text, Origin("page.html")), rules=RULES)
    assert problems == []
    return record


def read_body(body):
    return read(f"<html><body><h1>तालाब फिर भरा</h1>{body}</body></html>")


def f1(found, wanted):
    first, second = Counter(fold_words(found)), Counter(fold_words(wanted))
    return 2 * (first & second).total() / (first.total() + second.total())


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_told_from_what_stands_around_it(layout, number):
    story, text = page(layout, number)
    record = read(text)
    assert f1(record.body, story.body) >= 0.97
    assert (record.title, record.published.moment) == (story.title, story.moment)
    assert record.original == text


@pytest.mark.parametrize(
    "odd", ["\x07", "\x00", "\ud800", "\uffff", "&#7;", "&#xFFFF;", "&#xD800;"]
)
def test_odd_characters_harm_nothing_wherever_they_stand(odd):
    body = f'<div id="{odd}">{odd}{ONE}<br>{TWO} {odd}<br{odd}><b{odd}>{THREE}</b></div>'
    assert fold_words(read_body(body).body) == fold_words(f"{ONE} {TWO} {THREE}")


@pytest.mark.parametrize("layout", ["JSON-LD", "meta tags", "visible date"])
def test_author_and_time_of_change_are_told(layout):
    story, text = page(layout, 1)
    record = read(text)
    assert record.byline == story.author
    assert record.updated - story.moment in (timedelta(days=1), timedelta(days=2))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_that_was_cut_is_told(layout):
    record = read(page(layout, 2)[1])
    assert record.cut
    assert not {one.text for one in record.cut} & set(record.body.split("\n\n"))


class TestLinks:
    """Lines that are nothing but links are of other articles, but for prose."""

    def test_a_teaser_without_a_heading_is_cut(self, monkeypatch):
        teaser = "नदी पर बना नया पुल"
        found = f"{ONE}\n- {teaser}\n{TWO}"
        monkeypatch.setattr(html_page.page_text, "extract", lambda tree: found)
        record = read_body(f"<p>{ONE}</p><ul><li><a href='/r'>{teaser}</a></li></ul><p>{TWO}</p>")
        assert record.body == f"{ONE}\n\n{TWO}"
        assert [one.why for one in record.cut] == ["link"]

    def test_a_question_after_an_advert_stays(self):
        body = f"<p>{ONE}</p><p>विज्ञापन</p><p>क्या अब नाव चलेगी?</p><p>{TWO}</p>"
        assert read_body(body).body == f"{ONE}\n\nक्या अब नाव चलेगी?\n\n{TWO}"

    def test_prose_within_a_link_and_links_within_prose_stay(self):
        body = f"<p><a href='/r'>{ONE}</a></p><p>{TWO[:-1]} <a href='/n'>नाव</a>।</p>"
        assert len(read_body(body).body.split("\n\n")) == 2

    def test_a_text_that_is_mostly_links_stays(self):
        links = "".join(f"<p><a href='/{n}'>गाँव {n} में पानी आया</a></p>" for n in range(9))
        assert "गाँव 8" in read_body(f"<article><p>{ONE}</p>{links}</article>").body


class TestMainBlock:
    """Where trafilatura misses paragraphs of the article, they are put in their places."""

    @pytest.fixture(autouse=True)
    def extracted(self, monkeypatch):
        self.found = []
        monkeypatch.setattr(html_page.page_text, "extract", lambda tree: "\n".join(self.found))

    def body(self, *paragraphs, around="div"):
        inside = "".join(f"<p>{text}</p>" for text in paragraphs)
        return read_body(f"<{around}>{inside}</{around}>").body.split("\n\n")

    @pytest.mark.parametrize("missed", [ONE, TWO, THREE])
    def test_one_paragraph_is_missed(self, missed):
        self.found = [text for text in (ONE, TWO, THREE) if text != missed]
        assert self.body(ONE, TWO, THREE) == [ONE, TWO, THREE]

    def test_most_is_missed(self):
        self.found = ["कुछ और ही पन्ने पर लिखा था।"]
        assert self.body(ONE, "बीच का शीर्षक", TWO) == [ONE, "बीच का शीर्षक", TWO]

    def test_what_is_no_prose_is_left_to_trafilatura(self):
        self.found = [ONE, TWO]
        assert self.body(ONE, "फ़ोटो: नमूना", TWO) == [ONE, TWO]

    @pytest.mark.parametrize("around", ["footer", "aside", "div class='comments'", "form"])
    def test_what_stands_elsewhere_is_not_put_in(self, around):
        self.found = [ONE, TWO]
        page = f"<div><p>{ONE}</p><p>{TWO}</p></div><{around}><p>{THREE}</p><p>{THREE}</p>"
        assert read_body(page).body == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("<p>कल्पना देवी</p><p>7 अक्टूबर 2020</p>", "कल्पना देवी"),
        ("<p>7 अक्टूबर 2020, 15:57 IST</p><p>By कल्पना देवी</p>", "कल्पना देवी"),
        ("<p>लेखक: कल्पना</p><p>अपडेट: 7 अक्टूबर 2020</p>", "कल्पना"),
        ("<p>नई दिल्ली</p><p>7 अक्टूबर 2020</p>", ""),
        ("<p>पाँच साल बाद फिर चलेगी नाव</p><p>7 अक्टूबर 2020</p>", ""),
    ],
)
def test_the_name_beside_the_date_is_the_author(lines, author):
    record = read_body(f"<div>{lines}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>")
    assert record.byline == author
    assert record.body.endswith(f"{ONE}\n\n{TWO}\n\n{THREE}")
    assert "कल्पना" not in record.body


def test_without_a_date_a_short_line_is_no_author():
    record = read_body(f"<div><p>लोगों में ख़ुशी</p><p>{ONE}</p><p>{TWO}</p></div>")
    assert (record.byline, "लोगों में ख़ुशी" in record.body) == ("", True)


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='x'>{ONE}<br><b>{TWO[:5]}</b>{TWO[5:]}<br/><br/>{THREE}</div>",
        f"<p>{ONE}<br>{TWO}<br>{THREE}</p>",
        f"<div>{ONE}<br><p>{TWO}</p>{THREE}<br></div>",
    ],
)
def test_line_breaks_part_paragraphs(body):
    assert read_body(body).body == f"{ONE}\n\n{TWO}\n\n{THREE}"


def test_deep_pages_are_read():
    assert read_body("<div>" * 200 + f"<p>{ONE}</p><p>{TWO}</p>").body == f"{ONE}\n\n{TWO}"
