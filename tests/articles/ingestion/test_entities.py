"""Names found in text: whole words in any spelling, the longest first, never across a stop."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.tokens import fold_words, tokenise
from articles.ingestion.entities import Gazetteer
from articles.ingestion.lines import BREAK

DELHI, NEW_DELHI, RAM, WHO, UN, COURT = range(1, 7)
NAMES = [
    (DELHI, "दिल्ली"),
    (NEW_DELHI, "नई दिल्ली"),
    (RAM, "राम"),
    (WHO, "WHO"),
    (UN, "यू.एन."),
    (COURT, "उच्च न्यायालय"),
    (DELHI, "Delhi"),
]


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(NAMES)


@pytest.mark.parametrize(
    "text, found",
    [
        ("दिल्ली में बारिश", {DELHI: 1}),
        ("नई दिल्ली में बारिश", {NEW_DELHI: 1}),
        ("नयी दिल्ली और दिल्ली", {NEW_DELHI: 1, DELHI: 1}),
        ("नई-दिल्ली", {NEW_DELHI: 1}),
        ("नई। दिल्ली", {DELHI: 1}),
        ("नई, दिल्ली", {DELHI: 1}),
        ("नई\nदिल्ली", {DELHI: 1}),
        ("(नई) दिल्ली", {DELHI: 1}),
        ("रामपुर का मेला", {}),
        ("बलराम आए", {}),
        ("राम-राम", {RAM: 2}),
        ("रामों", {}),
        ("delhi और DELHI", {DELHI: 2}),
        ("who came", {}),
        ("WHO ने कहा", {WHO: 1}),
        ("यू.एन. में", {UN: 1}),
        ("यू एन में", {UN: 1}),
        ("उच्च न्यायालय और उच्च विद्यालय", {COURT: 1}),
        ("उच्च", {}),
        ("", {}),
        ("।॥", {}),
    ],
)
def test_names_are_counted(gazetteer, text, found):
    assert gazetteer.count(text) == found


def test_of_two_with_one_name_the_first_keeps_it():
    assert Gazetteer([(1, "सोनपुर"), (2, "सोनपुर")]).count("सोनपुर") == {1: 1}


def test_a_name_without_words_is_none():
    assert Gazetteer([(1, "…"), (2, "")]).count("… सोनपुर") == {}


def test_no_names_find_nothing():
    assert Gazetteer([]).count("दिल्ली") == {}


def test_where_the_long_name_is_broken_the_short_one_is_found():
    names = Gazetteer([(1, "सोन नदी घाटी"), (2, "सोन")])
    assert names.count("सोन नदी। घाटी") == {2: 1}


@given(st.lists(st.sampled_from(["नई", "दिल्ली", "राम", "।", "WHO", "उच्च", "न्यायालय"])))
def test_no_word_is_counted_twice(words):
    counts = Gazetteer(NAMES).count(" ".join(words))
    sizes = {NEW_DELHI: 2, COURT: 2}
    spent = sum(sizes.get(one, 1) * count for one, count in counts.items())
    assert spent <= len([word for word in words if word != "।"])


@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_no_text_is_refused(text):
    assert isinstance(Gazetteer(NAMES).count(text), dict)


def written_out(text):
    """Count names as the gazetteer does, word by word and without anything remembered."""
    names = sorted(NAMES, key=lambda pair: -len(fold_words(pair[1])))
    tokens, counts, free = list(tokenise(text)), Counter(), 0
    for position in range(len(tokens)):
        for entity, name in names:
            words = fold_words(name)
            here = tokens[position : position + len(words)]
            if position < free or [token.folded for token in here] != words:
                continue
            written = text[here[0].start : here[-1].end]
            capitals = name.isascii() and name.isupper()
            if not BREAK.search(written) and (written.isupper() or not capitals):
                counts[entity] += 1
                free = position + len(words)
                break
    return counts


PIECES = ["नई", "दिल्ली", "दिल्ली,", "(नई", "-", "राम", "।", "WHO", "who", "यू.एन.", "उच्च", "न्यायालय।"]
BETWEEN = ["", " ", "\n", "  ", "\t", "\u00a0", "\u2028"]


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from(BETWEEN)).map("".join))
def test_it_counts_as_it_would_word_by_word(text):
    assert Gazetteer(NAMES).count(text) == written_out(text)


PERSONS = [(1, "रमेश पंचोली"), (2, "सुरेश पंचोली"), (3, "मोहन दवे"), (4, "सोन दवे")]


@pytest.mark.parametrize(
    "text, found",
    [
        ("मेला\nरमेश पंचोली आए। पंचोली ने कहा।", {1: 2}),
        ("पंचोली ने कहा\nरमेश पंचोली आए।", {1: 2}),  # a headline goes before
        ("मेला\nपंचोली ने कहा। रमेश पंचोली आए।", {1: 1}),
        ("मेला\nपंचोली ने कहा।", {}),
        ("मेला\nरमेश पंचोली आए।\nविधायक पंचोली ने कहा।", {1: 2}),
        ("मेला\nरमेश पंचोली आए।\nदिनेश पंचोली ने कहा।", {1: 1}),
        ("मेला\nरमेश पंचोली आए।\nपंचोली दिनेश ने कहा।", {1: 1}),
        ("मेला\nरमेश पंचोली और सुरेश पंचोली आए।\nपंचोली ने कहा।", {1: 1, 2: 1}),
        ("मेला\nमोहन दवे आए।\n(दवे)", {3: 2}),
        ("मेला\nसोन दवे गाँव में। दवे ने कहा।", {4: 1}),  # a place has no surname
    ],
)
def test_a_surname_alone_counts_after_the_full_name(text, found):
    assert Gazetteer(PERSONS, persons=[1, 2, 3]).count(text) == found


def test_two_that_were_merged_are_one_person_of_that_surname():
    text = "मेला\nरमेश पंचोली और सुरेश पंचोली आए।\nपंचोली ने कहा।"
    assert Gazetteer(PERSONS, persons=[1, 2], merged={2: 1}).count(text) == {1: 2, 2: 1}


@pytest.mark.parametrize(
    "text, found",
    [
        ("मेला\nएम. दवे आए।", {3: 1}),
        ("मेला\nएम.दवे आए।", {3: 1}),
        ("एम. दवे का मेला\nमंत्री मोहन दवे आए।", {3: 2}),
        ("मेला\nआर. दवे आए।", {}),
        ("मेला\nआर. पंचोली आए।", {}),  # another known person has the surname
        ("मेला\nरमेश पंचोली आए। आर. पंचोली ने कहा।", {1: 2}),
        ("मेला\nरमेश पंचोली आए। एस. पंचोली ने कहा।", {1: 1}),
        ("मेला\nरमेश पंचोली और सुरेश पंचोली आए। आर. पंचोली ने कहा।", {1: 1, 2: 1}),
    ],
)
def test_initials_and_surname_count_for_the_one_who_bears_them(text, found):
    assert Gazetteer(PERSONS, persons=[1, 2, 3]).count(text) == found


@pytest.mark.parametrize("text, found", [("के. दवे आए", {1: 1}), ("गाँव के दवे आए", {})])
def test_a_letter_that_is_a_word_is_an_initial_with_a_stop_only(text, found):
    assert Gazetteer([(1, "किशन दवे")], persons=[1]).count(text) == found


def test_names_of_merged_persons_are_one_persons():
    names, merged = [(1, "रमेश पंचोली"), (2, "राकेश पंचोली")], {2: 1}
    assert Gazetteer(names, persons=[1, 2], merged=merged).count("मेला\nआर. पंचोली आए।") == {1: 1}
    text = "मेला\nरमेश पंचोली व राकेश पंचोली आए।\nपंचोली ने कहा।"
    assert sum(Gazetteer(names, persons=[1, 2], merged=merged).count(text).values()) == 3


@pytest.mark.parametrize(
    "text, found",
    [
        ("मेला\nपंचोली आए।", {1: 1}),
        ("मेला\nरमेश पंचोली आए। पंचोली ने कहा।", {1: 2}),
        ("मेला\nसुरेश पंचोली आए।\nपंचोली ने कहा।", {2: 2}),
        ("पंचोली का मेला\nसुरेश पंचोली आए।", {2: 2}),
        ("मेला\nरमेश पंचोली और सुरेश पंचोली आए।\nपंचोली ने कहा।", {1: 1, 2: 1}),
    ],
)
def test_a_surname_that_is_an_alias_is_anothers_once_that_one_is_named(text, found):
    names = [(1, "रमेश पंचोली"), (1, "पंचोली"), (2, "सुरेश पंचोली")]
    assert Gazetteer(names, persons=[1, 2]).count(text) == found


@pytest.mark.parametrize(
    "text, found",
    [
        ("मेला\nसोनपुर जल परिषद (एसजेपी) ने कहा। एसजेपी की बैठक।", {1: 3}),
        ("एसजेपी की बैठक\nसोनपुर जल परिषद (एसजेपी), ने कहा।", {1: 3}),
        ("मेला\nएसजेपी की बैठक। \nसोनपुर जल परिषद (एसजेपी) ने कहा।", {1: 2}),
        ("मेला\nसोनपुर जल परिषद एसजेपी ने कहा। एसजेपी की बैठक।", {1: 1}),
        ("मेला\nसोनपुर जल परिषद (बड़ी बैठक) ने कहा। बड़ी बैठक।", {1: 1}),
        ("मेला\nसोनपुर जल परिषद (सोनपुर) ने कहा। सोनपुर में।", {1: 1, 2: 2}),
        ("मेला\nसोनपुर नगर (एसजेपी) में। एसजेपी की बैठक।", {3: 1}),
        ("मेला\nसोनपुर जल परिषद", {1: 1}),
    ],
)
def test_letters_in_brackets_stand_for_the_organisation_from_there_on(text, found):
    names = [(1, "सोनपुर जल परिषद"), (2, "सोनपुर"), (3, "सोनपुर नगर")]
    assert Gazetteer(names, organisations=[1]).count(text) == found
