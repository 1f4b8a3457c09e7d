"""Pages are not sent again while they are as they were, and never when they are not."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from articles import caching
from articles.models import Action, Alias, Article, IndexChange, Source, Topic
from search import indexer
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

PATHS = {
    "home": "/",
    "search": "/search?q=तालाब",
    "json": "/search.json?q=तालाब",
    "article": "/articles/{pk}/",
    "article json": "/articles/{pk}.json",
    "article text": "/articles/{pk}.txt",
    "entity": "/entities/sonpur/",
    "topic": "/topics/जल/",
    "topics": "/topics/",
    "source": "/sources/नमूना-समाचार/",
    "reference": "/articles/{pk}.bib",
    "trends": "/trends?q=तालाब",
    "trends json": "/trends.json?q=तालाब",
    "trends csv": "/trends.csv?q=तालाब",
    "trends svg": "/trends.svg?q=तालाब",
    "trends png": "/trends.png?q=तालाब",
}


@pytest.fixture(params=PATHS)
def path(request, index):
    made = article("तालाब भरा", entities=[entity("सोनपुर", roman="sonpur")], topics=["जल"])
    indexed(made)
    return PATHS[request.param].format(pk=made.pk)


def ask(client, path, etag=""):
    return client.get(path, headers={"If-None-Match": etag} if etag else {})


def test_what_has_not_changed_is_not_sent_again(client, path):
    first = ask(client, path)
    again = ask(client, path, first["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]
    assert "no-cache" in first["Cache-Control"] and "Cookie" in first["Vary"]


def edit(made):
    made.title = "तालाब सूखा"
    made.save()
    indexer.update()


def rename(made):
    source = Source.objects.get()
    source.name = "उदाहरण टाइम्स"
    source.save()


CHANGES = {
    "an edit": edit,
    "a new article": lambda made: indexed(article("और एक तालाब")),
    "a new name of the source": rename,
    "another name": lambda made: Alias.objects.create(entity=made.entities.get(), text="सोन नगर"),
    "a topic's query": lambda made: Topic.objects.get().save(),
    "an act of a curator": lambda made: Action.objects.create(
        kind="change", model="article", object_id=made.pk, label="तालाब"
    ),
    "what is written in bulk": lambda made: caching.note(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_every_page_is_another(client, path, change):
    first = ask(client, path)
    CHANGES[change](Article.objects.get())
    again = ask(client, path, first["ETag"])
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_while_changes_wait_nothing_is_said_to_be_as_it_was(client, path):
    first = ask(client, path)
    waiting = IndexChange.objects.create(article_id=1)
    again = ask(client, path, first["ETag"])
    assert again.status_code == 200
    assert "ETag" not in again
    waiting.delete()
    assert ask(client, path, first["ETag"]).status_code == 304


def test_each_language_has_its_own(client, path):
    first = ask(client, path)
    client.cookies["django_language"] = "en"
    assert ask(client, path, first["ETag"]).status_code == 200


@pytest.mark.parametrize("choice", ["ui=en", "digits=devanagari"])
def test_a_choice_is_always_answered(client, choice):
    indexed(article())
    assert "ETag" not in ask(client, f"/?{choice}")


def test_other_digits_are_another_page(client, path):
    first = ask(client, path)
    client.cookies["digits"] = "devanagari"
    chosen = ask(client, path, first["ETag"])
    assert chosen.status_code == 200
    assert ask(client, path, chosen["ETag"]).status_code == 304


def test_another_setting_of_the_digits_is_another_page(client, settings):
    indexed(article())
    first = ask(client, "/")
    settings.DIGITS = "devanagari"
    assert ask(client, "/", first["ETag"]).status_code == 200


def test_a_signed_in_reader_gets_a_page_of_his_own(client, path):
    first = ask(client, path)
    client.force_login(get_user_model().objects.create_user("reader"))
    again = ask(client, path, first["ETag"])
    assert again.status_code == 200
    assert "ETag" not in again
    assert "private" in again["Cache-Control"]


def test_each_address_has_its_own(client):
    indexed(article())
    assert ask(client, "/search?q=a")["ETag"] != ask(client, "/search?q=b")["ETag"]


def test_a_part_of_a_page_is_not_taken_for_the_whole(client):
    indexed(article())
    part = client.get("/search", headers={"HX-Request": "true"})
    assert part["ETag"] != ask(client, "/search")["ETag"]


def test_another_day_is_another_page(client, monkeypatch):
    indexed(article())
    first = ask(client, "/")
    monkeypatch.setattr(caching.timezone, "localdate", lambda: date(2030, 1, 1))
    assert ask(client, "/", first["ETag"]).status_code == 200


def test_another_version_of_the_project_is_another_page(client, monkeypatch):
    indexed(article())
    first = ask(client, "/")
    monkeypatch.setattr(caching, "project", lambda: 0.0)
    assert ask(client, "/", first["ETag"]).status_code == 200


def test_other_settings_make_another_page(client, settings):
    indexed(article())
    first = ask(client, "/")
    settings.FINGERPRINT = "another"
    assert ask(client, "/", first["ETag"]).status_code == 200


def test_what_was_made_of_remembered_counts_is_not_kept_for_good(client, monkeypatch):
    monkeypatch.setattr(caching, "SEEN", caching.Seen())
    indexed(article())
    first = ask(client, "/")
    caching.SEEN.since -= caching.SETTLED_AFTER + 1
    later = ask(client, "/", first["ETag"])
    assert later.status_code == 200
    assert ask(client, "/", later["ETag"]).status_code == 304


def test_without_an_index_pages_have_no_etag(client):
    article()
    assert "ETag" not in ask(client, "/search")


def test_what_is_not_found_has_none(client):
    indexed(article())
    assert "ETag" not in ask(client, "/articles/99999/")
    assert "ETag" not in ask(client, "/search?q=तालाब OR")
    for kind in ("", ".json", ".csv"):
        assert "ETag" not in ask(client, f"/trends{kind}?q=तालाब OR")


def test_only_the_newest_change_is_kept():
    for _ in range(2 * caching.KEPT_ROWS):
        caching.note()
    assert caching.PageChange.objects.count() <= caching.KEPT_ROWS
