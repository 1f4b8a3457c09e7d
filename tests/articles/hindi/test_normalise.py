import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.normalise import is_normal, normalise, rewritten


@pytest.mark.parametrize(
    "text",
    [
        "मंत्री ने कहा: आइए",
        "शाम १५:५७ पर",
        "भारत | जापान",
        "क|ख",
        "“हाँ”, ‘नहीं’ – और — फिर…",
        "हिन्द और सम्बंध",
        "पहला।\n\nदूसरा।",
        "“कहा”| फिर",
    ],
)
def test_what_is_written_well_stays(text):
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("भारत| जापान|", "भारत। जापान।"),
        ("क\u0958\u095c", "कक\u093cड\u093c"),
        ("न\u093c", "\u0929"),
        ("अगस्\u200dत", "अगस्त"),
        ("अग\u200bस्त", "अगस्त"),
        ("नई\u00a0 दिल्ली", "नई दिल्ली"),
        ("समाप्त  । क्या ? हाँ , !", "समाप्त। क्या? हाँ,!"),
        ("क \r\n ख\r\n \r\n\r\n\r\nग", "क\nख\n\nग"),
        ("क\u2028ख\u2029ग", "क\nख\n\nग"),
        ("क\x00\x07ख\u202eग", "कखग"),
        ("क\ud800", "क\ufffd"),
        ("  \n ", ""),
    ],
)
def test_what_looks_the_same_is_written_the_same(text, expected):
    assert normalise(text) == expected


ODD = (
    "कखन\u093c\u0929\u0933\u0934\u094d: |।,?!'´„“”…\" \t\n\r\x85"
    "\u00a0\u1ffd\u200b\u200c\u200d\u2028\u2029"
)
ANY = st.characters(exclude_categories=())


@given(st.text(st.one_of(st.sampled_from(ODD), ANY)))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


PLAINEST = "कखनरड़ढ़\u093cा्ंिa1 ।,'\n\u0933\u0951"


@given(st.text(PLAINEST) | st.text(st.one_of(st.sampled_from(ODD), ANY)))
def test_what_is_taken_for_normal_is_normal(text):
    if is_normal(text):
        assert rewritten(text) == text


@pytest.mark.parametrize(
    "text", ["मंत्री ने कहा: “आइए” – २० मई, 2020।\n\nपढ़ाई के बाद", "Hindi News?", ""]
)
def test_plain_text_is_taken_for_normal(text):
    assert is_normal(text)
