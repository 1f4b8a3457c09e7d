"""Trip-ups: unknown, gone and forbidden addresses, wrong methods, no database."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from articles.models import Article, Entity, Source, Topic
from newsarchive import trouble
from newsarchive.trouble import words_in
from search import views
from tests.builders import article, entity, indexed, source, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

LANGUAGES = {"hi": "यह पन्ना अब नहीं है", "en": "This page is gone"}


@pytest.mark.parametrize(
    "path, words",
    [
        ("/jal-sanrakshan", "jal sanrakshan"),
        ("/news/2020/10/तालाब_की-सफ़ाई.html", "तालाब की सफ़ाई"),
        ("/articles/12/", ""),
        ("/entities/सोनपुर/", "सोनपुर"),
        ("/" + "क" * 41, ""),
        ("/a-a-A-b", "a A b"),
        ("/", ""),
    ],
)
def test_words_of_an_address_begin_a_search(path, words):
    assert words_in(path) == words


def test_an_unknown_address_offers_a_search_for_its_words(client):
    response = client.get("/khabar/जल-संरक्षण/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'value="khabar जल संरक्षण"' in html
    assert 'href="/search?q=khabar%20%E0%A4%9C' in html


def hidden_article():
    return article("तालाब", status=Article.Status.HIDDEN).get_absolute_url()


def gone(row):
    path = row.get_absolute_url()
    row.delete()
    return path


@pytest.mark.parametrize(
    "make",
    [
        lambda: gone(article("तालाब")),
        hidden_article,
        lambda: gone(entity("सोनपुर")),
        lambda: gone(source("नमूना समाचार")),
        lambda: gone(topic("जल")),
        lambda: entity(status=Entity.Status.REJECTED, shown=False).get_absolute_url(),
    ],
    ids=["article", "hidden article", "entity", "source", "topic", "rejected entity"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_deleted_or_hidden_is_gone_and_says_so(client, make, language):
    client.cookies["django_language"] = language
    response = client.get(make())
    assert response.status_code == 410
    assert LANGUAGES[language] in response.content.decode()
    assert 'role="search"' in response.content.decode()


def test_many_deleted_at_once_are_gone(client):
    paths = [article().get_absolute_url() for _ in range(2)]
    Article.objects.all().delete()
    assert [client.get(path).status_code for path in paths] == [410, 410]


@pytest.mark.parametrize("model", [Source, Topic])
def test_what_is_made_again_at_a_gone_address_is_there_again(client, model):
    first = model.objects.create(name="जल")
    path = gone(first)
    model.objects.create(name="जल")
    assert client.get(path).status_code == 200


def test_a_suggested_entity_that_nobody_saw_yet_is_unknown(client):
    made = entity(status=Entity.Status.SUGGESTED, shown=False)
    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("path, status", [("/articles/7.json", 404), ("/nothing.json", 404)])
def test_programs_are_answered_in_json(client, path, status):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert response.json()["error"]["message"]


def test_programs_hear_what_is_gone(client):
    path = hidden_article().rstrip("/")
    assert client.get(f"{path}.json").status_code == 410
    assert client.get(f"{path}.txt").content.decode() == trouble.MESSAGES[410] + "\n"


@pytest.mark.parametrize("path", ["/", "/search", "/topics/", "/help"])
def test_a_wrong_method_is_told_on_a_page(client, path):
    response = client.post(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Method not allowed" in response.content.decode()


@pytest.mark.parametrize("path", ["/search.json", "/suggest.json", "/articles/1.json"])
def test_a_wrong_method_is_told_in_json(client, path):
    response = client.delete(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["error"]["message"]


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def test_a_locked_database_is_told_and_asked_again_later(client, monkeypatch, caplog):
    monkeypatch.setattr(views.page, "context", locked)
    response = client.get("/search?q=तालाब")
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert 'role="search"' in html and 'lang="en"' in html
    assert "database is locked" in caplog.text


def test_a_locked_database_is_told_in_json(client, monkeypatch):
    monkeypatch.setattr(views, "as_dict", locked)
    response = client.get("/search.json?q=तालाब")
    assert response.status_code == 503
    assert response.json()["error"]["message"]


@pytest.mark.parametrize("status", [400, 405, 500, 503])
def test_pages_for_when_little_can_be_relied_on_need_no_database(
    status, django_db_blocker, monkeypatch
):
    with django_db_blocker.block():
        response = trouble.plain(RequestFactory().get("/x"), status)
    html = response.content.decode()
    assert response.status_code == status
    assert 'role="search"' in html and "archive.css" in html
    assert '<p lang="en">' in html


def test_a_fault_of_ours_is_said_in_both_languages(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(views.page, "context", lambda *a: 1 / 0)
    response = client.get("/search")
    assert response.status_code == 500
    assert "कुछ बिगड़ गया" in response.content.decode()
    monkeypatch.setattr(views, "as_dict", lambda *a: 1 / 0)
    response = client.get("/search.json")
    assert (response.status_code, response["Content-Type"]) == (500, "application/json")


def test_a_form_without_its_token_is_refused_on_a_page():
    response = Client(enforce_csrf_checks=True).post("/search")
    assert response.status_code == 403
    assert "यह पन्ना आपके लिए खुला नहीं है" in response.content.decode()


def test_a_page_beyond_the_last_says_so(client):
    indexed(article("तालाब"))
    assert "माँगा गया पन्ना" in client.get("/search?page=99").content.decode()


NULLS = [
    *("/entities/%00/", "/sources/%00/", "/topics/%00/", "/topics/%00/feed", "/%00", "/bulk/x%00/"),
    *("/search?q=%00", "/search.json?q=x%00y", "/search?source=%00", "/search.atom?entity=%00"),
    *("/suggest.json?q=%00", "/suggest.json?q=a%00", "/suggestions.json?q=%00", "/trends?q=%00"),
    *(
        "/search?topic=%00&agency=%00",
        "/search?q=स्रोत:%00",
    ),
    *("/search?from=%00", "/search?sort=%00&per=%00&page=%00", "/?lang=%00", "/topics/?page=%00"),
    *("/search.csv?q=%00", "/account/sign-in/?next=%00", "/bulk?q=%00", "/help?q=%00"),
]


@pytest.mark.parametrize("address", NULLS)
def test_null_characters_break_no_page_on_any_database(client, address):
    indexed(article("तालाब"))
    assert client.get(address).status_code in (200, 302, 400, 404)
