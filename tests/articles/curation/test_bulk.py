"""Acts on many articles, at once or as a task."""

import pytest

from articles.curation import bulk, tasks
from articles.models import Action, Article, Task
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_at_once(monkeypatch):
    """More than two articles make a task; returns the tasks begun apart."""
    begun = []
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(tasks, "run_apart", begun.append)
    return begun


def articles(count):
    return [builders.article(f"तालाब {number}").pk for number in range(count)]


def test_few_are_done_at_once(two_at_once):
    assert bulk.begin(bulk.HIDE, articles(2), "x", "asha") == 2
    assert set(Article.objects.values_list("status", flat=True)) == {"hidden"}
    assert not Task.objects.exists()


def test_many_are_a_task_that_goes_on_step_by_step(two_at_once):
    topic = builders.topic("खेल")
    ids = articles(5)
    task = bulk.begin(bulk.FILE, ids, "खेल में", "asha", [topic])
    assert (two_at_once, task.total, task.label) == ([task], 5, "खेल में")
    assert topic.articles.count() == 0
    tasks.run(task)
    task.refresh_from_db()
    assert (task.status, task.done) == ("finished", 5)
    assert topic.articles.count() == 5
    assert {one.who for one in Action.objects.all()} == {"asha"}


def test_what_is_begun_again_logs_nothing_twice(two_at_once):
    task = bulk.begin(bulk.HIDE, articles(3), "x", "asha")
    for _ in range(2):
        tasks.run(task)
    assert Action.objects.filter(kind="hide").count() == 3


def test_articles_that_are_gone_meanwhile_are_passed_over(two_at_once):
    ids = articles(3)
    task = bulk.begin(bulk.HIDE, ids, "x", "asha")
    Article.objects.filter(pk=ids[0]).delete()
    tasks.run(task)
    assert (task.status, Action.objects.count()) == ("finished", 2)
