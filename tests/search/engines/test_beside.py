"""Articles that have some words, counted and ordered with further ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.stems import stem
from search.engines.base import engine
from tests.builders import document

pytestmark = pytest.mark.usefixtures("index")

# As articles write them, with the folded form of each.
WORDS = {
    "तालाब": "तालाब",
    "तालाबों": "तालाबों",
    "नहर": "नहर",
    "नहरें": "नहरें",
    "बाँध": "बांध",
    "सड़क": "सडक",
}
TEXTS = st.lists(st.sampled_from(list(WORDS)), max_size=6)


def written(*documents, gone=()):
    """Make an index of two segments, with some documents gone."""
    half = len(documents) // 2
    engine().rebuild(iter(documents[:half]), lambda: ([], []))
    engine().write(documents[half:], gone)


def stems(words):
    return {stem(WORDS[word]) for word in words}


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=8), st.sets(st.integers(1, 4)), TEXTS)
def test_counts_are_those_of_reading_every_article(texts, gone, before):
    rows = list(enumerate(texts, 1))
    gone = {pk for pk in gone if pk <= len(rows) // 2}
    written(
        *(document(pk, " ".join(body), title=" ".join(title)) for pk, (title, body) in rows),
        gone=gone,
    )
    left = [stems(title + body) for pk, (title, body) in rows if pk not in gone]
    having = [one for one in left if one >= stems(before)]
    beside = engine().beside(WORDS[word] for word in before)
    assert beside.total == len(having)
    counted = [both for both, _ in beside.counts(WORDS.values())]
    assert counted == [sum(stem(word) in one for one in having) for word in WORDS.values()]


def test_the_best_have_the_words_most_often_and_in_their_titles():
    written(
        document(1, "तालाब और नहर, बड़ी सड़क के पास"),
        document(2, "कुछ और", title="तालाब"),
        document(3, "तालाब और", title="तालाब"),
        document(4, "नहर"),
    )
    assert engine().beside(["तालाब"]).best(2) == [3, 2]
    assert engine().beside(["तालाब"]).best(9) == [3, 2, 1]


def test_of_equal_ones_the_newest_are_better():
    written(*(document(pk, "तालाब", 2000 + pk) for pk in (1, 3, 2)))
    assert engine().beside(["तालाब"]).best(9) == [3, 2, 1]


def test_the_best_have_one_of_further_words():
    written(document(1, "तालाब नहर"), document(2, "तालाब बाँध"), document(3, "तालाब पुल"))
    assert sorted(engine().beside(["तालाब"]).best(9, any_of=["नहर", "पुल"])) == [1, 3]


def test_articles_with_a_word_once_in_the_body_have_it_not_in_the_title():
    written(
        document(1, "नहर", title="तालाब"),
        document(2, "तालाब", title="नहर"),
        document(3, "कुछ", title="तालाब की नहर"),
    )
    beside = engine().beside(["तालाब"])
    assert beside.best(9, in_titles=True) == [1, 3]
    assert beside.best(9, any_of=["नहर"], in_titles=True) == [3]


def test_without_words_all_articles_are_meant():
    written(document(1, "तालाब"), document(2, "नहर"), gone=[])
    assert engine().beside([]).total == 2
    assert engine().beside([]).counts(["तालाब", "सड़क"]) == [(1, 1), (0, 0)]


def test_what_was_begun_before_a_change_goes_on_with_what_was_there():
    """A reader who types is answered though others write, and the same thread looks at that."""
    written(document(1, "तालाब"), document(2, "तालाब"))
    before = engine().beside(["तालाब"])
    engine().write([document(3, "तालाब")], [1])
    assert engine().size() == 2
    assert before.best(9) == [2, 1]
    assert engine().beside(["तालाब"]).best(9) == [3, 2]
