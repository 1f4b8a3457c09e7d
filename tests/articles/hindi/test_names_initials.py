"""Initials that stand for given names."""

import pytest

from articles.hindi.names.initials import initial_forms, needs_stop
from articles.hindi.tokens import fold_words


@pytest.mark.parametrize(
    "name, form",
    [
        ("रमेश पंचोली", "आर. पंचोली"),
        ("सोहन पंचोली", "एस. पंचोली"),
        ("शांति पंचोली", "एस. पंचोली"),
        ("खेमचंद पंचोली", "के. पंचोली"),
        ("आनंद पंचोली", "ए. पंचोली"),
        ("पवन विजय पंचोली", "पी. पंचोली"),
        ("पवन विजय पंचोली", "पी. वी. पंचोली"),
        ("पवन विजय पंचोली", "पी.वी. पंचोली"),
        ("पवन विजय पंचोली", "पीवी पंचोली"),
    ],
)
def test_initials_stand_for_given_names(name, form):
    assert tuple(fold_words(form)) in set(initial_forms(fold_words(name)))


@pytest.mark.parametrize(
    "name, form",
    [("रमेश पंचोली", "एस. पंचोली"), ("पवन विजय पंचोली", "वी. पंचोली"), ("रमेश पंचोली", "आर. दवे")],
)
def test_others_do_not(name, form):
    assert tuple(fold_words(form)) not in set(initial_forms(fold_words(name)))


@pytest.mark.parametrize(
    "name", ["पंचोली", "एस. पंचोली", "पीवी पंचोली", "क ख ग घ पंचोली", "मंत्री पंचोली", "किशन प्रधान", ""]
)
def test_a_name_without_given_names_has_none(name):
    assert list(initial_forms(fold_words(name) or ["मेला"])) == []


@pytest.mark.parametrize(
    "form, needs", [("के पंचोली", True), ("एस के पंचोली", True), ("एस पंचोली", False)]
)
def test_letters_that_are_words_need_a_stop(form, needs):
    assert needs_stop(fold_words(form)) == needs
