"""Highlights: whole words that the query found, and the passage that shows them best."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import SNIPPET_WORDS, Highlighter, Part, joined
from search.query import parse
from search.templatetags.search_tags import with_marks


def marked(query, text):
    return [part.text for part in Highlighter(parse(query)).mark(text) if part.marked]


def whole(parts):
    return "".join(part.text for part in parts)


@pytest.mark.parametrize(
    "query, text, marks",
    [
        ("हिंद", "हिन्द महासागर", ["हिन्द"]),
        ("देश", "कई देशों के लोग", ["देशों"]),
        ("देशों", "अपना देश", ["देश"]),
        ("राम", "रामपुर का मेला", []),
        ("कर", "काम करें", []),
        ("जल", "जलाशय में जल", ["जल"]),
        ("नहर घाट", "घाट के पास नहर", ["घाट", "नहर"]),
        ("नहर OR घाट", "घाट", ["घाट"]),
        ("नहर -घाट", "नहर और घाट", ["नहर"]),
        ('"जल संरक्षण"', "जल संरक्षण से जल बचा", ["जल संरक्षण"]),
        ('"जल संरक्षण"', "संरक्षण और जल", []),
        ('"नए देश"', "नए देशों", []),
        ("चुना*", "चुनाव और चुनाई", ["चुनाव", "चुनाई"]),
        ("चुना*", "मनचुना", []),
        ("भारत-जापान", "भारत और जापान", ["भारत", "जापान"]),
        ("भारत-जापान", "भारत-जापान वार्ता", ["भारत-जापान"]),
        ("कोविड-19", "19 मरीज़, कोविड-१९ से", ["कोविड-१९"]),
        ("10000", "१०,००० पौधे", ["१०,०००"]),
        ("स्रोत:नमूना जल", "नमूना जल", ["जल"]),
        ("तारीख:2020 जल", "2020 का जल", ["जल"]),
        ("", "कुछ भी", []),
        ("नहर", "", []),
    ],
)
def test_words_are_marked_as_the_index_finds_them(query, text, marks):
    assert marked(query, text) == marks


def test_words_side_by_side_share_one_mark():
    parts = [Part("जल", True), Part(" ", False), Part("नहर", True), Part(", ", False)]
    parts += [Part("घाट", True)]
    assert list(joined(iter(parts))) == [
        Part("जल नहर", True),
        Part(", ", False),
        Part("घाट", True),
    ]


@given(st.text("जलनहर देशों-।, <b>&", max_size=80), st.sampled_from(["जल", "देश", '"जल नहर"', "न*"]))
def test_marking_changes_nothing_of_the_text(text, query):
    assert whole(Highlighter(parse(query)).mark(text)) == text


def words(count, start=0):
    return [f"शब्द{number}" for number in range(start, start + count)]


class TestSnippet:
    def test_without_a_match_it_is_the_beginning(self):
        text = " ".join(words(100))
        assert whole(Highlighter(parse("नहर")).snippet(text)).startswith("शब्द0 शब्द1 ")

    def test_a_short_text_is_shown_whole(self):
        assert whole(Highlighter(parse("नहर")).snippet("छोटी नहर।")) == "छोटी नहर।"

    def test_a_text_without_words_is_shown_as_it_is(self):
        assert whole(Highlighter(parse("नहर")).snippet("— … —")) == "— … —"

    def test_gaps_are_shown_where_text_is_left_out(self):
        text = " ".join([*words(60), "नहर", *words(60, 60)])
        shown = Highlighter(parse("नहर")).snippet(text)
        assert shown[0].text.startswith("…") and shown[-1].text.endswith("…")
        assert [part.text for part in shown if part.marked] == ["नहर"]

    def test_the_passage_with_most_of_the_words_wins(self):
        text = " ".join(["नहर", "नहर", *words(60), "नहर", "घाट", *words(60, 60)])
        shown = Highlighter(parse("नहर घाट")).snippet(text)
        assert [part.text for part in shown if part.marked] == ["नहर घाट"]

    def test_only_words_that_fit_into_the_passage_count_for_it(self):
        apart = ["नहर", *words(SNIPPET_WORDS - 4), "घाट"]
        text = " ".join([*words(60), *apart, *words(60, 60), "नहर", "घाट", *words(60, 200)])
        shown = Highlighter(parse("नहर घाट")).snippet(text)
        assert [part.text for part in shown if part.marked] == ["नहर घाट"]

    def test_a_match_at_the_end_is_shown(self):
        text = " ".join([*words(200), "नहर"])
        shown = whole(Highlighter(parse("नहर")).snippet(text))
        assert shown.endswith("नहर")

    @given(st.integers(0, 120))
    def test_wherever_the_match_stands_it_is_shown(self, place):
        text = " ".join([*words(place), "नहर", *words(120 - place, 200)])
        shown = Highlighter(parse("नहर")).snippet(text)
        assert [part.text for part in shown if part.marked] == ["नहर"]
        assert len(whole(shown).split()) <= SNIPPET_WORDS * 2 + 2

    def test_a_long_text_full_of_matches_is_no_trouble(self):
        shown = Highlighter(parse("नहर")).snippet("नहर " * 20_000)
        assert whole(shown).count("नहर") == SNIPPET_WORDS


def test_marked_words_are_escaped_before_they_are_marked():
    html = with_marks([Part("<b>जल</b>", True), Part(" & थल", False)])
    assert html == "<mark>&lt;b&gt;जल&lt;/b&gt;</mark> &amp; थल"
