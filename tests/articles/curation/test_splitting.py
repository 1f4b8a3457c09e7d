"""One entity split in two, by its names and by articles; and put together again."""

import pytest

from articles.curation import Refused, entities, merging, splitting, undo
from articles.ingestion.pipeline import ingest
from articles.ingestion.retag import retag
from articles.models import Article, Entity, Mention
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"


@pytest.fixture
def lake():
    """An entity whose other name is, as it turns out, another's."""
    made = builders.entity("सोनताल", aliases=["चाँदपोखर", "सोन सरोवर"])
    for title, body in [
        ("एक", "सोनताल भर गया।"),
        ("दो", "चाँदपोखर भर गया। चांदपोखर में नाव चली।"),
        ("तीन", "सोनताल और चाँदपोखर भर गए।"),
    ]:
        builders.article(title, body)
    retag(made)
    return made


def named():
    rows = Mention.objects.order_by("entity_id", "article_id")
    return [tuple(row) for row in rows.values_list("article__title", "entity__label", "count")]


BEFORE = [("एक", "सोनताल", 1), ("दो", "सोनताल", 2), ("तीन", "सोनताल", 2)]


def by_alias(lake):
    return splitting.split(lake, "पोखर", lake.aliases.filter(text="चाँदपोखर"), [], WHO)


def by_article(lake, title="एक"):
    chosen = Article.objects.filter(title=title).values_list("pk", flat=True)
    return splitting.split(lake, "सोनताल (बाँध)", [], chosen, WHO)


def test_articles_go_with_the_name_that_they_have(lake):
    made, action = by_alias(lake)
    assert (made.kind, made.status, action.kind) == ("place", "confirmed", "split")
    assert [alias.text for alias in made.aliases.all()] == ["चाँदपोखर"]
    assert named() == [
        ("एक", "सोनताल", 1),
        ("तीन", "सोनताल", 1),
        ("दो", "पोखर", 2),
        ("तीन", "पोखर", 1),
    ]


def test_chosen_articles_go_by_hand(lake):
    made, _ = by_article(lake)
    mention = made.mentions.get()
    assert (mention.article.title, mention.count, mention.origin) == ("एक", 1, "curator")


@pytest.mark.parametrize("how", [by_alias, by_article])
def test_a_split_is_taken_back_as_if_it_had_not_been(lake, how):
    origins = set(Mention.objects.values_list("article", "entity", "count", "origin"))
    _, action = how(lake)
    undo.undo(action, WHO)
    assert named() == BEFORE
    assert set(Mention.objects.values_list("article", "entity", "count", "origin")) == origins
    assert Entity.objects.count() == 1
    assert lake.aliases.count() == 2


def test_what_named_the_new_one_since_becomes_the_old_ones(lake):
    made, action = by_alias(lake)
    builders.article("चार", "चाँदपोखर सूख गया।")
    retag(made)
    undo.undo(action, WHO)
    assert named() == [*BEFORE, ("चार", "सोनताल", 1)]


def test_an_article_given_by_hand_is_not_given_back_by_its_text(lake, tmp_path):
    made, _ = by_article(lake)
    assert retag(lake).changed == 0
    stored = builders.json_record(id="1", title="पाँच", body="सोनताल का मेला")
    ingest([builders.write_lines(tmp_path / "एक.jsonl", stored)])
    by_hand = Article.objects.get(title="पाँच")
    Mention.objects.filter(article=by_hand).update(entity=made, origin="curator")
    again = stored | {"body": "सोनताल का मेला और बाज़ार"}
    ingest([builders.write_lines(tmp_path / "दो.jsonl", again)])
    assert [mention.entity for mention in by_hand.mentions.all()] == [made]


def test_a_preview_does_nothing_but_count(lake):
    looked = splitting.preview(lake, "पोखर", lake.aliases.filter(text="चाँदपोखर"), [])
    assert (looked.moved, looked.both, looked.left, looked.refusal) == (1, 1, 1, "")
    assert [article.title for article in looked.samples] == ["तीन", "दो"]
    assert named() == BEFORE
    assert Entity.objects.count() == 1


def nothing(lake):
    return "पोखर", [], []


def no_word(lake):
    return "।", lake.aliases.all(), []


def anothers(lake):
    return "पोखर", builders.entity("हरिताल", aliases=["हरि"]).aliases.all(), []


@pytest.mark.parametrize("wish", [nothing, no_word, anothers])
def test_a_split_that_makes_no_sense_is_refused(lake, wish):
    wanted = wish(lake)
    with pytest.raises(Refused):
        splitting.split(lake, *wanted, WHO)
    assert splitting.preview(lake, *wanted).refusal
    assert named() == BEFORE


def test_what_was_merged_is_not_split(lake):
    merging.merge([lake], builders.entity("हरिताल"), WHO)
    with pytest.raises(Refused, match="पहले ही"):
        by_article(lake)


@pytest.mark.parametrize("later", [entities.reject, None])
def test_what_was_done_to_the_new_one_is_taken_back_first(lake, later):
    made, action = by_alias(lake)
    if later:
        later([made], WHO)
    else:
        merging.merge([made], builders.entity("हरिताल"), WHO)
    assert "पहले वह" in undo.can_undo(action)


def test_a_split_of_what_was_merged_moves_both_mentions_as_one(lake):
    pond = builders.entity("रूपताल")
    article = builders.article("चार", entities=[lake, pond])
    merging.merge([pond], lake, WHO)
    before = named()
    made, action = splitting.split(lake, "नया ताल", [], [article.pk], WHO)
    assert [(m.article, m.count) for m in made.mentions.all()] == [(article, 2)]
    undo.undo(action, WHO)
    assert named() == before
