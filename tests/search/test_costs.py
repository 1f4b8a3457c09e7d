"""A search that would cost too much is refused in words that name the limit."""

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from search.query import MOST_CLAUSES, QueryError, parse
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def archive(settings):
    """Five words begin with ता, three of them with ताल."""
    settings.SEARCH_TERMS = 4
    return indexed(article("ताल तालाब तालिका ताप ताकत", "नहर पर पुल"))


@pytest.mark.parametrize("query", ["ताल*", "ताल* नहर", "-ताल* नहर", "ताल* ताल*", "नहर*"])
def test_prefixes_of_few_words_are_searched(client, archive, query):
    assert client.get("/search.json", {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query", ["ता*", "नहर ता*", "नहर -ता*", "(नहर OR ता*) पुल", "ताल* OR ताप* OR ताक*"]
)
@pytest.mark.parametrize("path", ["/search", "/search.json", "/search.csv", "/search.atom"])
def test_prefixes_of_too_many_words_are_refused_wherever_they_are_searched(
    client, archive, path, query
):
    assert client.get(path, {"q": query}).status_code == 400


@pytest.mark.parametrize(
    "language, words",
    [("hi", "“ता*” के साथ 4 से ज़्यादा शब्द"), ("en", "more than 4 words with “ता*”")],
)
def test_readers_are_told_the_limit_and_what_to_do(client, archive, language, words):
    html = client.get("/search", {"q": "नहर ता*", "ui": language}).content.decode()
    assert words in strip_tags(html)  # without the marks of languages
    assert "<b>ता*</b>" in html  # the spot is marked


def test_no_limit_is_no_limit(client, archive, settings):
    settings.SEARCH_TERMS = 0
    assert client.get("/search.json", {"q": "ता*"}).json()["total"] == 1


@pytest.mark.parametrize(
    "query",
    [
        f'"{"क ख " * MOST_CLAUSES}"',
        "-".join(["क"] * (MOST_CLAUSES + 1)),
        " ".join(["क-ख"] * (MOST_CLAUSES // 2 + 1)),
        f'{"क " * (MOST_CLAUSES - 1)}"ख ग"',
    ],
    ids=["phrase", "joined", "pairs", "both"],
)
def test_words_count_however_they_are_put_together(query):
    with pytest.raises(QueryError, match="200"):
        parse(query)


def test_as_many_words_as_promised_are_read():
    assert parse(f'"{" ".join(["क"] * MOST_CLAUSES)}"')


@pytest.mark.parametrize(
    "query, limit",
    [("क" * 2001, "2000"), ("क " * 201, "200"), ("(क " * 25 + "ख)" * 25, "20")],
    ids=["long", "words", "brackets"],
)
@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_limit_is_named(query, limit, language):
    with translation.override(language), pytest.raises(QueryError, match=limit):
        parse(query)
