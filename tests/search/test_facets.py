"""What a facet offers: labels, counts, order, and what is chosen."""

import pytest

from articles.models import Entity
from search.facets import FACETS, KIND_FACETS, Choice, Counted, choices
from search.labels import KEPT_SECONDS, LABELS, labels_of
from search.lookups import entity_ids, keys_of
from search.results import Results
from tests.builders import article, entity, indexed, source, topic

pytestmark = pytest.mark.django_db


def test_every_kind_of_entity_has_a_facet():
    assert set(KIND_FACETS) == set(Entity.Kind.values)


def offered(name, counts, chosen=frozenset(), limit=8):
    facet = FACETS[name]
    return choices(facet, Counted(facet.column, counts), chosen, limit)


class TestChoices:
    def test_the_most_frequent_come_first_and_ties_by_name(self):
        first, second, third = topic("जल"), topic("खेल"), topic("मेला")
        listed, more = offered("topic", {third.pk: 5, first.pk: 1, second.pk: 1})
        assert [(one.label, one.count) for one in listed] == [("मेला", 5), ("खेल", 1), ("जल", 1)]
        assert more == 0

    def test_the_rest_is_counted(self):
        counts = {topic(f"विषय {number}").pk: 10 - number for number in range(5)}
        listed, more = offered("topic", counts, limit=2)
        assert ([one.label for one in listed], more) == (["विषय 0", "विषय 1"], 3)

    def test_what_is_chosen_is_listed_beyond_the_limit_and_at_zero(self):
        made = [topic(f"विषय {number}") for number in range(4)]
        counts = {one.pk: 4 - number for number, one in enumerate(made[:3])}
        listed, more = offered("topic", counts, {made[2].pk, made[3].pk}, limit=1)
        shown = [(one.label, one.count, one.selected) for one in listed]
        assert shown == [("विषय 0", 4, False), ("विषय 2", 2, True), ("विषय 3", 0, True)]
        assert more == 1

    def test_a_facet_of_one_kind_lists_that_kind_alone(self):
        place, person = entity("सोनपुर", "place"), entity("मोहन", "person")
        counts = {place.pk: 1, person.pk: 1}
        assert offered("place", counts)[0] == [Choice(place.slug, "सोनपुर", 1, False, "place")]
        assert len(offered("entity", counts)[0]) == 2

    def test_agencies_are_their_own_labels(self):
        listed, _ = offered("agency", {"परीक्षण वार्ता": 3}, {"अनजानी"})
        assert [(one.label, one.count) for one in listed] == [("परीक्षण वार्ता", 3), ("अनजानी", 0)]

    def test_kinds_of_entity_are_named_once(self, index):
        results = Results()
        indexed(article(entities=[entity("सोनपुर", "place"), entity("मोहन", "person")]))
        assert results.counted("place") is results.counted("person")
        narrowed = results.narrow("place", ("सोनपुर",))
        assert narrowed.counted("place") is not narrowed.counted("person")

    def test_a_choice_that_got_its_name_meanwhile_is_not_counted_as_hidden(self):
        made = topic("जल")
        counted = Counted("topic", {})
        counted.counts = {made.pk: 1}
        assert choices(FACETS["topic"], counted, {made.pk}, 8)[1] == 0

    def test_ids_without_a_name_are_no_choices(self):
        assert offered("source", {10**9: 5}) == ([], 0)


class TestLabels:
    def test_what_one_thread_reads_is_not_missing_to_others(self, monkeypatch):
        paper, labels = source(), LABELS["source"]
        read, beside = labels._read, []

        def slowly(ids):
            monkeypatch.setattr(labels, "_read", read)
            beside.append(labels.of(ids))
            return read(ids)

        monkeypatch.setattr(labels, "_read", slowly)
        assert set(labels.of([paper.pk])) == {paper.pk}
        assert [set(found) for found in beside] == [{paper.pk}]

    def test_they_are_asked_for_once(self, django_assert_num_queries):
        paper = source()
        with django_assert_num_queries(1):
            assert labels_of("source", {paper.pk})[paper.pk].text == "नमूना समाचार"
            assert labels_of("source", {paper.pk})[paper.pk].text == "नमूना समाचार"

    def test_thousands_are_read_in_parts(self):
        paper = source()
        assert len(labels_of("source", {*range(10**6, 10**6 + 3000), paper.pk})) == 1

    def test_what_another_process_renames_shows_after_a_while(self, monkeypatch):
        paper = source()
        labels_of("source", {paper.pk})
        type(paper).objects.filter(pk=paper.pk).update(name="नया नाम")
        assert labels_of("source", {paper.pk})[paper.pk].text == "नमूना समाचार"
        LABELS["source"].since -= KEPT_SECONDS + 1
        assert labels_of("source", {paper.pk})[paper.pk].text == "नया नाम"

    def test_a_rejected_entity_has_none(self):
        name = entity("मनमौजी", status=Entity.Status.REJECTED)
        assert labels_of("entity", {name.pk}) == {}


class TestLookups:
    @pytest.mark.parametrize("name", ["हिन्द पत्रिका", "हिंद पत्रिका", "हिन्द-पत्रिका"])
    def test_a_source_is_found_by_any_spelling_and_by_its_address(self, name):
        assert keys_of("source", name) == ()
        paper = source("हिन्द पत्रिका")
        assert keys_of("source", name) == (paper.pk,)

    @pytest.mark.parametrize("name", ["", "\x00", "अनजाना", "x" * 300, "' OR 1=1"])
    @pytest.mark.parametrize("column", ["source", "topic", "entity", "agency"])
    def test_what_names_nothing_has_no_keys(self, column, name):
        article(topics=["जल"], entities=[entity()], agency="परीक्षण वार्ता")
        assert keys_of(column, name) == ()

    def test_an_agency_is_known_by_its_name(self):
        article(agency="परीक्षण वार्ता")
        assert keys_of("agency", "परीक्षण वार्ता") == ("परीक्षण वार्ता",)

    def test_an_address_means_one_entity_and_a_typed_name_all_that_bear_it(self):
        one, other = entity("मोहन", "person"), entity("मोहन", "place")
        assert entity_ids("मोहन", typed=True) == (one.pk, other.pk)
        assert entity_ids(one.slug, typed=False) == (one.pk,)
        assert entity_ids(other.slug, typed=False) == (other.pk,)

    def test_an_alias_names_its_entity(self):
        name = entity("सोनपुर", aliases=["सोनपुर नगर"], roman="Sonpur Town")
        for text in ("सोनपुर नगर", "sonpur-town", "Sonpur Town"):
            assert entity_ids(text, typed=True) == (name.pk,)
