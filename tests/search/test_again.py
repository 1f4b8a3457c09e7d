"""Answers given again: one search for what is asked again, and never an answer that is stale."""

import pytest

from articles.models import Article, IndexChange, Source
from search import views
from tests.builders import article, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture
def searches(monkeypatch):
    """The queries for which a search was made."""
    made, search = [], views.as_dict

    def noted(filters, *args):
        made.append(filters.data.get("q"))
        return search(filters, *args)

    monkeypatch.setattr(views, "as_dict", noted)
    return made


@pytest.fixture
def pond(index):
    one = article("तालाब भरा", source_name="नमूना समाचार")
    indexed(one)
    return one


def answer(client, address="q=तालाब"):
    return client.get(f"/search.json?{address}").json()


def test_the_same_address_is_searched_once(client, pond, searches):
    first, again = answer(client), answer(client)
    assert first == again
    assert first["total"] == 1
    assert searches == ["तालाब"]


def test_each_address_and_language_has_its_own(client, pond, searches):
    answer(client)
    answer(client, "q=तालाब&sort=newest")
    client.cookies["django_language"] = "en"
    answer(client)
    assert len(searches) == 3


def test_what_changes_in_the_archive_shows_at_once(client, pond):
    assert answer(client)["total"] == 1
    indexed(article("दूसरा तालाब"))
    assert answer(client)["total"] == 2
    Article.objects.filter(pk=pond.pk).update(status=Article.Status.HIDDEN)
    IndexChange.objects.create(article_id=pond.pk)
    assert [hit["title"] for hit in answer(client)["hits"]] == ["दूसरा तालाब"]
    indexed()
    assert answer(client)["total"] == 1


def test_a_new_name_of_a_source_shows_at_once(client, pond):
    answer(client)
    source = Source.objects.get()
    source.name = "उदाहरण टाइम्स"
    source.save()
    assert answer(client)["hits"][0]["source"] == "उदाहरण टाइम्स"


def test_nothing_is_kept_while_changes_wait_or_of_what_was_not_understood(client, pond, searches):
    IndexChange.objects.create(article_id=pond.pk)
    for _ in range(2):
        answer(client)
    indexed()
    for _ in range(2):
        assert client.get("/search.json?q=स्रोत:अनजाना").status_code == 400
    assert len(searches) == 4
