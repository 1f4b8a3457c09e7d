"""The index's view of a text: words or stems with their positions."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.analysis import PARAGRAPH_GAP, HindiAnalyzer
from search.engines.base import engine


def analysed(text, stems=False, **options):
    return [(token.text, token.pos) for token in HindiAnalyzer(stems)(text, **options)]


def test_words_are_folded_and_counted():
    assert analysed("हिन्द महासागर।", positions=True) == [("हिंद", 0), ("महासागर", 1)]


def test_stems_stand_where_their_words_do():
    assert analysed("घर देशों", stems=True) == [("घर", 0), ("देश", 1)]


def test_paragraphs_are_far_apart():
    (_, end), (_, start) = analysed("अंत\n\nआदि")
    assert start - end > PARAGRAPH_GAP


def test_positions_begin_where_they_are_told_to():
    assert analysed("जल", start_pos=7) == [("जल", 7)]


def test_an_empty_text_has_no_words():
    assert analysed("") == analysed("\n\n\n\n") == []


@pytest.mark.parametrize("url", ["", "sqlite:///x", "nonsense"])
def test_an_engine_of_an_unknown_kind_is_refused_by_name(settings, index, url):
    settings.SEARCH_URL = url
    engine.cache_clear()
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        engine()
