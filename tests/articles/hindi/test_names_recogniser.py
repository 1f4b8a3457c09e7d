"""Names found by the shipped model, alone and together with those of the table."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.hindi.names import vocabulary
from articles.hindi.names.recogniser import KIND_OF, Found, Recogniser, joined
from articles.hindi.names.whole import in_table, together

RECOGNISER = Recogniser()


TEXT = "सोनपुर के विधायक रमेश पंचोली ने कहा कि पुल जल्द बनेगा।"


def place(names):
    return [(name.kind, name.start, name.end, round(name.confidence, 3)) for name in names]


def found(text, names):
    return [(name.kind, text[name.start : name.end]) for name in names]


@pytest.mark.parametrize(
    "labels, expected",
    [
        ("O B-PER I-PER O", [("PER", 1, 3)]),
        ("B-LOC B-LOC", [("LOC", 0, 1), ("LOC", 1, 2)]),
        ("B-LOC I-ORG", [("LOC", 0, 1), ("ORG", 1, 2)]),
        ("I-PER I-PER", [("PER", 0, 2)]),
        ("B-PER O I-PER", [("PER", 0, 1), ("PER", 2, 3)]),
        ("O O", []),
        ("", []),
    ],
)
def test_labels_are_spans(labels, expected):
    marked = [(n, label) for n, label in enumerate(labels.split()) if label != "O"]
    chances = [0.9 - n / 10 for n, _ in marked]
    spans = list(joined([n for n, _ in marked], [label for _, label in marked], chances))
    assert [span[:3] for span in spans] == [(KIND_OF[kind], *ends) for kind, *ends in expected]
    assert [span.confidence for span in spans] == [0.9 - (end - 1) / 10 for *_, end in expected]


def test_names_that_no_table_holds_are_found():
    assert ("person", "रमेश पंचोली") in found(TEXT, RECOGNISER.find(TEXT))


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


def test_several_texts_are_read_as_each_alone():
    texts = [TEXT, "", "यह बैठक\u3000 नई  दिल्ली में\n\n (लखनऊ) में हुई।\n", f" {TEXT}\n", "\n"]
    several = RECOGNISER.find_each(texts)
    assert [place(found) for found in several] == [place(RECOGNISER.find(t)) for t in texts]
    assert ("place", "नई  दिल्ली") in found(texts[2], several[2])
    assert several[0]
    assert RECOGNISER.find_each([]) == []


def test_what_it_is_not_sure_of_can_be_left_out():
    names = RECOGNISER.find(TEXT)
    least = max(name.confidence for name in names)
    assert [name.confidence for name in RECOGNISER.find_each([TEXT], least)[0]] == [least]


def test_it_forgets_words_and_finds_the_same(monkeypatch):
    before = RECOGNISER.find(TEXT)
    monkeypatch.setattr(vocabulary, "MOST", 3)
    assert [place(RECOGNISER.find(TEXT)) for _ in range(2)] == [place(before)] * 2
    assert len(RECOGNISER.reader.vocabulary.folded) < 30


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
