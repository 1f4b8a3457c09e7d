"""Words of a text: where they stand, and their folded form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.fold import fold
from articles.hindi.tokens import LONGEST_PIECE, fold_words, tokenise, words_of_piece

MIXED = st.text("अकखङतनदुनिःरसमािी्ं़ँ:ह 15१५.,-\u200c\u200daZé'’।|தமிழ்ગુ\u064bع")


@pytest.mark.parametrize(
    "text, words",
    [
        ("नहर खुली।", ["नहर", "खुली"]),
        ("विद्यालय", ["विद्यालय"]),
        ("खुशी-खुशी", ["खुशी", "खुशी"]),
        ("उसने कहा: चलो", ["उसने", "कहा", "चलो"]),
        ("भारत:जापान", ["भारत", "जापान"]),
        ("दु:खद घटना", ["दुखद", "घटना"]),
        ("नि:शुल्क", ["निशुल्क"]),
        ("प्रात:काल", ["प्रातकाल"]),
        ("अतः", ["अत"]),
        ("15:57 बजे", ["15:57", "बजे"]),
        ("३,५०,००० रुपये", ["350000", "रुपये"]),
        ("2.5 लाख", ["2.5", "लाख"]),
        ("कोविड-१९", ["कोविड", "19"]),
        ("5जी", ["5", "जी"]),
        ("एस. राम", ["एस", "राम"]),
        ("‘नहर’ “घाट”", ["नहर", "घाट"]),
        ("भारत|नेपाल", ["भारत", "नेपाल"]),
        ("राजा।रानी॥", ["राजा", "रानी"]),
        ("India's G20", ["india's", "g", "20"]),
        ("स्\u200dवागत", ["स्वागत"]),
        ("\u200dनहर\u200d", ["नहर"]),
        ("தமிழ் ગુજરાત", ["தமிழ்", "ગુજરાત"]),
        ("snake_case", ["snake", "case"]),
        ("… — ?! ()", []),
        ("", []),
        (":::", []),
    ],
)
def test_a_text_is_cut_into_its_words(text, words):
    assert fold_words(text) == words


def test_a_word_stands_where_it_was_written():
    text = "पुराना कुआँ, नया घाट"
    spans = [text[token.start : token.end] for token in tokenise(text)]
    assert spans == ["पुराना", "कुआँ", "नया", "घाट"]


@given(MIXED | st.text())
def test_each_span_folds_to_its_word_and_no_two_overlap(text):
    end = 0
    for token in tokenise(text):
        assert end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.folded
        end = token.end


@given(MIXED)
def test_a_folded_word_is_one_word_again(text):
    for token in tokenise(text):
        assert "".join(fold_words(token.folded)) == token.folded


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_text_is_refused(text):
    assert all(token.folded for token in tokenise(text))


BLANKS = st.sampled_from([" ", "\n", "\t", "\x1f", "\x85", "\u00a0", "\u2028", "\u3000"])


@given(st.lists(MIXED | BLANKS | st.text()).map("".join))
def test_the_folded_words_are_those_of_the_tokens(text):
    assert fold_words(text) == [token.folded for token in tokenise(text)]


def test_a_very_long_word_is_not_remembered():
    before = words_of_piece.cache_info().currsize
    assert fold_words("नहर " + "क" * (LONGEST_PIECE + 1)) == ["नहर", "क" * (LONGEST_PIECE + 1)]
    assert words_of_piece.cache_info().currsize == before
