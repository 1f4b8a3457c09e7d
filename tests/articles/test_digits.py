"""Which digits are written, and where."""

from datetime import date

import pytest
from django.utils import translation

from articles import digits
from articles.templatetags import hindi_format

DAY = date(2020, 10, 7)
WRITTEN = {
    "a number": (lambda: hindi_format.grouped(123456), "१,२३,४५६", "1,23,456"),
    "a part": (lambda: hindi_format.percent(0.1234), "१२.३%", "12.3%"),
    "a small part": (lambda: hindi_format.percent(0.00001), "<०.०१%", "<0.01%"),
    "a day": (lambda: hindi_format.day(DAY), "७ अक्टूबर २०२०", "7 October 2020"),
    "days": (
        lambda: hindi_format.days(DAY, DAY.replace(day=11)),
        "७–११ अक्टूबर २०२०",
        "7–11 October 2020",
    ),
    "a year": (lambda: hindi_format.year(DAY), "२०२०", "2020"),
    "a text": (
        lambda: hindi_format.digits("2019 या 7-10-2020"),
        "२०१९ या ७-१०-२०२०",
        "2019 या 7-10-2020",
    ),
}


@pytest.fixture(autouse=True)
def hindi():
    with translation.override("hi"):
        yield


@pytest.mark.parametrize(("write", "devanagari", "english"), WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_has_the_digits_that_were_chosen(write, devanagari, english):
    with digits.override(digits.DEVANAGARI):
        assert write() == devanagari
        with translation.override("en"):
            assert write() == english


def test_nothing_chosen_is_ascii():
    assert hindi_format.grouped(15) == "15"


def test_a_choice_holds_within_its_block():
    with digits.override(digits.DEVANAGARI), digits.override(digits.ASCII):
        assert digits.written("15") == "15"
    assert digits.written("15") == "15"
