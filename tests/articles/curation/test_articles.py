"""Articles hidden, shown and filed; and each taken back."""

import pytest

from articles.curation import Refused, articles, indexing, tasks, undo
from articles.models import Action, Article, IndexChange, Task
from tests import builders

pytestmark = pytest.mark.django_db
WHO = "asha"


def topics(article):
    return sorted(article.topics.values_list("name", flat=True))


def test_articles_are_hidden_and_shown_with_an_act_each():
    one, two = builders.article(status="hidden"), builders.article()
    IndexChange.objects.all().delete()
    (action,) = articles.hide([one.pk, two.pk], WHO)
    assert (action.object_id, action.kind, action.before) == (
        two.pk,
        "hide",
        {"status": "published"},
    )
    assert IndexChange.objects.get().article_id == two.pk
    assert len(articles.show([one.pk, two.pk, 99999], WHO)) == 2
    assert not Article.objects.filter(status="hidden").exists()


def test_hiding_is_taken_back_unless_shown_since():
    article = builders.article()
    (hidden,) = articles.hide([article.pk], WHO)
    (shown,) = articles.show([article.pk], WHO)
    assert "पहले वह वापस लें" in undo.can_undo(hidden)
    undo.undo(shown, WHO)
    undo.undo(hidden, WHO)
    article.refresh_from_db()
    assert article.status == "published"


def test_filing_adds_and_its_undo_takes_away_only_what_it_added():
    article = builders.article(topics=["मेले"])
    wanted = [builders.topic("मेले"), builders.topic("जल")]
    (action,) = articles.file([article.pk], wanted, WHO)
    assert topics(article) == ["जल", "मेले"]
    assert (action.before, action.after) == ({"topics": ["मेले"]}, {"topics": ["जल", "मेले"]})
    assert articles.file([article.pk], wanted, WHO) == []
    undo.undo(action, WHO)
    assert topics(article) == ["मेले"]


def test_unfiling_takes_away_and_its_undo_puts_back():
    article = builders.article(topics=["मेले", "जल"])
    (action,) = articles.unfile([article.pk], [builders.topic("मेले")], WHO)
    assert topics(article) == ["जल"]
    undo.undo(action, WHO)
    assert topics(article) == ["जल", "मेले"]


def test_filing_is_not_taken_back_where_the_topics_were_changed_since():
    article = builders.article()
    (action,) = articles.file([article.pk], [builders.topic("मेले")], WHO)
    article.topics.clear()
    with pytest.raises(Refused, match="बाद में बदला गया"):
        undo.undo(action, WHO)


@pytest.mark.parametrize("act", [articles.hide, articles.file])
def test_many_articles_are_written_at_once_and_indexed_as_a_task(act, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(indexing, "STEP", 2)
    ids = [builders.article(f"समाचार {number}").pk for number in range(3)]
    IndexChange.objects.all().delete()
    more = [[builders.topic("जल")]] if act is articles.file else []
    assert len(act(ids, *more, WHO)) == Action.objects.count() == 3
    assert not IndexChange.objects.exists()
    task = Task.objects.get()
    tasks.run(task)
    assert (task.status, task.done, task.total) == ("finished", 3, 3)
    assert set(IndexChange.objects.values_list("article_id", flat=True)) == set(ids)


def test_every_act_of_articles_that_is_not_known_is_left_alone():
    article = builders.article()
    action = Action.objects.create(kind="join", model="article", object_id=article.pk, label="एक")
    assert "नहीं लिया जा सकता" in undo.can_undo(action)
