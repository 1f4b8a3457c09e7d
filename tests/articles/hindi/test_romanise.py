"""Roman letters: what they sound like, and how near that is to Hindi words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi import nearness
from articles.hindi.fold import fold_word
from articles.hindi.romanise import (
    DEAR,
    distance,
    phones,
    readings,
    roman_phones,
    skeletons,
    whole,
)
from articles.hindi.skeletons import one_edit_away, typed_skeletons

SOUNDS = st.text("kKgcjtTdDnpbmyrlvSshaAiIuUeEoOxXN", max_size=9)


def apart(typed: str, hindi: str) -> float:
    """How far a roman spelling is from a word, as the archive sees it."""
    word = fold_word(hindi)
    (far,) = nearness.distances(readings(typed), [phones(word)])
    return far + nearness.doubling(typed, word)


class TestPhones:
    @pytest.mark.parametrize(
        "hindi, sounds",
        [
            ("कमल", "kamal"),
            ("सड़क", "saxak"),
            ("चलना", "calnA"),
            ("दुनिया", "duniA"),
            ("ज्ञान", "gyAn"),
            ("पक्का", "pakA"),
            ("बुद्ध", "buD"),
            ("संवाद", "saNvAd"),
        ],
    )
    def test_words_sound(self, hindi, sounds):
        assert phones(fold_word(hindi)) == sounds

    @pytest.mark.parametrize("hindi, sounds", [("धर्म", "Darma"), ("मित्र", "mitra")])
    def test_a_cluster_keeps_its_last_schwa(self, hindi, sounds):
        assert phones(hindi) == sounds

    def test_so_does_a_last_iya(self):
        assert phones("प्रिय") == "pria"

    @pytest.mark.parametrize("hindi", ["वर्ग", "बंद", "वित्त", "काम", "मन"])
    def test_other_words_lose_it(self, hindi):
        assert not phones(hindi).endswith("a")


class TestReadings:
    @pytest.mark.parametrize(
        "typed, sounds",
        [
            ("chhaya", "CAyA"),
            ("Kamal", "kamal"),
            ("fasal", "Pasal"),
            ("wazir", "vajir"),
            ("duniya", "dunia"),
            ("dunia", "dunia"),
            ("pakka", "paka"),
            ("nishchit", "niScit"),
            ("nischit", "niScit"),
            ("", ""),
        ],
    )
    def test_letters_sound(self, typed, sounds):
        assert roman_phones(typed).lower() == sounds.lower()

    def test_two_vowels_are_one_or_two(self):
        assert readings("kai") == ["kE", "kai"]

    def test_a_last_y_may_be_a_glide(self):
        assert "gAy" in readings("gaay")

    @pytest.mark.parametrize("typed", ["gnan", "jnan"])
    def test_gn_and_jn_may_be_gy(self, typed):
        assert "gyan" in readings(typed)

    @given(st.text())
    def test_any_text_has_a_reading(self, text):
        assert readings(text)


class TestSkeletons:
    @pytest.mark.parametrize(
        "typed, hindi",
        [
            ("kyon", "क्यों"),
            ("samvad", "संवाद"),
            ("sanvaad", "संवाद"),
            ("aakho", "आंखों"),
            ("sansar", "संसार"),
            ("goa", "गोवा"),
            ("pahad", "पहाड़"),
            ("pahar", "पहाड़"),
            ("vishesagya", "विशेषज्ञ"),
            ("visheshagna", "विशेषज्ञ"),
            ("niyam", "नियम"),
            ("paschim", "पश्चिम"),
            ("bachche", "बच्चे"),
            ("bachhe", "बच्चे"),
            ("bache", "बच्चे"),
        ],
    )
    def test_usual_spellings_lead_to_the_word(self, typed, hindi):
        keys = {key for reading in readings(typed) for key in typed_skeletons(reading)}
        assert keys & skeletons(phones(fold_word(hindi)))

    def test_one_edit_is_less_more_other_or_swapped(self):
        assert {"k", "kml", "kt", "lk"} <= one_edit_away("kl")
        assert "kl" not in one_edit_away("kl")


class TestDistance:
    @pytest.mark.parametrize(
        "typed, nearer, farther",
        [
            ("raha", "रहा", "रह"),
            ("dharm", "धर्म", "धर्मा"),
            ("samman", "सम्मान", "समान"),
            ("saman", "समान", "सम्मान"),
            ("kaam", "काम", "कम"),
            ("khana", "खाना", "काना"),
            ("gaay", "गाय", "गई"),
            ("mile", "मिले", "मिला"),
            ("lakshmi", "लक्ष्मी", "लक्ष्य"),
            ("laxmi", "लक्ष्मी", "लक्ष्य"),
        ],
    )
    def test_the_word_that_is_meant_is_nearer(self, typed, nearer, farther):
        assert apart(typed, nearer) < apart(typed, farther)

    @pytest.mark.parametrize(
        "typed, hindi",
        [("bhartiya", "भारतीय"), ("dunia", "दुनिया"), ("nadi", "नदी"), ("sadak", "सड़क")],
    )
    def test_usual_spellings_cost_next_to_nothing(self, typed, hindi):
        assert apart(typed, hindi) < 0.3

    def test_leaving_out_costs_less_than_putting_in(self):
        assert distance("kal", "Kal") < distance("Kal", "kal")

    @given(SOUNDS)
    def test_nothing_is_nearer_than_the_same(self, sounds):
        assert distance(sounds, sounds) == 0

    def test_a_wrong_consonant_is_one(self):
        assert distance("mal", "kal") == DEAR == 1


class TestManyWords:
    @given(SOUNDS, st.lists(SOUNDS.filter(bool), max_size=5))
    def test_they_are_as_far_as_one_by_one(self, typed, words):
        far = [distance(whole(typed), whole(word)) for word in words]
        assert nearness.distances([typed], words).tolist() == pytest.approx(far)

    @given(st.lists(SOUNDS, min_size=1, max_size=3), SOUNDS.filter(bool))
    def test_the_nearest_reading_counts(self, typed, word):
        (far,) = nearness.distances(typed, [word])
        assert far == pytest.approx(min(distance(whole(one), whole(word)) for one in typed))

    def test_long_words_are_compared_as_far_as_they_are_kept(self):
        assert nearness.distances(["ka" * 100], ["ka" * 100]).tolist() == [0.0]
