"""The gazetteer: from its table into the database, and from there to the matcher."""

import pytest

from articles.hindi.fold import fold
from articles.ingestion import gazetteer
from articles.models import Alias, Entity
from tests.builders import entity

TABLE = """# kind\tlabel\troman\taliases
place\tसोनपुर\tSonpur\tसोनपुर नगर|सोन पुर
person\tमोहन\tMohan
organisation\tजल परिषद्\tJal Parishad\t
person\tसोनपुर\tSonpur\t

other\tबिना रोमन
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "entities.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_line_is_an_entity_with_its_other_names(table):
    rows = list(gazetteer.read_table(table))
    assert len(rows) == 5
    assert rows[0] == ("place", "सोनपुर", "Sonpur", ("सोनपुर नगर", "सोन पुर"))
    assert rows[1] == ("person", "मोहन", "Mohan", ())
    assert rows[4] == ("other", "बिना रोमन", "", ())


class TestShippedTable:
    rows = list(gazetteer.read_table())

    def test_all_lines_can_be_stored(self):
        assert {row.kind for row in self.rows} <= set(Entity.Kind.values)
        for row in self.rows:
            for name in (row.label, *row.aliases):
                assert fold(name).strip() and len(name) <= 200, row

    def test_no_line_is_there_twice(self):
        keys = [(row.kind, row.label, row.roman) for row in self.rows]
        assert len(keys) == len(set(keys))

    def test_labels_are_hindi(self):
        assert [row.label for row in self.rows if row.label.isascii()] == []


@pytest.mark.django_db
class TestLoad:
    def test_entities_and_aliases_are_added_once(self, table):
        assert gazetteer.load(table) == 5
        assert gazetteer.load(table) == 0
        assert Entity.objects.count() == 5
        assert Alias.objects.count() == 2

    def test_they_are_stored_as_saving_would_store_them(self, table):
        gazetteer.load(table)
        made = Entity.objects.get(label="जल परिषद्")
        assert (made.folded, made.slug) == (fold("जल परिषद्"), "jal-parishad")
        assert made.kind == Entity.Kind.ORGANISATION
        assert Entity.objects.get(label="बिना रोमन").slug

    def test_two_of_one_roman_name_have_two_addresses(self, table):
        gazetteer.load(table)
        slugs = set(Entity.objects.filter(label="सोनपुर").values_list("slug", flat=True))
        assert slugs == {"sonpur", "sonpur-person"}

    def test_every_address_can_stand_in_a_link(self):
        gazetteer.load()
        for one in Entity.objects.all():
            assert one.get_absolute_url()
            assert not set(one.slug) & set(" /?#%"), one.slug

    def test_what_a_curator_changed_stays(self, table):
        gazetteer.load(table)
        Entity.objects.filter(slug="mohan").update(label="मोहन लाल", status="rejected")
        gazetteer.load(table)
        assert Entity.objects.get(slug="mohan").label == "मोहन लाल"


@pytest.mark.django_db
class TestCurrent:
    def test_an_empty_database_is_filled(self):
        assert gazetteer.current().count("नई दिल्ली में भारत")
        assert Entity.objects.count() > 1000

    def test_labels_and_aliases_are_looked_for(self):
        name = entity("सोनपुर", aliases=["सोन नगर"])
        assert gazetteer.current().count("सोनपुर और सोन नगर") == {name.pk: 2}

    def test_a_rejected_entity_is_not(self):
        entity("सोनपुर", status=Entity.Status.REJECTED, aliases=["सोन नगर"])
        assert gazetteer.current().count("सोनपुर और सोन नगर") == {}

    def test_a_suggested_one_is(self):
        name = entity("सोनपुर", status=Entity.Status.SUGGESTED)
        assert gazetteer.current().count("सोनपुर") == {name.pk: 1}

    def test_a_label_goes_before_the_alias_of_another(self):
        entity("बड़ा नगर", aliases=["सोनपुर"])
        own = entity("सोनपुर")
        assert gazetteer.current().count("सोनपुर") == {own.pk: 1}
