"""New, known, changed or a copy: what becomes of a record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.ingestion.identify import (
    Known,
    Verdict,
    decide,
    identities,
    record_hash,
    same_story,
    shingles,
)
from articles.ingestion.records import Origin
from articles.ingestion.rulebook import shipped
from tests.builders import BODY, record

LONG = "पुराने तालाब की सफ़ाई का काम कल पूरा हुआ और मोहल्ले के लोग बहुत खुश दिखे"
OTHER = "नहर पर नया पुल बना और गाँव के बच्चे अब समय से विद्यालय पहुँच सकेंगे"

HASH_OF_0_1 = "de672a71387702ae0e30548c5064e60f238f90129ed68a1181eb661704af6687"


def known(made, identity=None, pk=1):
    identity = identity or identities(made)[-1]
    return Known(pk, 1, identity, record_hash(made), made.content_hash, made.body)


def verdict(made, *stored, copy=None):
    found = decide(made, {one.identity: one for one in stored}, copy)
    return found[0]


class TestIdentity:
    @pytest.mark.parametrize(
        "facts, kind",
        [
            ({"external_id": "7", "url": "https://namuna.example/7"}, "id"),
            ({"url": "https://namuna.example/7"}, "url"),
            ({}, "heading"),
        ],
    )
    def test_the_surest_fact_is_the_identity(self, facts, kind):
        assert {one.split(":")[0] for one in identities(record(**facts))} == {kind}

    def test_a_number_belongs_to_its_source(self):
        one, other = record(external_id="7"), record(external_id="7", source="मसौदा पत्रिका")
        assert identities(one) != identities(other)

    @pytest.mark.parametrize(
        "facts",
        [{"source": "नमुना समाचार"}, {"title": "और ही कुछ"}, {"published": "2020-10-08"}],
    )
    def test_source_headline_and_day_make_a_heading(self, facts):
        assert (
            identities(record(published="2020-10-07"))[-1]
            != identities(record(**({"published": "2020-10-07"} | facts)))[-1]
        )

    @pytest.mark.parametrize("title", ["तालाब की सफ़ाई पूरी।", "तालाब की सफाई पूरी"])
    def test_another_spelling_of_a_headline_is_the_same(self, title):
        assert identities(record())[-1] == identities(record(title=title))[-1]

    def test_every_identity_fits_its_column(self):
        long = record(external_id="९" * 200, source="स" * 200, url="https://x.example/" + "y" * 900)
        assert max(map(len, identities(long))) <= 700


class TestRecordHash:
    def test_it_is_that_of_earlier_releases_where_nothing_new_is_told(self):
        made = record(
            body=f"{BODY}\n\nयह भी पढ़ें: नदी पर नया पुल",
            published="7 अक्टूबर 2020",
            topics=("जल",),
            entities=(("राम", "person"),),
            published_from="given",
        )
        assert record_hash(made) == HASH_OF_0_1

    @pytest.mark.parametrize("facts", [{"updated": "2020-10-08"}, {"section": "शहर"}])
    def test_what_the_source_tells_newly_counts(self, facts):
        assert record_hash(record(**facts)) != record_hash(record())

    def test_what_rules_cut_does_not_count(self):
        body = f"{BODY}\n\nFacebook"
        whole, shorter = record(body=body), record(body=body, page=True, rules=shipped())
        assert shorter.body != whole.body
        assert record_hash(shorter) == record_hash(whole)
        assert shorter.content_hash != whole.content_hash

    def test_a_page_that_an_earlier_release_stored_without_its_boilerplate_is_unchanged(self):
        shorter = record(body=f"{BODY}\n\nFacebook", page=True, rules=shipped())
        earlier = replace(shorter, cut=(), uncut="")
        assert record_hash(earlier) != record_hash(shorter)
        assert verdict(shorter, known(earlier)) is Verdict.UNCHANGED

    def test_where_it_was_read_does_not_count(self):
        made = record()
        moved = replace(made, origin=Origin("और कहीं", 9), original="x", mentions={1: 2})
        assert record_hash(moved) == record_hash(made)

    @pytest.mark.parametrize(
        "facts",
        [
            {"title": "और"},
            {"body": "और शब्द"},
            {"author": "रमा"},
            {"topics": ("जल",)},
            {"entities": (("सोनपुर", "place"),)},
            {"published": "2020-10-07"},
            {"lead": "उपशीर्षक"},
        ],
    )
    def test_all_that_the_input_says_counts(self, facts):
        assert record_hash(record(**facts)) != record_hash(record())


class TestDecision:
    def test_nothing_known_is_new(self):
        made = record()
        assert decide(made, {}, None) == (Verdict.NEW, identities(made)[-1], None)

    @pytest.mark.parametrize("facts", [{}, {"url": "https://n.example/1"}, {"external_id": "7"}])
    def test_the_same_again_is_unchanged(self, facts):
        made = record(**facts)
        assert verdict(made, known(made)) is Verdict.UNCHANGED

    @pytest.mark.parametrize("facts", [{"url": "https://n.example/1"}, {"external_id": "7"}])
    def test_other_words_under_a_sure_identity_are_a_change(self, facts):
        before, after = record(body=LONG, **facts), record(body=OTHER, **facts)
        assert verdict(after, known(before)) is Verdict.CHANGED

    def test_a_new_version_under_one_headline_is_a_change(self):
        before, after = record(body=LONG), record(body=LONG + " और मिठाई बँटी")
        assert verdict(after, known(before)) is Verdict.CHANGED

    def test_another_story_under_one_headline_is_new_with_its_own_identity(self):
        before, after = record(body=LONG), record(body=OTHER)
        found, identity, match = decide(after, {known(before).identity: known(before)}, None)
        assert (found, match) == (Verdict.NEW, None)
        assert identity == identities(after)[0] != known(before).identity

    def test_both_stories_under_one_headline_are_known_again(self):
        one, other = record(body=LONG), record(body=OTHER)
        stored = known(one), known(other, identities(other)[0], pk=2)
        assert verdict(one, *stored) is verdict(other, *stored) is Verdict.UNCHANGED

    def test_the_same_words_under_another_address_are_a_copy(self):
        before = record(url="https://n.example/1")
        after = record(url="https://n.example/2")
        copy = known(before)
        assert decide(after, {}, copy) == (Verdict.DUPLICATE, copy.identity, copy)

    def test_the_sources_own_number_is_believed_against_the_words(self):
        before, after = record(external_id="1"), record(external_id="2")
        assert verdict(after, copy=known(before)) is Verdict.NEW


class TestSameStory:
    @pytest.mark.parametrize(
        "one, other, same",
        [
            (LONG, LONG, True),
            (LONG, f"{LONG} और मिठाई बँटी", True),
            (LONG, " ".join(LONG.split()[:8]), True),
            (LONG, OTHER, False),
            ("जल", "जल", True),
            ("जल", "नल", False),
        ],
    )
    def test_most_of_the_shorter_stands_in_the_longer(self, one, other, same):
        assert same_story(one, other) is same_story(other, one) is same

    @given(st.text(), st.text())
    def test_any_two_texts_can_be_compared(self, one, other):
        assert same_story(one, other) == same_story(other, one)

    def test_shingles_are_three_words(self):
        assert shingles("एक दो तीन चार") == {("एक", "दो", "तीन"), ("दो", "तीन", "चार")}


def test_hashes_stay_what_those_in_databases_are():
    made = record(
        title="पुराना तालाब",
        body="तालाब की सफ़ाई हुई।",
        published="2020-10-07T15:57+05:30",
        url="https://namuna.example/7",
        topics=("जल",),
        entities=(("सोनपुर", "place"),),
    )
    before = "d256d6a0f85f30a94287271cefa2239ec5afcc15f2ca336cfec00b7646f59508"
    assert record_hash(made) == before == record_hash(replace(made, mentions={1: 2}, original=""))
