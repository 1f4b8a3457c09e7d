"""Code in values: SQL, lookups of the ORM, and the query language of the index."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from articles.models import Article
from tests import builders
from tests.search.saved.keeping import reader

pytestmark = pytest.mark.django_db
ATTACKS = [
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "'; DROP TABLE articles_article; --",
    "1; DELETE FROM auth_user",
    "1 UNION SELECT password FROM auth_user",
    "%' UNION SELECT username, password FROM auth_user --",
    "1) OR (1=1",
    "\\'; SELECT pg_sleep(10); --",
    "%%%___",
    "%(x)s {0} %s",
    "\x00",
    "-1",
    "9" * 30,
    "{{ settings.SECRET_KEY }}",
    "${7*7}",
]
PARAMETERS = "q from to source entity person topic agency not_topic sort per as page find_topic"


@pytest.fixture
def archive(index):
    reader()
    hidden = builders.article("छिपा हुआ तालाब", status=Article.Status.HIDDEN)
    return builders.indexed(builders.article(topics=["जल"]), hidden)


def unharmed():
    """Return whether nothing was deleted, and no other password is known."""
    return (Article.objects.count(), get_user_model().objects.count()) == (2, 1)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_parameter_of_a_search_is_code(client, archive, attack):
    for name in PARAMETERS.split():
        for path in ("/search.json", "/search.csv"):
            response = client.get(path, {"q": "तालाब"} | {name: attack})
            text = b"".join(response) if response.streaming else response.content
            assert response.status_code in (200, 400), (path, name)
            assert b"pbkdf2" not in text and b"md5$" not in text and "छिपा".encode() not in text
    assert unharmed()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("path", ["/suggest.json", "/suggestions.json", "/bulk", "/topics/"])
def test_nor_is_what_is_being_typed(client, archive, path, attack):
    assert client.get(path, {"q": attack}).status_code == 200
    assert unharmed()


@pytest.mark.parametrize("attack", ATTACKS)
def test_nor_is_a_name_in_an_address(client, archive, attack):
    for folder in ("entities", "sources", "topics", "bulk", "account/join", "saved/stop"):
        assert client.get(f"/{folder}/{attack}/").status_code in (200, 301, 400, 404, 410)
    assert unharmed()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["username", "password", "email"])
def test_nor_is_what_is_typed_to_sign_in(client, archive, name, attack):
    given = {"username": "asha@example.org", "password": "x", "email": "x@example.org"}
    for path in ("/account/sign-in", "/admin/login/", "/account/password/forgotten"):
        assert client.post(path, given | {name: attack}).status_code in (200, 400)
    assert "_auth_user_id" not in client.session
    assert unharmed()


LOOKUPS = [
    "password__startswith=md5",
    "user__password__startswith=md5",
    "source__article__status=hidden",
    "logentry__user__password__contains=a",
    "run__problems__reason__regex=(a%2B)%2B$",
    "o=1;DROP",
    "o=password",
    "e=1",
    "_to_field=password",
    "_facets=x",
    "all=",
    "id__in=1,2);DROP",
]


@pytest.mark.parametrize("lookup", LOOKUPS)
@pytest.mark.parametrize("model", ["articles/article", "articles/entity", "auth/user"])
def test_no_list_of_the_admin_takes_lookups_that_it_does_not_offer(
    admin_client, archive, model, lookup
):
    response = admin_client.get(f"/admin/{model}/?{lookup}")
    assert response.status_code in (200, 302, 400)
    assert b"md5$" not in response.content
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    "query",
    [
        *("*:*", "_id:1", "stem:ताल", "text:छिपा", "password:a", "status:hidden", "तालाब^1000"),
        *("ताल~2", "/ता.*/", "[अ TO ह]", "ताल?", "{!lucene}ताल", '"तालाब"~5', "तालाब && छिपा"),
        "NOT NOT तालाब",
    ],
)
def test_no_query_reaches_what_its_language_does_not_have(client, archive, query):
    answer = client.get("/search.json", {"q": query})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert all("छिपा" not in hit["title"] for hit in answer.json()["hits"])


def test_what_readers_do_not_see_no_address_shows(client, archive):
    hidden = Article.objects.get(status=Article.Status.HIDDEN)
    for path in ("/articles/{}/", "/articles/{}.json", "/articles/{}.txt", "/articles/{}.bib"):
        response = client.get(path.format(hidden.pk))
        assert response.status_code == 410
        assert hidden.body not in response.content.decode()


def test_values_travel_beside_the_sql(client, archive):
    """The attack is in the parameters of the statements, never in the statements themselves."""
    statements = []

    def noted(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        client.get("/search", {"q": "नहर' --", "topic": "जल' --", "find_topic": "ज' --"})
    assert statements
    assert not [sql for sql in statements if "' --" in sql]
