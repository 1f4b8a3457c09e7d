"""Stems: which forms are one word, and which only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.fold import fold
from articles.hindi.stems import PROTECTED, stem


@pytest.mark.parametrize(
    "forms",
    [
        "देश देशों",
        "नदी नदियाँ नदियों",
        "मंत्री मन्त्रियों",
        "किताब किताबें किताबों",
        "महिला महिलाएँ महिलाओं",
        "लड़का लड़के लड़कों",
        "घर घरों",
        "दिन दिनों",
        "गाँव गाँवों",
        "सड़क सड़कें सड़कों",
        "करना करें करेंगे करता करते",
        "जाना जाएगा जाते",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "one, other",
    [
        ("कर", "करें"),
        ("जाति", "जाती"),
        ("सेना", "सेन"),
        ("आया", "आय"),
        ("माता", "मात"),
        ("सोना", "सोन"),
        ("बेटा", "बेट"),
        ("खाता", "खाना"),
        ("गाना", "गान"),
        ("मिल", "मिलने"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one, other):
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize("word", ["नल", "घाट", "delhi", "parties", "2047", "15:57", "தமிழ்"])
def test_short_and_foreign_words_are_their_own_stems(word):
    assert stem(word) == word


def test_protected_words_are_their_own_stems():
    assert {word: stem(word) for word in PROTECTED} == {word: word for word in PROTECTED}


@given(st.text("अकनदतसमरािीुेोंय्", min_size=1) | st.text(min_size=1))
def test_every_word_has_a_stem(word):
    assert stem(word)
