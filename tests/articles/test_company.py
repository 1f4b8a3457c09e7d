"""Who appears with whom: by lift, not by how often."""

import pytest

from articles.company import LEAST_SHARED, company, lift, lifts
from articles.models import Entity
from articles.tallies import Tally
from tests import builders


def tallies(mine, articles, **pairs):
    """Return the tally of an entity and that of all: for each id, (shared, all of its)."""
    ids = {int(name[1:]): counts for name, counts in pairs.items()}
    own = Tally(mine, entities={pk: shared for pk, (shared, _) in ids.items()}, counted=mine)
    every = Tally(articles, entities={pk: all for pk, (_, all) in ids.items()}, counted=articles)
    return own, every


@pytest.mark.parametrize(
    "shared, mine, others, articles, above",
    [
        (50, 100, 100, 1000, True),  # ten would be chance
        (10, 100, 100, 1000, False),  # just that
        (1, 100, 100, 1000, False),
        (0, 0, 0, 0, False),
    ],
)
def test_lift_is_above_one_where_two_appear_together_more_than_by_chance(
    shared, mine, others, articles, above
):
    assert (lift(shared, mine, others, articles) > 1) is above


def test_what_is_everywhere_comes_after_what_belongs_here():
    own, every = tallies(100, 1000, e1=(90, 880), e2=(30, 35))
    assert list(lifts(own, every)) == [2, 1]


def test_a_rare_pair_does_not_lead():
    own, every = tallies(100, 10_000, e1=(LEAST_SHARED, LEAST_SHARED), e2=(40, 100))
    assert list(lifts(own, every)) == [2, 1]


def test_one_article_says_nothing():
    own, every = tallies(10, 1000, e1=(LEAST_SHARED - 1, 1))
    assert lifts(own, every) == {}


def test_counts_that_do_not_agree_do_no_harm():
    own = Tally(3, entities={1: 3}, counted=3)
    assert lifts(own, Tally(0)).keys() <= {1}


@pytest.mark.django_db
def test_companions_are_split_by_kind_without_the_entity_itself_or_rejected_ones():
    lake, town = builders.entity("सोनताल"), builders.entity("मध्यपुर")
    board = builders.entity("जल मंडल", kind="organisation")
    gone = builders.entity("भूल", status=Entity.Status.REJECTED)
    for _ in range(5):
        builders.article(entities=[lake, town, board, gone])
        builders.article()
    own = Tally(5, entities=dict.fromkeys([lake.pk, town.pk, board.pk, gone.pk], 5), counted=5)
    found = company((lake.pk,), own, limit=5)
    assert {kind: [one.item for one in several] for kind, several in found.items() if several} == {
        "place": [town],
        "organisation": [board],
    }
    assert company((lake.pk,), own, limit=0)["place"] == []
