"""Entities confirmed, rejected, renamed; and each taken back."""

import pytest

from articles.curation import Refused, entities, log, merging, tasks, undo
from articles.models import Alias, Entity, IndexChange, Task
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"
ACTS = {"confirm": entities.confirm, "reject": entities.reject}


def state(entity):
    entity.refresh_from_db()
    return entity.status, entity.shown


@pytest.mark.parametrize(
    ("before", "act", "after"),
    [
        (("suggested", False), "confirm", ("confirmed", True)),
        (("suggested", True), "confirm", ("confirmed", True)),
        (("suggested", True), "reject", ("rejected", False)),
        (("suggested", False), "reject", ("rejected", False)),
        (("confirmed", True), "reject", ("rejected", False)),
        (("rejected", False), "confirm", ("confirmed", True)),
    ],
)
def test_a_decision_and_its_undo(before, act, after):
    place = builders.entity(status=before[0], shown=before[1])
    article = builders.article(entities=[place])
    IndexChange.objects.all().delete()
    (action,) = ACTS[act]([place], WHO)
    assert state(place) == after
    assert (action.kind, action.before["status"]) == (act, before[0])
    assert IndexChange.objects.get().article_id == article.pk
    undo.undo(action, "rupa")
    assert state(place) == before
    assert IndexChange.objects.count() == 2


@pytest.mark.parametrize(("status", "act"), [("confirmed", "confirm"), ("rejected", "reject")])
def test_what_is_so_already_is_no_act(status, act):
    assert ACTS[act]([builders.entity(status=status)], WHO) == []
    assert not log.Action.objects.exists()


def test_many_are_decided_about_at_once_with_an_act_each():
    rows = [builders.entity(f"ताल {number}", status="suggested") for number in range(3)]
    actions = entities.confirm(Entity.objects.all(), WHO)
    assert [action.object_id for action in actions] == [row.pk for row in rows]


def test_a_later_decision_is_taken_back_first():
    place = builders.entity(status="suggested")
    (first,) = entities.confirm([place], WHO)
    (second,) = entities.reject([place], WHO)
    assert "पहले वह वापस लें" in undo.can_undo(first)
    undo.undo(second, WHO)
    undo.undo(first, WHO)
    assert state(place) == ("suggested", True)


def test_a_decision_is_not_taken_back_under_a_merge():
    place, other = builders.entity(status="suggested"), builders.entity("हरिताल")
    (first,) = entities.confirm([place], WHO)
    merging.merge([place], other, WHO)
    assert "पहले ही “हरिताल” में मिला है" in undo.can_undo(first)


@pytest.mark.parametrize(
    ("aliases", "label", "then"),
    [
        ([], "रूपताल", ["सोनताल"]),
        (["सोनताल जी"], "रूपताल", ["सोनताल", "सोनताल जी"]),
        (["सोनताल"], "रूपताल", ["सोनताल"]),
        ([], "सोन्ताल", []),  # the same in its folded form
    ],
)
def test_the_old_label_becomes_an_alias_and_the_undo_takes_away_what_was_made(aliases, label, then):
    place = builders.entity("सोंताल" if label == "सोन्ताल" else "सोनताल", aliases=aliases)
    old = place.label
    action = entities.rename(place, label, WHO)
    place.refresh_from_db()
    assert (place.label, place.slug) == (label, old)
    assert sorted(place.aliases.values_list("text", flat=True)) == then
    undo.undo(action, WHO)
    place.refresh_from_db()
    assert place.label == old
    assert sorted(place.aliases.values_list("text", flat=True)) == aliases


def test_the_same_label_is_no_act_and_none_is_refused():
    place = builders.entity("सोनताल")
    assert entities.rename(place, "सोनताल", WHO) is None
    with pytest.raises(Refused, match="एक भी शब्द नहीं"):
        entities.rename(place, "", WHO)


def test_renamings_are_taken_back_in_turn():
    place = builders.entity("सोनताल")
    first = entities.rename(place, "रूपताल", WHO)
    second = entities.rename(place, "सोनताल", WHO)
    third = entities.rename(place, "रूपताल", WHO)
    for one in (first, second):
        assert "पहले वह वापस लें" in undo.can_undo(one)
    for one in (third, second, first):
        undo.undo(one, WHO)
    place.refresh_from_db()
    assert (place.label, Alias.objects.count()) == ("सोनताल", 0)


def test_what_was_changed_past_the_log_is_not_overwritten():
    place = builders.entity("सोनताल")
    action = entities.rename(place, "रूपताल", WHO)
    Entity.objects.update(label="हरिताल")
    with pytest.raises(Refused, match="बाद में बदला गया"):
        undo.undo(action, WHO)


def test_an_undone_act_stays_in_the_log_with_its_undo():
    place = builders.entity(status="suggested")
    (action,) = entities.confirm([place], WHO)
    undoing = undo.undo(action, "rupa")
    assert [one.kind for one in log.history_of(place)] == ["undo", "confirm"]
    assert (undoing.undoes, undoing.who, undoing.after) == (action, "rupa", action.before)
    assert "पहले ही वापस" in undo.can_undo(action)
    assert "वही काम फिर से करें" in undo.can_undo(undoing)


def test_what_is_gone_cannot_be_taken_back():
    place = builders.entity(status="suggested")
    (action,) = entities.confirm([place], WHO)
    place.delete()
    assert "अब संग्रह में नहीं" in undo.can_undo(action)


def test_a_status_saved_by_a_form_is_indexed_as_a_task_where_many_articles_have_it(monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    place = builders.entity()
    for _ in range(2):
        builders.article(entities=[place])
    IndexChange.objects.all().delete()
    place = Entity.objects.get()
    place.status = "rejected"
    place.save()
    assert (Task.objects.get().total, IndexChange.objects.count()) == (2, 0)
