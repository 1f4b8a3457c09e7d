"""Acts on articles chosen in their list, the button that hides one, and the page of long work."""

import pytest
from django.contrib.auth.models import Group

from articles.curation import tasks
from articles.models import Action, Article, Task
from search import indexer
from tests import builders
from tests.articles.admin_forms import LIST, page, path

pytestmark = pytest.mark.django_db


def log_in(client, django_user_model, role):
    user = django_user_model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def choose(client, act, *articles, **sent):
    chosen = {"action": act, "_selected_action": [one.pk for one in articles]}
    return client.post(LIST, chosen | sent)


def topics(article):
    return sorted(topic.name for topic in article.topics.all())


# Topics


def test_the_list_asks_for_topics_and_files_articles(admin_client):
    one, other = builders.article("एक"), builders.article("दो", topics=["नदी"])
    sport = builders.topic("खेल")
    asked = choose(admin_client, "file", one, other)
    assert "एक" in asked.content.decode()
    assert topics(one) == []
    answer = choose(admin_client, "file", one, other, _topics=1, topics=[sport.pk])
    assert answer.status_code == 302
    assert (topics(one), topics(other)) == (["खेल"], ["खेल", "नदी"])
    assert [one.kind for one in Action.objects.all()] == ["file", "file"]


def test_the_list_takes_articles_out_of_topics(admin_client):
    one = builders.article(topics=["खेल", "नदी"])
    choose(admin_client, "unfile", one, _topics=1, topics=[builders.topic("खेल").pk])
    assert topics(one) == ["नदी"]


@pytest.mark.parametrize("sent", [[], ["x"], ["9" * 40], ["\x00"], ["999"]])
def test_without_a_topic_it_is_asked_again(admin_client, sent):
    one = builders.article()
    answer = choose(admin_client, "file", one, _topics=1, topics=sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Action.objects.exists()


# Hidden and shown


def test_what_the_list_hides_is_logged(admin_client, admin_user):
    one, hidden = builders.article("एक"), builders.article("दो", status="hidden")
    choose(admin_client, "hide", one, hidden)
    action = Action.objects.get()
    assert (action.kind, action.object_id, action.who) == ("hide", one.pk, admin_user.username)


def found(client):
    return [hit["title"] for hit in client.get("/search.json", {"q": "तालाब"}).json()["hits"]]


@pytest.mark.django_db(transaction=True)
def test_a_button_hides_an_article_from_search_at_once(admin_client, index):
    article = builders.article("तालाब एक")
    indexer.update()
    assert found(admin_client) == ["तालाब एक"]
    for left in ([], ["तालाब एक"]):
        answer = admin_client.post(path("article", f"{article.pk}/status/"))
        assert (answer.status_code, answer.url) == (302, page(article))
        assert found(admin_client) == left
    assert [one.kind for one in Action.objects.all()] == ["show", "hide"]


def test_hiding_is_undone_from_the_history(admin_client):
    article = builders.article()
    admin_client.post(path("article", f"{article.pk}/status/"))
    action = Action.objects.get()
    history = admin_client.get(path("article", f"{article.pk}/history/")).content.decode()
    undo = path("action", f"{action.pk}/undo/")
    assert undo in history
    assert admin_client.get(undo).status_code == 200
    admin_client.post(undo)
    article.refresh_from_db()
    assert article.status == "published"


def test_the_button_needs_a_post_a_right_and_an_article(client, admin_client, django_user_model):
    where = path("article", f"{builders.article().pk}/status/")
    assert admin_client.get(where).status_code == 405
    assert admin_client.post(path("article", "999/status/")).status_code == 404
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.post(where).status_code in (403, 404)
    assert Article.objects.get().status == "published"


# Long work


@pytest.fixture
def apart(monkeypatch):
    begun = []
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "run_apart", begun.append)
    return begun


@pytest.mark.django_db(transaction=True)
def test_much_work_is_shown_as_it_goes_on(admin_client, apart):
    answer = choose(admin_client, "hide", builders.article("एक"), builders.article("दो"))
    task = Task.objects.get()
    assert answer.url == path("task", f"{task.pk}/change/")
    shown = admin_client.get(answer.url)
    assert "Refresh" in shown.headers
    assert '<progress max="2" value="0">' in shown.content.decode()
    tasks.run(task)
    shown = admin_client.get(answer.url)
    assert "Refresh" not in shown.headers
    assert '<progress max="2" value="2">' in shown.content.decode()


@pytest.fixture
def broken():
    return Task.objects.create(kind="articles", label="x", status="broken", error="ValueError: x")


def again(client, task):
    return client.post(path("task", f"{task.pk}/again/"))


def test_what_broke_says_why_and_is_run_again(admin_client, apart, broken):
    where = path("task", f"{broken.pk}/change/")
    assert "ValueError: x" in admin_client.get(where).content.decode()
    for _ in range(2):  # pressed twice, it is begun once
        assert again(admin_client, broken).url == where
    assert apart == [broken]
    broken.refresh_from_db()
    assert (broken.status, broken.error) == ("waiting", "")


@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("curator", 302)])
def test_who_runs_broken_work_again(client, django_user_model, apart, broken, role, status):
    log_in(client, django_user_model, role)
    assert client.get(path("task")).status_code == 200
    assert again(client, broken).status_code == status


def test_nobody_changes_tasks_by_hand(client, django_user_model, broken):
    log_in(client, django_user_model, "administrator")
    assert client.get(path("task", "add/")).status_code == 403
    assert client.post(path("task", f"{broken.pk}/delete/"), {"post": "yes"}).status_code == 403
