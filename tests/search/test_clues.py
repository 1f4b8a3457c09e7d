"""Texts cut down to what queries ask for."""

import pytest

from search.clues import Clues, Sieve, clues_of, needs_words
from search.query import parse
from search.tree import Variant, Variants, Word
from tests import builders


def cut(query, text):
    return Sieve(clues_of(parse(query))).cut(builders.document(1, text, title="")).body


@pytest.mark.parametrize(
    "query, text, left",
    [
        ("तालाब", "पुराना तालाब भरा", "तालाब"),
        ("तालाब", "पुराने तालाबों में", "तालाबों"),
        ("तालाब", "कुछ और ही", ""),
        ("तालाब", "पहला तालाब\n\nदूसरा\n\nतीसरा तालाब", "तालाब\n\nतालाब"),
        ('"जल संरक्षण"', "जल संरक्षण, जल का संरक्षण", "जल संरक्षण, जल\n\nसंरक्षण"),
        ('"जल संरक्षण"', "जल – संरक्षण", "जल संरक्षण"),
        ("-मेला", "बड़ा मेला लगा", "मेला"),
        ("ताला*", "तालाब की ताली और तालाबंदी", "तालाब\n\nतालाबंदी"),
        ("हिन्द", "जय हिंद", "हिंद"),
        ("(जल OR पानी) -मेला", "मेले में पानी", "मेले\n\nपानी"),
        ("क़लम", "कलम और क़लम", "कलम\n\nक़लम"),
        ("10000", "10,000 लोग", "10,000"),
    ],
)
def test_what_no_query_asks_for_is_left_out(query, text, left):
    assert cut(query, text) == left


def test_other_names_are_asked_for_too():
    node = Variants(Word(("भाजपा",)), (Variant(("भारतीय", "जनता"), 0.3),))
    assert clues_of(node) == Clues(frozenset({"भाजपा", "भारतीय", "जनता"}))


@pytest.mark.parametrize(
    "query, needs",
    [
        ("तालाब", True),
        ('"जल संरक्षण"', True),
        ("ताला*", True),
        ("तारीख:2020 तालाब", True),
        ("-मेला तालाब", True),
        ("तालाब OR जल", True),
        ("तारीख:2020 OR तालाब", False),
        ("तारीख:2020", False),
        ("-तालाब", False),
    ],
)
def test_most_queries_find_no_text_without_their_words(query, needs):
    assert needs_words(parse(query)) is needs
