"""What the model finds and no entity is known for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.names.recogniser import Found
from articles.ingestion.suggest import LONGEST_EVIDENCE, Suggester, known_keys, sentence_around

KINDS = {"P": "person", "L": "place", "O": "organisation"}


class Marked:
    """Finds what is marked in a text, as «P:रमेश», with the confidence given."""

    def __init__(self, names, confidence=0.9):
        self.names, self.confidence = names, confidence

    def find_each(self, texts, least):
        return [self.find(text) if self.confidence >= least else [] for text in texts]

    def find(self, text):
        return sorted(
            (
                Found(KINDS[kind], match.start(), match.end(), self.confidence)
                for kind, name in self.names
                for match in re.finditer(re.escape(name), text)
            ),
            key=lambda found: found.start,
        )


def unknown(text, *names, known=(), confidence=0.9):
    pairs = [name.split(":") for name in names]
    return Suggester(known_keys(known), Marked(pairs, confidence)).unknown_in_each([text])[0]


def labels(suggestions):
    return [(one.label, one.kind, one.count) for one in suggestions]


def test_an_unknown_name_is_suggested_with_its_sentence():
    text = "पुल बना। इसे रमेश पंचोली ने देखा। फिर मेला लगा।"
    (one,) = unknown(text, "P:रमेश पंचोली")
    assert (one.label, one.kind, one.count, one.confidence) == ("रमेश पंचोली", "person", 1, 0.9)
    assert one.evidence == "इसे रमेश पंचोली ने देखा।"


def test_a_known_name_is_not_in_any_spelling():
    assert unknown("रमेश पन्चोली आए", "P:रमेश पन्चोली", known=["रमेश पंचोली"]) == ()


def test_known_names_beside_one_another_are_none():
    assert unknown("सोनपुर बड़नगर मार्ग", "L:सोनपुर बड़नगर", known=["सोनपुर", "बड़नगर"]) == ()
    assert unknown("सोनपुर - बड़नगर", "L:सोनपुर - बड़नगर", known=["सोनपुर", "बड़नगर"]) == ()


def test_spellings_of_a_name_are_one_suggestion():
    found = unknown("रमेश पंचोली आए। रमेश पन्चोली गए।", "P:रमेश पंचोली", "P:रमेश पन्चोली")
    assert labels(found) == [("रमेश पंचोली", "person", 2)]


def test_titles_are_no_part_of_a_name():
    found = unknown("डॉ. रमेश पंचोली आए", "P:डॉ. रमेश पंचोली")
    assert labels(found) == [("रमेश पंचोली", "person", 1)]


def test_a_short_form_counts_for_the_full_name():
    found = unknown("रमेश पंचोली आए। पंचोली ने कहा।", "P:रमेश पंचोली", "P: पंचोली ने")
    assert labels(found) == [("रमेश पंचोली", "person", 2)]


def test_initials_with_the_surname_are_the_person_named_in_full():
    names = ["P:रमेश पंचोली", "P:आर. पंचोली", "P:एस. पंचोली"]
    found = unknown("रमेश पंचोली आए। आर. पंचोली ने कहा। एस. पंचोली ने सुना।", *names)
    assert labels(found) == [("रमेश पंचोली", "person", 2), ("एस. पंचोली", "person", 1)]


def test_a_short_form_of_a_known_person_is_not_suggested():
    text = "रमेश पंचोली आए। फिर पंचोली गए।"
    assert unknown(text, "P:रमेश पंचोली", "P: पंचोली", known=["रमेश पंचोली"]) == ()


def test_a_surname_that_many_have_is_not_suggested_alone():
    assert unknown("यहाँ सिंह ने कहा", "P:सिंह") == ()
    assert labels(unknown("रमेश सिंह आए। सिंह ने", "P:रमेश सिंह", "P: सिंह ने")) == [
        ("रमेश सिंह", "person", 2)
    ]


def test_letters_in_brackets_stand_for_the_organisation():
    text = "सोनपुर जल परिषद (एसजेपी) ने कहा। एसजेपी की बैठक हुई।"
    found = unknown(text, "O:सोनपुर जल परिषद", "O:एसजेपी")
    assert labels(found) == [("सोनपुर जल परिषद", "organisation", 3)]


@pytest.mark.parametrize("noun", ["सरकार", "सोमवार", "जिलाधिकारी", "तीसरे देशों"])
def test_plain_nouns_are_not_suggested(noun):
    assert unknown(f"यहाँ {noun} है", f"P:{noun}") == ()


def test_what_the_model_is_not_sure_of_is_not_suggested():
    assert unknown("रमेश पंचोली आए", "P:रमेश पंचोली", confidence=0.3) == ()


def test_a_very_long_name_is_none():
    assert unknown("रमेश" + "क" * 200, "P:रमेश" + "क" * 200) == ()


@given(
    st.text(st.sampled_from("क ।\n"), max_size=900), st.text(st.sampled_from("क ।\n"), max_size=900)
)
def test_the_sentence_holds_the_name_and_is_short(before, after):
    text = f"{before}नाम{after}"
    sentence = sentence_around(text, len(before), len(before) + 3)
    assert "नाम" in sentence
    assert len(sentence) <= LONGEST_EVIDENCE
