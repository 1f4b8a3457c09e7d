"""Spellings of one name have one key; titles are no part of a name; plain nouns are none."""

import pytest

from articles.hindi.names.forms import bare, key_of, may_be_name
from articles.hindi.tokens import fold_words


@pytest.mark.parametrize(
    "one, other",
    [
        ("रमेश पंचोली", "रमेश पन्चोली"),
        ("दिनेश", "दीनेश"),
        ("विकास", "बिकास"),
        ("मुहम्मद", "मुहमद"),
        ("शर्मा", "सर्मा"),
        ("कृष्णन", "कृष्नन"),
    ],
)
def test_spellings_of_a_name_have_one_key(one, other):
    assert key_of(fold_words(one)) == key_of(fold_words(other))


def test_other_names_have_another():
    assert key_of(["रमेश"]) != key_of(["राकेश"])


@pytest.mark.parametrize(
    "written, left",
    [
        ("डॉ. रमेश पंचोली", "रमेश पंचोली"),
        ("श्री रमेश जी", "रमेश"),
        ("विदेश मंत्री रमेश पंचोली", "रमेश पंचोली"),
        ("पूर्व विधायक रमेश पंचोली ने", "रमेश पंचोली"),
        ("रमेश पंचोली", "रमेश पंचोली"),
        ("डॉक्टर", "डॉक्टर"),
    ],
)
def test_titles_are_left_out(written, left):
    words = fold_words(written)
    first, end = bare(words)
    assert words[first:end] == fold_words(left)


@pytest.mark.parametrize(
    "written, may",
    [
        ("रमेश पंचोली", True),
        ("सोनपुर विश्वविद्यालय", True),
        ("विश्वविद्यालय", False),
        ("राज्य सरकारों", False),
        ("सोमवार", False),
        ("विदेश मंत्री", False),
        ("12 मार्च", False),
        ("र", False),
        ("रमेश ने", False),
        ("", False),
    ],
)
def test_plain_nouns_are_no_names(written, may):
    assert may_be_name(fold_words(written)) is may
