"""Names found by the shipped model, alone and together with those of the table."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.hindi.names import recogniser as module
from articles.hindi.names.recogniser import Found, Recogniser, spans
from articles.hindi.names.whole import in_table, together

RECOGNISER = Recogniser()


def found(text, names):
    return [(name.kind, text[name.start : name.end]) for name in names]


@pytest.mark.parametrize(
    "labels, expected",
    [
        ("O B-PER I-PER O", [("PER", 1, 3)]),
        ("B-LOC B-LOC", [("LOC", 0, 1), ("LOC", 1, 2)]),
        ("B-LOC I-ORG", [("LOC", 0, 1), ("ORG", 1, 2)]),
        ("I-PER I-PER", [("PER", 0, 2)]),
        ("O O", []),
        ("", []),
    ],
)
def test_labels_are_spans(labels, expected):
    assert list(spans(labels.split())) == expected


def test_names_that_no_table_holds_are_found():
    text = "सोनपुर के विधायक रमेश पंचोली ने कहा कि पुल जल्द बनेगा।"
    assert ("person", "रमेश पंचोली") in found(text, RECOGNISER.find(text))


def test_a_sentence_without_names_has_none():
    text = "बारिश के बाद किसानों ने खेतों में बुवाई शुरू कर दी।"
    assert RECOGNISER.find(text) == []


def test_it_says_how_sure_it_is():
    text = "यह बैठक नई दिल्ली में हुई।"
    assert all(0 < name.confidence <= 1 for name in RECOGNISER.find(text))


def test_it_travels_to_another_process():
    text = "यह बैठक लखनऊ में हुई।"
    before = RECOGNISER.find(text)
    assert pickle.loads(pickle.dumps(RECOGNISER)).find(text) == before


def test_without_the_library_nothing_is_found(monkeypatch):
    monkeypatch.setattr(module, "pycrfsuite", None)
    assert Recogniser().find("यह बैठक लखनऊ में हुई।") == []


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_no_text_is_refused(text):
    for name in RECOGNISER.find(text):
        assert 0 <= name.start < name.end <= len(text)


def test_names_of_the_table_are_found():
    text = "संयुक्त राष्ट्र की बैठक भारत में"
    assert found(text, in_table(text)) == [("organisation", "संयुक्त राष्ट्र"), ("place", "भारत")]


def test_the_model_goes_before_the_table():
    model, table = Found("organisation", 0, 9, 0.9), Found("place", 0, 4, 1.0)
    beside = Found("place", 12, 16, 1.0)
    assert together([model], [table, beside]) == [model, beside]
