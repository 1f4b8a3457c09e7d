"""Articles by what a curator knows of them."""

import pytest

from articles import finding
from tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = "https://namuna.example/samachar/talab?id=7"


@pytest.fixture
def pond(index):
    article = builders.article(
        "हिन्द तालाब फिर भरा", url=ADDRESS, external_id="T-2020-7", status="published"
    )
    builders.indexed(article, builders.article("मेले की तैयारी", body="मैदान में रंग हुआ।"))
    return article


@pytest.mark.parametrize(
    "known",
    [
        "हिन्द तालाब",
        "हिंद तालाब",  # another spelling
        "talab",  # roman letters
        ADDRESS,
        ADDRESS + "&utm_source=patra",  # as shared
        "T-2020-7",
    ],
)
def test_an_article_is_found(pond, known):
    assert finding.ids_of(known) == [pond.pk]


@pytest.mark.parametrize("known", ["पहाड़ी", "https://namuna.example/aur", "T-2020-8", "()", '"'])
def test_what_no_article_has_finds_none(pond, known):
    assert finding.ids_of(known) == []


def test_hidden_articles_are_found_by_the_words_of_their_titles(pond):
    pond.status = "hidden"
    pond.save()
    assert finding.ids_of("तालाब भरा") == [pond.pk]
    assert finding.ids_of("तालाब मेला") == []


def test_the_list_of_the_admin_finds_as_readers_do(pond, admin_client):
    page = admin_client.get("/admin/articles/article/", {"q": "हिंद तालाब"})
    assert [article.pk for article in page.context["cl"].result_list] == [pond.pk]
