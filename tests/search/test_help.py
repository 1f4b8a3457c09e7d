"""The help page: every rule with an example that runs in this archive."""

import pytest
from django.utils.html import escape

from search import help as rules
from search.engines.base import IndexUnavailable
from search.query import parse
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
QUERIES = [query for queries in rules.EXAMPLES.values() for query in queries]


def page(client, language="hi"):
    response = client.get("/help", {"ui": language})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_every_example_is_a_query_that_is_understood():
    for query in QUERIES:
        parse(query)


@pytest.mark.parametrize("language, title", [("hi", "खोज के नियम"), ("en", "Rules of search")])
def test_the_page_is_there_in_both_languages(client, language, title):
    indexed(article())
    html = page(client, language)
    assert f"<h1>{title}</h1>" in html
    assert html.count("<h2>") == 15


@pytest.mark.parametrize("language", ["hi", "en"])
def test_both_languages_show_every_example(client, language):
    indexed(article())
    html = page(client, language)
    assert html.count('class="ways examples"') == len(rules.EXAMPLES)
    for query in QUERIES:
        assert f">{escape(query)}</code>" in html


def test_an_example_is_linked_and_counted(client):
    indexed(article(body="हिन्द महासागर"), article(body="हिंद की लहरें"))
    html = page(client)
    for word in ("हिन्द", "हिंद"):
        link = rules.Example(word, "", 2).url
        assert f'<a href="{link}" rel="nofollow"><code lang="hi">{word}</code></a>' in html
    assert html.count("2 समाचार") >= 2


def test_an_example_that_finds_nothing_has_no_link(client):
    indexed(article(title="परीक्षण", body="कुछ और ही"))
    html = page(client)
    assert '<code lang="hi">चुनाव*</code> </span>' in html
    assert rules.Example("चुनाव*", "", 0).url not in html


def test_an_example_that_names_what_the_archive_has_not_has_no_link(client):
    indexed(article())
    assert '<code lang="hi">नाम:जयशंकर</code> </span>' in page(client)


def test_roman_examples_say_how_they_are_read(client):
    indexed(article(body="जल संरक्षण का काम"))
    assert '<code lang="hi-Latn">jal sanrakshan</code></a> → <b lang="hi">जल संरक्षण</b>' in page(
        client
    )


def test_a_misspelled_example_says_what_it_is_corrected_to(client):
    indexed(*(article(title="परीक्षण", body="पुराना तालाब") for _ in range(5)))
    assert '<code lang="hi">तलाब</code></a> → <b lang="hi">तालाब</b>' in page(client)


def test_the_counts_are_kept_for_a_short_while(client, django_assert_max_num_queries):
    indexed(article())
    page(client)
    with django_assert_max_num_queries(3):
        page(client)


def test_without_an_index_the_rules_stand_without_counts(client, monkeypatch):
    article()

    def unavailable():
        raise IndexUnavailable("gone")

    monkeypatch.setattr(rules, "counted", unavailable)
    html = page(client)
    assert '<code lang="hi">चुनाव*</code></a>' in html
    assert '<span class="count">' not in html


def test_an_empty_archive_has_rules_too(client):
    assert "खोज के नियम" in page(client)
