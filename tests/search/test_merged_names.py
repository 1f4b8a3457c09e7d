"""Searches after a merge: old names and addresses find what the new ones find, and back."""

import pytest

from articles.curation import entities, merging, undo
from search import indexer
from search.lookups import keys_of
from search.results import Results, add_names
from search.suggest import names
from search.suggest.typed import read
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"


@pytest.fixture
def family(index):
    lake = builders.entity("सोनताल", aliases=["सोन सरोवर"])
    town = builders.entity("रूपनगर", roman="Rupnagar", aliases=["रूपपुर"])
    builders.article("एक", entities=[lake])
    builders.article("दो", entities=[town])
    builders.article("तीन", entities=[lake, town])
    indexer.update()
    return lake, town


@pytest.fixture
def merged(family):
    lake, town = family
    action = merging.merge([town], lake, WHO)
    indexer.update()
    return lake, town, action


def places(client, **query):
    return {one["value"]: one["count"] for one in facet(client, **query)}


def facet(client, **query):
    found = client.get("/search.json", query).json()
    return found["facets"]["entity"]


def total(client, **query):
    return client.get("/search.json", query).json()["total"]


def test_the_facet_shows_the_family_as_one_and_the_undo_shows_both(client, merged):
    lake, town, action = merged
    assert places(client) == {lake.slug: 3}
    undo.undo(action, WHO)
    indexer.update()
    assert places(client) == {lake.slug: 2, town.slug: 2}


@pytest.mark.parametrize(
    "query",
    [
        {"entity": "Rupnagar"},
        {"entity": "rupnagar"},
        {"entity": "रूपनगर"},
        {"entity": "रूपपुर"},
        {"entity": "सोनताल"},
        {"place": "रूपपुर"},
        {"q": "नाम:रूपनगर"},
        {"q": "नाम:रूपपुर"},
        {"q": "नाम:सोनताल"},
    ],
)
def test_every_name_finds_the_family(client, merged, query):
    assert total(client, **query) == 3


def test_what_is_not_indexed_yet_is_found_all_the_same(family):
    lake, town = family
    merging.merge([town], lake, WHO)  # without a word to the index
    assert Results().narrow("entity", (town.slug,)).count() == 3


def test_a_name_of_a_rejected_family_finds_nothing(merged):
    lake, *_ = merged
    entities.reject([lake], WHO)
    assert keys_of("entity", "रूपपुर") == ()


def test_suggestions_know_the_family_by_all_its_names(merged):
    lake, *_ = merged
    names.KEEPER.forget()
    for typed in ("सोन", "रूपन", "रूपपु", "Rupn"):
        (found,) = names.current().entities.starting(read(typed), 4)
        assert (found.text, found.value, found.count) == ("सोनताल", lake.slug, 3)


def test_hits_name_the_family_once(merged):
    lake, *_ = merged
    hits = Results()[0:5]
    add_names(hits)
    assert [hit.names for hit in hits] == [[(lake.label, lake.kind, lake.get_absolute_url())]] * 3


@pytest.mark.embedded
def test_without_an_index_it_is_the_same(client, merged, index, settings):
    lake, *_ = merged
    (index / "CURRENT").unlink()
    settings.REPAIR_INDEX = False
    from search.engines.base import engine

    engine.cache_clear()
    assert places(client) == {lake.slug: 3}
    assert total(client, entity="Rupnagar") == 3
