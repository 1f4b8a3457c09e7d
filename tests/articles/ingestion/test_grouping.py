"""Which articles form a cluster."""

import pytest

from articles.ingestion import grouping as module
from articles.ingestion.grouping import Grouping


@pytest.mark.parametrize(
    "homes, fixed, article, copies, changes",
    [
        ({1: None, 2: None}, (), 1, [], {}),
        ({1: None, 2: None}, (), 1, [2], {1: -1, 2: -1}),
        ({1: None, 2: 7, 3: 7}, (), 1, [3], {1: 7}),
        ({1: None, 2: 7, 3: None}, (), 1, [3, 2], {1: 7, 3: 7}),
        ({1: None, 2: 7, 3: 7, 4: 9, 5: 9}, (), 1, [4, 2], {1: 9, 2: 9, 3: 9}),
        # What a curator placed stays, and so do clusters that may have been parted by hand.
        ({1: None, 2: 7, 3: 7}, (1,), 1, [2], {}),
        ({1: None, 2: None}, (2,), 1, [2], {}),
        ({1: None, 2: None, 3: None}, (2,), 1, [2, 3], {1: -1, 3: -1}),
        ({1: None, 2: 7, 3: 7}, (3,), 1, [3], {1: 7}),
        ({1: None, 2: 7, 3: 7, 4: 9, 5: 9}, (4,), 1, [2, 4], {1: 7}),
        ({1: None, 2: 7, 3: 7, 4: 9, 5: 9}, (4,), 1, [4, 2], {1: 9, 2: 9, 3: 9}),
    ],
    ids=[
        "alone",
        "two make one",
        "joins",
        "brings along",
        "joins two",
        "fixed",
        "taken out",
        "taken out, but another",
        "joins what is fixed",
        "does not join two, one fixed",
        "what is fixed takes in",
    ],
)
def test_an_article_joins_its_copies(homes, fixed, article, copies, changes):
    grouping = Grouping(homes, fixed)
    grouping.settle(article, copies)
    assert grouping.changes() == changes


def test_an_article_that_left_may_come_back():
    grouping = Grouping({1: 7, 2: 7, 3: None})
    grouping.leave(1)
    assert grouping.changes() == {1: None}
    grouping.settle(1, [2])
    assert grouping.changes() == {}


def test_an_article_placed_by_hand_does_not_leave():
    grouping = Grouping({1: 7, 2: 7}, fixed=[1])
    grouping.leave(1)
    assert grouping.changes() == {}


def test_each_new_cluster_has_its_own_number():
    grouping = Grouping(dict.fromkeys(range(4)))
    grouping.settle(0, [1])
    grouping.settle(2, [3])
    assert grouping.changes() == {0: -1, 1: -1, 2: -2, 3: -2}


def test_a_full_cluster_takes_in_no_more(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    grouping = Grouping({1: 7, 2: 7, 3: 7, 4: None, 5: 9, 6: 9})
    grouping.settle(4, [1])
    assert grouping.changes() == {}
    grouping.settle(4, [5, 1])
    assert grouping.changes() == {4: 9}
