"""Other names that may mean something else."""

import pytest

from articles.curation import merging
from articles.curation.ambiguity import doubts
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "kind", "doubt"),
    [
        ("रूपताल", "place", "“रूपताल” का नाम भी है"),
        ("रूपपुर", "place", "“रूपताल” का नाम भी है"),
        ("नदी", "place", "आम शब्द"),
        ("और", "place", "आम शब्द"),
        ("उम्मीद", "organisation", "आम शब्द"),
        ("यादव", "person", "अकेला उपनाम"),
        ("यादव", "place", ""),
        ("रमेश यादव", "person", ""),
        ("सोनतालिका", "place", ""),
        ("सोन ताल", "place", ""),
        ("बुरा ताल", "place", ""),  # of one that was rejected
    ],
)
def test_what_is_doubtful_of_a_name(text, kind, doubt):
    builders.entity("रूपताल", aliases=["रूपपुर"])
    builders.entity("बुरा ताल", status="rejected")
    found = doubts(text, builders.entity("सोनताल", kind, aliases=["सोन ताल"]))
    assert len(found) == bool(doubt)
    assert doubt in "".join(found)


def test_names_within_a_family_are_no_doubt_and_others_are_told_by_its_head():
    lake, town = builders.entity("सोनताल"), builders.entity("रूपताल")
    merging.merge([town], lake, "asha")
    assert doubts("रूपताल", lake) == []
    (found,) = doubts("रूपताल", builders.entity("हरिताल"))
    assert "“सोनताल” का नाम भी है" in found
