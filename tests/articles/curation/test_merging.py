"""Entities merged into another, and the merge taken back, whatever came between."""

import pytest

from articles.canonical import family, other_names
from articles.curation import Refused, articles, entities, indexing, merging, splitting, tasks, undo
from articles.models import Action, Entity, IndexChange, Mention, Task
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"


def pointers():
    rows = Entity.objects.filter(merged_into__isnull=False)
    return dict(rows.values_list("label", "merged_into__label"))


def test_rows_stay_with_the_entity_that_was_named(lake, town):
    mentions = set(Mention.objects.values_list("pk", "article", "entity"))
    action = merging.merge([town], lake, WHO)
    assert pointers() == {"सोन नगर": "सोनताल"}
    assert set(Mention.objects.values_list("pk", "article", "entity")) == mentions
    assert (action.kind, action.who, action.label) == ("merge", WHO, "सोन नगर → सोनताल")
    assert other_names(lake) == ["सोन ताल", "सोन नगर", "सोनपुर"]


def test_the_index_hears_of_the_articles_that_moved(lake, town):
    IndexChange.objects.all().delete()
    merging.merge([town], lake, WHO)
    changed = set(IndexChange.objects.values_list("article_id", flat=True))
    assert changed == set(town.articles.values_list("pk", flat=True))


def test_what_was_merged_before_goes_along_and_comes_back(lake, town):
    valley = builders.entity("सोन घाटी")
    merging.merge([town], lake, WHO)
    second = merging.merge([lake], valley, WHO)
    assert pointers() == {"सोन नगर": "सोन घाटी", "सोनताल": "सोन घाटी"}
    undo.undo(second, WHO)
    assert pointers() == {"सोन नगर": "सोनताल"}


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ({}, {"status": "rejected"}, "नामंज़ूर"),
        ({}, {"status": "suggested"}, "उलटा मिलाएँ"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(source, target, reason):
    source, target = builders.entity("एक", **source), builders.entity("दो", **target)
    with pytest.raises(Refused, match=reason):
        merging.merge([source], target, WHO)
    assert reason in merging.preview([source], target).refusal
    assert not Action.objects.exists()


def test_nothing_is_merged_twice_or_into_itself_or_from_nothing(lake, town):
    for sources in ([], [lake]):
        with pytest.raises(Refused):
            merging.merge(sources, lake, WHO)
    merging.merge([town], lake, WHO)
    other = builders.entity("हरिताल")
    for sources, target in [([town], other), ([other], town)]:
        with pytest.raises(Refused, match="पहले ही “सोनताल” में मिला है"):
            merging.merge(sources, target, WHO)


@pytest.mark.parametrize("act", [entities.confirm, entities.reject])
def test_what_was_merged_is_not_decided_about_by_itself(lake, act):
    town = builders.entity("सोन नगर", status="suggested")
    merging.merge([town], lake, WHO)
    with pytest.raises(Refused, match="पहले ही"):
        act([town], WHO)


def test_what_readers_saw_stays_shown_by_a_merge_and_the_undo_hides_it_again():
    seen = builders.entity("सोनताल", status="suggested")
    unseen = builders.entity("सोन ताल", status="suggested", shown=False)
    action = merging.merge([seen], unseen, WHO)
    unseen.refresh_from_db()
    assert unseen.shown
    undo.undo(action, WHO)
    unseen.refresh_from_db()
    assert not unseen.shown


def test_a_preview_says_what_would_change(lake, town):
    builders.article("तीन", entities=[lake, town])
    builders.entity("सोनपुर", kind="organisation")
    town.kind = "organisation"
    town.save()
    looked = merging.preview([town, lake], lake)
    assert (looked.moved, looked.together, looked.refusal) == (2, 3, "")
    assert looked.names == ["सोन नगर", "सोनपुर"]
    assert [(text, other.label) for text, other in looked.conflicts] == [("सोनपुर", "सोनपुर")]
    assert looked.odd == [town]
    assert [article.title for article in looked.samples] == ["तीन", "दो"]
    assert not pointers()


def rejected(lake, town):
    entities.reject([lake], WHO)


def renamed(lake, town):
    entities.rename(town, "सोन कस्बा", WHO)
    entities.rename(lake, "सोन सरोवर", WHO)


def another(lake, town):
    merging.merge([builders.entity("हरिताल")], lake, WHO)


def hidden(lake, town):
    articles.hide(town.articles.values_list("pk", flat=True), WHO)


@pytest.mark.parametrize("between", [rejected, renamed, another, hidden])
def test_a_merge_is_taken_back_whatever_else_came_between(lake, town, between):
    action = merging.merge([town], lake, WHO)
    between(lake, town)
    undo.undo(action, WHO)
    town.refresh_from_db()
    assert town.merged_into is None
    assert (town.status, town.shown) == ("confirmed", True)
    assert set(town.articles.values_list("title", flat=True)) == {"दो"}


def test_what_came_on_top_is_taken_back_first(lake, town):
    first = merging.merge([town], lake, WHO)
    second = merging.merge([lake], builders.entity("सोन घाटी"), WHO)
    with pytest.raises(Refused, match="पहले वह काम वापस लें"):
        undo.undo(first, WHO)
    undo.undo(second, WHO)
    undo.undo(first, WHO)
    assert not pointers()


def test_where_the_target_is_deleted_the_others_stand_for_themselves(lake, town):
    action = merging.merge([town], lake, WHO)
    IndexChange.objects.all().delete()
    lake.delete()
    town.refresh_from_db()
    assert town.merged_into is None
    changed = set(IndexChange.objects.values_list("article_id", flat=True))
    assert set(town.articles.values_list("pk", flat=True)) <= changed
    assert "अब संग्रह में नहीं" in undo.can_undo(action)


def test_many_articles_are_indexed_as_a_task(lake, town, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(indexing, "STEP", 2)
    for _ in range(4):
        builders.article("और", entities=[town])
    IndexChange.objects.all().delete()
    merging.merge([town], lake, WHO)
    task = Task.objects.get()
    assert (task.kind, task.total, task.who) == ("index-names", 5, WHO)
    assert pointers(), "the merge itself does not wait"
    assert not IndexChange.objects.exists()
    tasks.run(task)
    assert (task.status, task.done) == ("finished", 5)
    changed = set(IndexChange.objects.values_list("article_id", flat=True))
    assert changed == set(town.articles.values_list("pk", flat=True))


def test_a_family_is_split_after_a_merge_is_taken_back_only_in_that_order(lake, town):
    action = merging.merge([town], lake, WHO)
    chosen = town.articles.values_list("pk", flat=True)
    _made, parted = splitting.split(lake, "सोन बाँध", [], chosen, WHO)
    assert "अलग किया" in undo.can_undo(action)
    undo.undo(parted, WHO)
    undo.undo(action, WHO)
    assert set(town.articles.values_list("title", flat=True)) == {"दो"}


def test_a_family_is_known_by_any_of_its_heads(lake, town):
    merging.merge([town], lake, WHO)
    assert family([lake.pk]) == [lake.pk, town.pk]
    assert family([town.pk]) == [town.pk]
    assert family([]) == []
