"""The articles most like one, as the index finds them."""

import numpy as np
import pytest

from articles.hindi.fold import fold
from search.engines.base import Clues, engine
from search.engines.embedded.alike import nearness
from search.engines.likeness import TIMELESS
from search.schema import NO_MINUTE
from tests.builders import document

pytestmark = pytest.mark.usefixtures("index")
DAY = 24 * 60


@pytest.fixture
def made(index):
    """Four documents with a rare word or an entity, among many others."""
    documents = [
        document(1, "तालाब सूखी", entities=(7,)),
        document(2, "तालाब भरी", year=2020),
        document(3, "तालाब भरी", year=2010),
        document(4, "कुछ और", entities=(7,)),
        *(document(number, f"शब्द{number} सड़क") for number in range(10, 40)),
    ]
    engine().rebuild(iter(documents), lambda: ([], [], 0))
    return engine()


def ids(found) -> list[int]:
    return [pk for pk, _ in found]


def minute_of(year: int) -> int:
    return document(0, "", year=year).minute


def test_rare_words_and_entities_find_their_articles_and_nothing_else(made):
    assert set(ids(made.alike(Clues({"तालाब": 1.0}), 10))) == {1, 2, 3}
    assert set(ids(made.alike(Clues({}, (7,)), 10))) == {1, 4}
    assert ids(made.alike(Clues({"तालाब": 1.0}, (7,)), 10))[0] == 1


def test_what_every_article_has_and_what_none_has_finds_nothing(made):
    assert made.alike(Clues({fold("सड़क"): 3.0, "अनजाना": 9.0}, (99,)), 10) == []


def test_the_nearer_in_time_is_worth_more(made):
    found = made.alike(Clues({"भरी": 1.0}, minute=minute_of(2010)), 10)
    assert ids(found) == [3, 2]


def test_no_more_come_than_are_asked_for(made):
    assert len(made.alike(Clues({"तालाब": 1.0}), 2)) == 2


def test_it_does_not_matter_which_lists_are_read_together(made, monkeypatch):
    clues = Clues({"तालाब": 1.0, "सूखी": 2.0, "भरी": 1.0}, (7,))
    all_together = dict(made.alike(clues, 10))
    monkeypatch.setattr("search.engines.embedded.alike.LONG", 1)
    assert dict(made.alike(clues, 10)) == pytest.approx(all_together)
    assert len(all_together) == 4


def test_articles_of_all_segments_are_found(made):
    with made.writing():
        made.write([document(50, "तालाब नई", entities=(8,))], [])
    assert len(made.snapshot().views) == 2
    assert set(ids(made.alike(Clues({"तालाब": 1.0}, (7,)), 10))) == {1, 2, 3, 4, 50}


def test_where_terms_are_is_not_remembered_without_end(made, monkeypatch):
    monkeypatch.setattr("search.engines.embedded.alike.MOST_KNOWN", 2)
    for _ in range(3):
        for word in ("तालाब", "भरी", "सूखी", "अनजाना"):
            made.alike(Clues({word: 1.0}), 10)
    assert len(made.snapshot().alike_lists["stem"]) <= 3


def test_deleted_articles_are_not_found(made):
    with made.writing():
        made.write([], [2])
    assert set(ids(made.alike(Clues({"तालाब": 1.0}), 10))) == {1, 3}


def test_distance_in_time_halves_what_depends_on_it():
    near = nearness(np.array([0, 30 * DAY, NO_MINUTE]), 0)
    assert near == pytest.approx([1.0, TIMELESS + (1 - TIMELESS) / 2, TIMELESS])
    assert nearness(np.array([0]), None) == 1.0
