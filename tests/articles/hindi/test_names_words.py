"""Words, signs and sentences as the recogniser reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.names.words import LONGEST_SENTENCE, sentences


@pytest.mark.parametrize(
    "text, cut",
    [
        ("मेला लगा। लोग आए।", ["मेला लगा ।", "लोग आए ।"]),
        ("शीर्षक\nपाठ", ["शीर्षक", "पाठ"]),
        ("मेला समाप्त. लोग आए", ["मेला समाप्त .", "लोग आए"]),
        ("डॉ. मोहन आए", ["डॉ . मोहन आए"]),
        ("एस. मोहन आए", ["एस . मोहन आए"]),
        ("क्या हुआ? कुछ नहीं!", ["क्या हुआ ?", "कुछ नहीं !"]),
        ("सोनपुर-बड़गाँव (नगर)", ["सोनपुर - बड़गाँव ( नगर )"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_text_is_cut_into_sentences(text, cut):
    assert [" ".join(word.written for word in words) for words in sentences(text)] == cut


def test_a_sentence_without_end_is_cut_all_the_same():
    assert [len(words) for words in sentences("मेला " * (LONGEST_SENTENCE + 1))] == [
        LONGEST_SENTENCE,
        1,
    ]


@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_each_word_says_where_it_stands(text):
    for words in sentences(text):
        for word in words:
            assert text[word.start : word.end] == word.written
            assert word.folded
