"""Dates, numbers and small parts of the pages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from articles.models import Article
from articles.templatetags.hindi_format import (
    day,
    day_of_month,
    grouped,
    minute,
    month,
    published,
    when,
)
from articles.templatetags.interface import icon, lang_of, mark_hindi, site, web

EVENING = datetime(2020, 10, 6, 20, 30, tzinfo=UTC)  # already the seventh in India


@pytest.fixture(autouse=True)
def hindi():
    with translation.override("hi"):
        yield


def article(moment=EVENING, precision="minute"):
    made = Article(title="परीक्षण")
    made.set_published(moment, precision)
    return made


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (12345, "12,345"),
        (123456, "1,23,456"),
        (1234567, "12,34,567"),
        (12345678, "1,23,45,678"),
        (-412680, "-4,12,680"),
        ("पाँच", "पाँच"),
        (None, None),
    ],
)
def test_numbers_are_grouped_the_indian_way(number, text):
    assert grouped(number) == text


@pytest.mark.parametrize(
    ("style", "hindi", "english"),
    [
        (day, "7 अक्टूबर 2020", "7 October 2020"),
        (day_of_month, "6 अक्टूबर", "6 October"),
        (month, "अक्टूबर 2020", "October 2020"),
        (minute, "7 अक्टूबर 2020, 02:00", "7 October 2020, 02:00"),
    ],
)
def test_a_moment_reads_as_its_language_writes_it(style, hindi, english):
    assert style(EVENING) == hindi
    with translation.override("en"):
        assert style(EVENING) == english


def test_a_day_without_time_reads_as_it_is():
    assert day(date(2024, 2, 29)) == "29 फ़रवरी 2024"


@pytest.mark.parametrize("style", [day, day_of_month, month, minute])
def test_no_moment_reads_as_nothing(style):
    assert style(None) == ""


def test_an_article_shows_its_day_in_lists():
    assert published(article()) == '<time datetime="2020-10-07">7 अक्टूबर 2020</time>'


def test_an_article_shows_its_minute_where_asked_and_known():
    text = '<time datetime="2020-10-07T02:00+0530">7 अक्टूबर 2020, 02:00</time>'
    assert published(article(), "minute") == text


def test_a_time_that_is_not_known_is_not_invented():
    assert published(article(precision="day"), "minute") == published(article())


def test_an_article_without_a_date_says_so():
    assert "तारीख़ पता नहीं" in published(article(None, ""))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.namuna.example/shahar/1", "namuna.example"),
        ("https://namuna.example:8000/", "namuna.example"),
        ("namuna", "namuna"),
        ("https://[::bad", "https://[::bad"),
    ],
)
def test_a_site_is_named_by_its_host(url, host):
    assert site(url) == host


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://a.example/", True), ("HTTP://a.example/", True), ("javascript:alert(1)", False)],
)
def test_only_web_addresses_become_links(url, linked):
    assert bool(web(url)) is linked


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("place")
    assert "icons.svg#place" in icon("place")


def test_a_moment_at_midnight_is_shown_as_a_day():
    assert when(EVENING) == "7 अक्टूबर 2020, 02:00"
    assert when(datetime(2020, 10, 6, 18, 30, tzinfo=UTC)) == "7 अक्टूबर 2020"
    assert when(None) == ""


MARKED = [
    (
        "in नमूना समाचार, on जल",
        'in <span lang="hi">नमूना समाचार</span>, on <span lang="hi">जल</span>',
    ),
    ("एस. जयशंकर, “भारत” और 2", '<span lang="hi">एस. जयशंकर, “भारत” और</span> 2'),
    ("<b>जल</b>", '&lt;b&gt;<span lang="hi">जल</span>&lt;/b&gt;'),
    ("No news", "No news"),
]


@pytest.mark.parametrize(("text", "told"), MARKED)
def test_hindi_within_another_language_is_told(text, told):
    assert mark_hindi(text) == text
    with translation.override("en"):
        assert mark_hindi(text) == told


@pytest.mark.parametrize(("text", "language"), [("जल OR x", "hi"), ("jal", ""), ("", "")])
def test_the_language_of_a_name_is_told_where_its_letters_do(text, language):
    assert lang_of(text) == language
