"""Two texts side by side, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import compare as module
from articles.compare import GONE, NEW, SAME, compare, likeness

SIGNS = {SAME: "{}", GONE: "[-{}-]", NEW: "[+{}+]"}


def written(paragraphs):
    """Return paragraphs as text, [-only in the first-] and [+only in the second+]."""
    return ["".join(SIGNS[run.kind].format(run.text) for run in part) for part in paragraphs]


def sides(before, after):
    return [(written(row.before), written(row.after)) for row in compare(before, after)]


@pytest.mark.parametrize(
    "before, after, first, second",
    [
        ("पानी आया।", "पानी आया।", "पानी आया।", "पानी आया।"),
        ("पानी आज आया।", "पानी आया।", "पानी [-आज-] आया।", "पानी आया।"),
        ("पानी आया।", "पानी कल आया।", "पानी आया।", "पानी [+कल+] आया।"),
        ("नयी दिल्ली में", "नई दिल्ली में", "[-नयी-] दिल्ली में", "[+नई+] दिल्ली में"),
        ("पानी आया", "पानी आया।", "पानी आया", "पानी आया[+।+]"),
        ("अब 1,200 लोग", "अब 1,300 लोग", "अब [-1,200-] लोग", "अब [+1,300+] लोग"),
        ("सब कुछ गया", "नई बात हुई", "[-सब कुछ गया-]", "[+नई बात हुई+]"),
    ],
)
def test_what_only_one_text_has_is_marked_by_whole_words(before, after, first, second):
    assert sides(before, after) == [([first], [second])]


def test_a_word_that_happens_to_stand_in_two_changes_is_part_of_them():
    before, after = "निगम ने लाल मिट्टी को कल हटाया।", "निगम ने पीली रेत को आज हटाया।"
    assert sides(before, after) == [
        (["निगम ने [-लाल मिट्टी को कल-] हटाया।"], ["निगम ने [+पीली रेत को आज+] हटाया।"])
    ]


@pytest.mark.parametrize(
    "before, after, changed",
    [
        ("एक।\n\nदो।\n\nतीन।", "एक।\n\nदो।\n\nतीन।", []),
        ("एक।\n\nदो।\n\nतीन।", "एक।\n\nतीन।", [(["[-दो।-]"], [])]),
        ("एक।\n\nदो।", "एक।\n\nदो।\n\nतीन।", [([], ["[+तीन।+]"])]),
        ("एक।\n\nदो।\n\nतीन।", "दो।\n\nतीन।", [(["[-एक।-]"], [])]),
        ("एक।\n\nदो।", "एक।\n\nनया दो।", [(["दो।"], ["[+नया+] दो।"])]),
    ],
)
def test_each_common_paragraph_is_a_row(before, after, changed):
    made = [row for row in compare(before, after) if not row.same]
    assert [(written(row.before), written(row.after)) for row in made] == changed


def test_a_break_that_only_one_text_has_stays_on_its_side():
    made = sides("पानी आया। लोग ख़ुश हुए।", "पानी आया।\n\nलोग ख़ुश हुए।")
    assert made == [(["पानी आया। लोग ख़ुश हुए।"], ["पानी आया।", "लोग ख़ुश हुए।"])]


def test_other_spaces_are_no_difference():
    assert [row.same for row in compare("पानी  आया।\n\n \n\nलोग", "पानी आया।\n\nलोग")] == [True] * 2


def test_an_empty_text_has_no_rows_of_its_own():
    assert compare("", "") == []
    assert sides("", "पानी") == [([], ["[+पानी+]"])]


def test_texts_too_long_to_compare_by_words_are_compared_by_paragraphs(monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 5)
    made = sides("पानी कल आया।\n\nलोग ख़ुश हुए।", "पानी आज आया।\n\nलोग ख़ुश हुए।")
    assert made == [
        (["[-पानी कल आया।-]"], ["[+पानी आज आया।+]"]),
        (["लोग ख़ुश हुए।"], ["लोग ख़ुश हुए।"]),
    ]


TEXTS = st.text(alphabet="कखग ।,\n1a", max_size=60)


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before, after):
    made = compare(before, after)
    for number, text in enumerate((before, after)):
        parts = (run.text for row in made for part in row[number] for run in part)
        assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "one, other, share",
    [
        ("पानी आया", "पानी आया", 1),
        ("हिन्दी का दिन", "हिंदी का दिन।", 1),
        ("पानी आया", "लोग गए", 0),
        ("पानी कल आया था", "पानी आज आया था", 0.75),
        ("", "", 0),
    ],
)
def test_likeness_is_the_share_of_common_words(one, other, share):
    assert likeness(one, other) == share
