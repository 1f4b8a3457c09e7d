"""The query language: from what was typed to the tree of what is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import LONGEST_QUERY, MOST_CLAUSES, QueryError, parse, plain
from search.tree import And, Dates, Everything, Field, Not, Or, Phrase, Prefix, Word

POND, WELL, GAME = Word(("तालाब",)), Word(("बावडी",)), Word(("खेल",))
PIECES = st.sampled_from(
    [
        "OR",
        "AND",
        "NOT",
        "-",
        "*",
        "(",
        ")",
        '"',
        "“",
        "”",
        ":",
        "तालाब",
        "जल",
        "नहर*",
        "-घाट",
        "स्रोत:",
        "नाम:क",
        'विषय:"जल"',
        "तारीख:2020",
        "तारीख:कभी",
        "source:",
        " ",
        "?",
        "।",
        "15",
        "ſource:a",
        "entıty:a",
        "date:٠",
        "a*b",
        "\x00",
        "�",
        "😀",
    ]
)
TYPED = st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=30).map(" ".join)


@pytest.mark.parametrize(
    "query, tree",
    [
        ("", Everything()),
        ("  \n ", Everything()),
        ("तालाब", POND),
        ("तालाब?", POND),
        ("“तालाब", POND),
        ("तालाब,।", POND),
        ("तालाब खेल", And((POND, GAME))),
        ("तालाब\u00a0खेल", And((POND, GAME))),
        ("तालाब AND खेल", And((POND, GAME))),
        ("तालाब OR बावड़ी", Or((POND, WELL))),
        ("तालाब OR बावड़ी खेल", And((Or((POND, WELL)), GAME))),
        ("खेल तालाब OR बावड़ी", And((GAME, Or((POND, WELL))))),
        ("तालाब or खेल", And((POND, Word(("or",)), GAME))),
        ("तालाब -खेल", And((POND, Not(GAME)))),
        ("तालाब NOT खेल", And((POND, Not(GAME)))),
        ("-खेल", Not(GAME)),
        ("NOT -खेल", GAME),
        ("तालाब - खेल", And((POND, GAME))),
        ("तालाब -(खेल OR बावड़ी)", And((POND, Not(Or((GAME, WELL)))))),
        ('तालाब -"खेल बावड़ी"', And((POND, Not(Phrase(("खेल", "बावडी")))))),
        ("भारत-जापान", Word(("भारत", "जापान"))),
        ("भारत:जापान", Word(("भारत", "जापान"))),
        ("कोविड-१९", Word(("कोविड", "19"))),
        ('"जल संरक्षण"', Phrase(("जल", "संरक्षण"))),
        ("“जल संरक्षण”", Phrase(("जल", "संरक्षण"))),
        ("«जल संरक्षण»", Phrase(("जल", "संरक्षण"))),
        ('"तालाब"', POND),
        ('"तालाब', POND),
        ('तालाब ""', POND),
        ("चुनाव*", Prefix("चुनाव")),
        ("हिन्*", Or((Prefix("हिन"), Prefix("हिं")))),
        ("क्*", Prefix("क")),
        ("…चुनाव*", Prefix("चुनाव")),
        ("चुनाव*, तालाब", And((Prefix("चुनाव"), POND))),
        ("*", None),
        ("तालाब *", POND),
        ("*तालाब", POND),
        ("(तालाब OR बावड़ी) खेल", And((Or((POND, WELL)), GAME))),
        ("((तालाब))", POND),
        ("(तालाब", POND),
        ("तालाब)", POND),
        (":-) तालाब", POND),
        ("तालाब ()", POND),
        ("स्रोत:नमूना", Field("source", "नमूना")),
        ('स्रोत:"हिन्दी समाचार"', Field("source", "हिंदी समाचार")),
        ("Source:नमूना", Field("source", "नमूना")),
        ("नाम:सोनताल", Field("entity", "सोनताल")),
        ("entity:सोनताल", Field("entity", "सोनताल")),
        ("विषय:जल", Field("topic", "जल")),
        ("TOPIC:जल", Field("topic", "जल")),
        ("तालाब -स्रोत:नमूना", And((POND, Not(Field("source", "नमूना"))))),
        ("बदनाम:सोनताल", Word(("बदनाम", "सोनताल"))),
        ("तारीख:2020", Dates(date(2020, 1, 1), date(2020, 12, 31))),
        ("तारीख\u093c:2020", Dates(date(2020, 1, 1), date(2020, 12, 31))),
        ("तारी\u0959:2020", Dates(date(2020, 1, 1), date(2020, 12, 31))),
        ('तारीख:"अक्टूबर 2020"', Dates(date(2020, 10, 1), date(2020, 10, 31))),
        ("date:7-10-2020", Dates(date(2020, 10, 7), date(2020, 10, 7))),
        ("date:२०२०", Dates(date(2020, 1, 1), date(2020, 12, 31))),
        ("स्रोत: तालाब", And((Word(("स्रोत",)), POND))),
        ("ſource:तालाब", Word(("source", "तालाब"))),
        ("entıty:तालाब", Word(("entıty", "तालाब"))),
    ],
)
def test_a_query_means(query, tree):
    if tree is None:
        with pytest.raises(QueryError):
            parse(query)
    else:
        assert parse(query) == tree


@pytest.mark.parametrize(
    "query, spot, repaired",
    [
        ("OR तालाब", "OR", "तालाब"),
        ("तालाब OR", "OR", "तालाब"),
        ("तालाब OR OR खेल", "OR", "तालाब OR खेल"),
        ("AND तालाब", "AND", "तालाब"),
        ("तालाब AND OR खेल", "AND", "तालाब OR खेल"),
        ("(तालाब OR) खेल", "OR", "(तालाब ) खेल"),
        ("तालाब NOT", "NOT", "तालाब"),
        ("तालाब ता*ब", "ता*ब", "तालाब"),
        ("तालाब जल-घाट*", "जल-घाट*", "तालाब"),
        ("तालाब तारीख:कभी", "तारीख:कभी", "तालाब"),
        ("तालाब तारीख:2020-13", "तारीख:2020-13", "तालाब"),
        ("तालाब स्रोत:…", "स्रोत:…", "तालाब"),
        ('तालाब नाम:"" ', 'नाम:""', "तालाब"),
        ("?!", "?!", ""),
        ("()", "()", ""),
        ("-()", "-()", ""),
    ],
)
def test_what_was_not_understood_is_pointed_at_and_left_out(query, spot, repaired):
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert query[error.start : error.end] == spot
    assert error.message
    assert error.repaired == repaired
    parse(error.repaired)


@pytest.mark.parametrize(
    "query",
    [
        "(" * 25 + "तालाब" + ")" * 25,
        "(" * 10_000,
        ")" * 10_000,
        "(" * 1_000 + ")" * 1_000,
        "क" * (LONGEST_QUERY + 1),
        "तालाब " * (MOST_CLAUSES + 1),
        "NOT " * 300 + "तालाब",
        "- " * 1_000,
        '"' * 2_001,
    ],
)
def test_a_bomb_is_refused_with_a_reason(query):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert 0 <= caught.value.start <= caught.value.end <= len(query)
    assert len(caught.value.query) <= max(LONGEST_QUERY, len(query))


def test_a_query_of_the_greatest_length_is_carried_out():
    assert parse("क" * LONGEST_QUERY) == Word(("क" * LONGEST_QUERY,))


def test_brackets_may_be_as_deep_as_promised():
    assert parse("(" * 20 + "तालाब" + ")" * 20) == POND


@given(TYPED | st.text(st.characters(exclude_categories=())))
def test_any_text_is_understood_or_refused_with_a_spot(query):
    try:
        parse(query)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(error.query)
        assert error.message


@given(TYPED | st.text(st.characters(exclude_categories=()), max_size=3000))
def test_the_words_alone_are_always_understood(query):
    parse(plain(query))


@pytest.mark.parametrize(
    "query, words",
    [
        ("तालाब", "तालाब"),
        ("तालाब OR -खेल", "तालाब खेल"),
        ('"जल संरक्षण" (नहर*)', "जल संरक्षण नहर"),
        ('स्रोत:"नमूना समाचार"', "नमूना समाचार"),
        ("ता*ब", "ता ब"),
        ('"OR"', "or"),
        ("दु:ख", "दु:ख"),
        ("?!", ""),
    ],
)
def test_the_words_of_a_query_alone(query, words):
    assert plain(query) == words


def test_an_endless_query_is_cut_to_what_can_be_searched():
    assert len(plain("तालाब " * 10_000).split()) == MOST_CLAUSES
