"""What was merged, as readers and ingests meet it: as the entity into which it went."""

import pytest

from articles import browse, canonical, tallies
from articles.canonical import other_names
from articles.company import company
from articles.curation import entities, merging, undo
from articles.ingestion import gazetteer, suggestions
from articles.ingestion.pipeline import ingest
from articles.models import Article, Entity, Mention, Suggestion
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"


@pytest.fixture
def family():
    """A lake, and a town that was merged into it; three articles."""
    lake = builders.entity("सोनताल", aliases=["सोन सरोवर"])
    town = builders.entity("सोन नगर", roman="Son Nagar", aliases=["सोनपुर"])
    builders.article("एक", entities=[lake])
    builders.article("दो", entities=[town])
    builders.article("तीन", entities=[lake, town])
    return lake, town, merging.merge([town], lake, WHO)


def page(client, entity, **query):
    return client.get(f"/entities/{entity.slug}/", query)


def test_the_page_has_the_articles_of_the_family_each_once(client, family):
    lake, _town, action = family
    shown = page(client, lake)
    assert sorted(one.title for one in shown.context["page"]) == ["एक", "तीन", "दो"]
    assert "सोनपुर" in shown.content.decode()
    undo.undo(action, WHO)
    assert len(page(client, lake).context["page"]) == 2


def test_an_old_address_leads_to_the_new_page(client, family):
    lake, town, action = family
    answer = page(client, town)
    assert (answer.status_code, answer["Location"]) == (301, lake.get_absolute_url())
    entities.reject([lake], WHO)
    assert page(client, town).status_code == 410
    undo.undo(action, WHO)
    assert page(client, town).status_code == 200


def test_names_are_counted_by_family_and_once_an_article(family):
    lake, *_ = family
    counted = browse.names_in(browse.published_articles(), 10)
    assert [(one.item, one.count) for one in counted] == [(lake, 3)]
    assert browse.names_in(browse.published_articles(), 10, "person") == []


def test_the_family_does_not_appear_with_itself(family):
    lake, *_ = family
    other = builders.entity("हरिताल")
    for title in ("दो", "तीन"):
        Mention.objects.create(article=Article.objects.get(title=title), entity=other)
    for _ in range(10):
        builders.article()
    ids = canonical.family([lake.pk])
    own = tallies.tally("entity", ids)
    (companion,) = company(ids, own, 5)["place"]
    assert (companion.item, companion.count) == (other, 2)
    assert (own.total, own.entities) == (3, {lake.pk: 3, other.pk: 2})


def test_mentions_of_a_family_are_one(family):
    lake, town, _ = family
    article = Article.objects.get(title="तीन")
    article.mentions.filter(entity=town).update(count=4)
    ((_label, mentions),) = browse.mentions_by_kind(article)
    assert [(one.entity, one.count) for one in mentions] == [(lake, 5)]


def test_what_else_a_family_is_called_is_told_once(family):
    lake, town, _ = family
    town.aliases.create(text="सोंताल")
    lake.aliases.create(text="सोन नगर")
    assert other_names(lake) == ["सोंताल", "सोन नगर", "सोन सरोवर", "सोनपुर"]


def take_in(folder, name, **facts):
    path = folder / f"{name}.jsonl"
    ingest([builders.write_lines(path, builders.json_record(title=name, **facts))])
    return Article.objects.get(title=name)


def test_an_ingest_finds_the_merged_by_its_own_names(family, tmp_path):
    lake, town, _action = family
    found = take_in(tmp_path, "मेला", body="सोनपुर में कल मेला लगा।")
    assert [mention.entity for mention in found.mentions.all()] == [town]
    ((_label, mentions),) = browse.mentions_by_kind(found)
    assert [one.entity for one in mentions] == [lake]


@pytest.mark.parametrize(("rejects", "finds"), [(False, True), (True, False)])
def test_an_ingest_takes_names_of_the_input_as_the_family_is_decided(
    family, tmp_path, rejects, finds
):
    lake, town, _ = family
    if rejects:
        entities.reject([lake], WHO)
    given = [{"name": "सोन नगर", "kind": "place"}]
    found = take_in(tmp_path, "मेला", entities=given)
    assert found.mentions.filter(entity=town).exists() == finds


def suggestion(label, shown=False):
    made = builders.entity(label, kind="person", status="suggested", shown=shown)
    Suggestion.objects.create(entity=made, key=label)
    return made


def test_names_of_what_was_merged_into_a_known_one_are_looked_for_in_text():
    known = builders.entity("मोहन दवे", kind="person")
    spelling = suggestion("मोहन लाल दवे")
    assert gazetteer.current().count("क\nमोहन लाल दवे आए।") == {}
    merging.merge([spelling], known, WHO)
    assert gazetteer.current().count("क\nमोहन लाल दवे आए।") == {spelling.pk: 1}


def test_names_of_a_family_that_was_rejected_never_return():
    known = builders.entity("मोहन दवे", kind="person")
    spelling = suggestion("मोहन लाल दवे")
    merging.merge([spelling], known, WHO)
    entities.reject([known], WHO)
    assert gazetteer.current().count("क\nमोहन लाल दवे आए।") == {}
    assert not suggestions.stored(["मोहन लाल दवे"])["मोहन लाल दवे"].wanted
    assert "मोहन लाल दवे" in suggestions.suggester().known


def test_what_was_merged_counts_for_a_suggestion_to_be_shown(settings):
    settings.SUGGEST_ARTICLES, settings.SUGGEST_CONFIDENCE = 3, 0.8
    one, other = suggestion("मोहन दवे"), suggestion("मोहनलाल दवे")
    for number, entity in enumerate([one, other, other]):
        article = builders.article(f"समाचार {number}")
        Mention.objects.create(article=article, entity=entity, origin="model", confidence=0.9)
    merging.merge([other], one, WHO)
    suggestions.show_proven([other.pk])
    assert dict(Entity.objects.values_list("label", "shown")) == {
        "मोहन दवे": True,
        "मोहनलाल दवे": False,
    }
