"""What is cut from a text, why, and how it is put back."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingestion.boilerplate import Cut, cut, restored
from articles.ingestion.rulebook import shipped
from articles.ingestion.rules import NO_RULES, Kind, Rule, Rules, index

ONE = "तालाब की सफ़ाई सोमवार को पूरी हुई।"
TWO = "अब गाँव के लोग फिर नाव चला सकेंगे।"
TEASER = "नदी पर बना नया पुल"
SHIPPED = shipped()


def page(*lines):
    return "\n\n".join(lines)


def cut_from(*lines, rules=SHIPPED, whole_page=True, source="नमूना"):
    """Return the lines kept, and the others with the reason for each."""
    text, removed = cut(page(*lines), rules.marks(source, whole_page))
    return text.split("\n\n"), [(one.text, one.why) for one in removed]


def rules_of(*rules, source="नमूना"):
    return Rules(own={source: index(rules)})


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["सम्बंधित जानकारी", TEASER], "ends"),
        (["Tags", TEASER, ONE], "ends"),
        (["यह भी पढ़ें", TEASER], "interrupts"),
        (["यह भी पढ़ें: नदी पर बना पुल"], "link"),
        (["Also Read – नदी पर बना पुल?"], "link"),
        (["Facebook"], "line"),
        (["Facebook Twitter WhatsApp"], "line"),
        (["फ़ेसबुक ट्विटर"], "line"),
        (["हमारा ऐप डाउनलोड करें और हर ख़बर सबसे पहले पाएँ।"], "line"),
        (["Updated: 07 Oct 2020, 03:57 PM IST"], "date"),
        (["अपडेट: बुधवार, 7 अक्टूबर 2020 (15:57 IST)"], "date"),
    ],
)
def test_what_the_site_put_there_is_cut_with_a_reason(lines, why):
    assert cut_from(ONE, TWO, *lines) == ([ONE, TWO], [(line, why) for line in lines])


@pytest.mark.parametrize(
    "line",
    [
        "यह भी पढ़ें कि पहले क्या हुआ था और लोग क्या चाहते थे।",
        "उन्होंने कहा कि नवीनतम आँकड़े अच्छे हैं।",
        "Facebook और Twitter पर लोगों ने ख़ुशी जताई।",
        "यह भी देखें: पानी अब सबके लिए है।",
        "7 अक्टूबर 2020 को काम पूरा हुआ।",
    ],
)
def test_prose_stays(line):
    assert cut_from(ONE, line, TWO) == ([ONE, line, TWO], [])


def test_a_share_bar_above_the_article_does_not_end_it():
    kept, removed = cut_from("Facebook", "Share", ONE, TWO, "Share", TEASER)
    assert kept == [ONE, TWO]
    assert [why for _, why in removed] == ["line", "ends", "ends", "ends"]


def test_what_follows_the_agency_goes_only_from_pages():
    tagged = f"{TWO} (भाषा)"
    assert cut_from(ONE, tagged, TEASER) == ([ONE, tagged], [(TEASER, "agency")])
    assert cut_from(ONE, tagged, TEASER, whole_page=False) == ([ONE, tagged, TEASER], [])


def test_of_a_record_only_links_and_what_its_own_source_is_known_for_are_cut():
    lines = [ONE, "Share", "यह भी पढ़ें: नदी पर बना पुल", "नमूना की पेशकश", TWO]
    rules = Rules(SHIPPED.common, rules_of(Rule.of("नमूना की पेशकश", Kind.LINE)).own)
    kept, removed = cut_from(*lines, rules=rules, whole_page=False)
    assert kept == [ONE, "Share", TWO]
    assert [why for _, why in removed] == ["link", "line"]


def test_a_rule_of_one_source_is_for_that_only_and_sees_through_spelling():
    rules = rules_of(Rule.of("हिन्द की ख़बरें", Kind.LINE), source="नमूना")
    assert cut_from(ONE, "हिंद की खबरें!", rules=rules)[0] == [ONE]
    assert cut_from(ONE, "हिंद की खबरें!", rules=rules, source="मसौदा")[1] == []


def test_a_line_to_be_kept_is_kept_from_what_all_sources_lose():
    rules = Rules(SHIPPED.common, rules_of(Rule.of("Facebook", Kind.KEPT)).own)
    assert cut_from(ONE, "Facebook", TWO, rules=rules)[1] == []
    assert cut_from(ONE, "Facebook", TWO, rules=rules, source="मसौदा")[0] == [ONE, TWO]


def test_a_rule_for_how_a_line_begins():
    rules = rules_of(Rule.of("रोज़ की ख़बरें", Kind.LINE, begins=True))
    assert cut_from(ONE, "रोज़ की ख़बरें यहाँ", rules=rules)[0] == [ONE]
    assert cut_from(ONE, "रोज़ की ख़बर यहाँ", rules=rules)[1] == []


def test_what_merely_repeats_is_cut_unless_it_is_most_of_the_text():
    rules = rules_of(Rule.of(ONE, Kind.LINE, learned=True))
    assert cut_from(ONE, TWO, TWO, rules=rules) == ([TWO, TWO], [(ONE, "repeated")])
    assert cut_from(ONE, "छोटा।", rules=rules)[1] == []


def test_single_line_breaks_stay_where_nothing_is_cut_between():
    rules = rules_of(Rule.of("हट", Kind.LINE))
    text, removed = cut("एक\nदो\n\nहट\nतीन\nचार", rules.marks("नमूना", False))
    assert text == "एक\nदो\n\nतीन\nचार"
    assert removed == (Cut(2, "हट", "line"),)
    assert cut("एक\nदो", NO_RULES.marks("", True)) == ("एक\nदो", ())


def test_nothing_is_put_back_twice():
    assert restored(page(ONE, TEASER, TWO), [Cut(1, TEASER, "line")]) == page(ONE, TEASER, TWO)


def test_cuts_beyond_the_end_of_a_text_that_was_shortened_are_put_at_its_end():
    assert restored(ONE, [Cut(7, TEASER, "ends"), Cut(7, TWO, "ends")]) == page(ONE, TEASER, TWO)


def test_rules_go_to_other_processes_whole():
    assert pickle.loads(pickle.dumps(SHIPPED)) == SHIPPED


LINES = st.lists(
    st.sampled_from([ONE, TWO, TEASER, "Share", "विज्ञापन", "Facebook", "यह भी पढ़ें: पुल", "एक"]),
    unique=True,
)


@given(LINES, st.booleans())
def test_what_was_cut_can_be_put_back(lines, whole_page):
    text, removed = cut(page(*lines), SHIPPED.marks("नमूना", whole_page))
    assert restored(text, removed).strip("\n") == page(*lines)


@given(st.text("एक दो\n।:-|Share"))
def test_no_text_raises_and_no_letter_is_lost(text):
    kept, removed = cut(text, SHIPPED.marks("", True))
    both = kept + "".join(one.text for one in removed)
    assert sorted(both.replace("\n", "")) == sorted(text.replace("\n", ""))
