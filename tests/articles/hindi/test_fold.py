"""The fold: which spellings are one word, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.fold import GROWTH, fold, fold_word

DEVANAGARI = st.text(st.characters(min_codepoint=0x0900, max_codepoint=0x097F))
# Letters that the rules are about, close together, so that the rules meet one another.
TANGLED = st.text("अआइईउएऐओकगङचञजटणडतनदपमबयरवसहाािीुेैोौॉॅ़्ंँः:,15१५ \u200c\u200d|’aÉ")


@pytest.mark.parametrize(
    "one, other",
    [
        ("चन्दन", "चंदन"),
        ("घण्टा", "घंटा"),
        ("कम्बल", "कंबल"),
        ("पङ्कज", "पंकज"),
        ("चञ्चल", "चंचल"),
        ("सम्बन्ध", "संबंध"),
        ("आँगन", "आंगन"),
        ("आँण्टी", "आंटी"),
        ("चन््दन", "चंदन"),
        ("ज़मीन", "जमीन"),
        ("\u095bमीन", "ज\u093cमीन"),
        ("पढ़ाई", "पढाई"),
        ("बाल्‍टी", "बाल्टी"),
        ("पं‌कज", "पंकज"),
        ("छः", "छ:"),
        ("स्वतः", "स्वत"),
        ("अन्त:करण", "अंतःकरण"),
        ("अन्त::करण", "अंतःकरण"),
        ("विद्वान्", "विद्वान"),
        ("परिषद्", "परिषद"),
        ("२०४७", "2047"),
        ("३,५०,०००", "350000"),
        ("1,25,000", "125000"),
        ("किराए", "किराए"),
        ("हुए", "हुये"),
        ("गए", "गये"),
        ("कई", "कयी"),
        ("सुनाई", "सुनायी"),
        ("खाएगा", "खायेगा"),
        ("अाम", "आम"),
        ("अोस", "ओस"),
        ("अाेस", "ओस"),
        ("कॉलेज", "कोलेज"),
        ("ऑटो", "ओटो"),
        ("टॅक्सी", "टेक्सी"),
        ("LOK Sabha", "lok sabha"),
        ("Café", "cafe"),
    ],
)
def test_two_spellings_fold_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "one, other",
    [
        ("बॉल", "बाल"),
        ("निम्न", "निंन"),
        ("उन्माद", "उंमाद"),
        ("नीति", "नीती"),
        ("दिन", "दीन"),
        ("सुर", "सूर"),
        ("कल", "काल"),
        ("घर", "गर"),
        ("पता", "पत्ता"),
        ("शाम", "साम"),
        ("1.25", "125"),
        ("15:30", "1530"),
        ("12, 13", "1213"),
    ],
)
def test_words_that_differ_in_meaning_stay_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text, folded",
    [
        ("", ""),
        ("तालाब, कुआँ।", "तालाब, कुआं।"),
        ("समय 15:57 बजे", "समय 15:57 बजे"),
        ("जन्म", "जन्म"),
        ("संस्था", "संस्था"),
        ("1,2,3", "1,2,3"),
    ],
)
def test_what_carries_meaning_stays(text, folded):
    assert fold(text) == folded


@given(DEVANAGARI | TANGLED | st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_no_text_is_refused(text):
    assert isinstance(fold(text), str)


def test_a_remembered_fold_is_the_same():
    assert fold_word("हिन्दुस्तानी") == fold_word("हिन्दुस्तानी") == fold("हिन्दुस्तानी")


def test_a_fold_grows_no_more_than_is_said():
    letters = (chr(code) for code in range(0x110000))
    assert max(len(fold(letter)) for letter in letters) < GROWTH


@given(st.lists(st.sampled_from(["कए", "िए", "ǰ", "ΐ", "각", "ా", "ാ"]) | st.text()).map("".join))
def test_nor_do_texts(text):
    assert len(fold(text)) <= GROWTH * len(text)
