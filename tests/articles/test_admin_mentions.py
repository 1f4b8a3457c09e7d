"""Which names an article mentions: what the admin keeps, finds and refuses."""

import pytest

from articles.models import (
    Alias,
    Article,
    Entity,
    Mention,
    Suggestion,
)
from search import indexer
from tests import builders
from tests.articles.admin_forms import (
    ADD,
    data,
    edit,
    page,
    with_mention,
)

pytestmark = pytest.mark.django_db


def mentions(article):
    rows = article.mentions.order_by("entity__label")
    return list(rows.values_list("entity__label", "count", "origin"))


def test_a_mention_that_a_curator_changes_is_the_curators(admin_client):
    article = builders.article(entities=[builders.entity()])
    Mention.objects.update(origin="text")
    mention = Mention.objects.get()
    edit(admin_client, article, **with_mention(mention))
    assert mentions(article) == [("सोनताल", 1, "text")]
    edit(admin_client, article, **with_mention(mention, count=3))
    assert mentions(article) == [("सोनताल", 3, "curator")]


@pytest.mark.parametrize(
    "facts",
    [
        {"count": 0},
        {"count": "x"},
        {"count": "9" * 40},
        {"entity": ""},
        {"entity": "x"},
        {"entity": "9" * 40},
    ],
)
def test_bad_mentions_are_form_errors(admin_client, facts):
    article = builders.article(entities=[builders.entity()])
    rows = with_mention(Mention.objects.get(), **facts)
    answer = admin_client.post(page(article), data(source=article.source_id, **rows))
    assert answer.status_code == 200
    assert answer.context["errors"]


def test_one_entity_is_mentioned_once(admin_client):
    article = builders.article(entities=[builders.entity()])
    rows = with_mention(Mention.objects.get()) | {"mentions-TOTAL_FORMS": 2}
    rows |= {"mentions-1-entity": Entity.objects.get().pk, "mentions-1-count": 1}
    answer = admin_client.post(page(article), data(source=article.source_id, **rows))
    assert answer.status_code == 200
    assert answer.context["errors"]


def test_an_edit_of_the_text_brings_and_takes_mentions(admin_client):
    builders.entity("सोनताल")
    builders.entity("चाँदपोखर")
    article = builders.article()
    edit(admin_client, article, body="सोनताल और सोनताल में पानी आया।")
    assert mentions(article) == [("सोनताल", 2, "text")]
    edit(admin_client, article, body="चांदपोखर में पानी आया।")
    assert mentions(article) == [("चाँदपोखर", 1, "text")]


def test_a_mention_that_a_curator_deleted_stays_away_at_the_next_edit(admin_client):
    builders.entity("सोनताल")
    article = builders.article()
    edit(admin_client, article, body="सोनताल में पानी आया।")
    rows = with_mention(Mention.objects.get(), DELETE="on")
    edit(admin_client, article, body="सोनताल में पानी आया।", **rows)
    edit(admin_client, article, body="सोनताल में बहुत पानी आया।")
    assert mentions(article) == []


def test_an_article_written_by_hand_is_tagged(admin_client):
    builders.entity("सोनताल")
    facts = data(source=builders.source().pk, title="सोनताल भरा")
    admin_client.post(ADD, facts)
    assert mentions(Article.objects.get()) == [("सोनताल", 1, "text")]


@pytest.mark.django_db(transaction=True)
def test_a_new_alias_tags_the_articles_that_name_it(admin_client, index):
    place = builders.entity("सोनताल")
    article = builders.article(body="हिन्दपोखर के किनारे मेला लगा। हिंदपोखर साफ़ है।")
    indexer.update()
    form = {"label": "सोनताल", "kind": "place", "status": "confirmed", "roman": "Sontal"}
    form |= {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0, "description": ""}
    answer = admin_client.post(page(place), form | {"aliases-0-text": "हिंदपोखर"}, follow=True)
    assert mentions(article) == [("सोनताल", 2, "text")]
    assert "1 समाचार में पहचान बदली" in answer.content.decode()
    facets = admin_client.get("/search.json").json()["facets"]
    assert "सोनताल" in [choice["label"] for choice in facets["entity"]]


@pytest.mark.django_db(transaction=True)
def test_names_are_found_again_by_an_action(admin_client, index):
    place, article = builders.entity("सोनताल"), builders.article("सोनताल भरा")
    rejected = builders.entity("भरा", status="rejected")
    Alias.objects.create(entity=place, text="पुराना तालाब")
    rows = {"action": "find_again", "_selected_action": [place.pk, rejected.pk]}
    admin_client.post("/admin/articles/entity/", rows)
    assert mentions(article) == [("सोनताल", 2, "text")]


def test_a_suggestion_shows_its_sentences_with_their_articles(admin_client):
    one = builders.entity("रमेश पंचोली", "person", status="suggested")
    suggestion = Suggestion.objects.create(entity=one, key="x")
    articles = [builders.article(title=title) for title in ("पुल बना", "मेला <लगा>")]
    for article in articles:
        suggestion.evidence.create(article=article, sentence=f"{article.title} & पंचोली")
    text = admin_client.get(page(one)).content.decode()
    assert text.index("पुल बना &amp; पंचोली") < text.index("मेला &lt;लगा&gt; &amp; पंचोली")
    assert all(f'href="{page(article)}"' in text for article in articles)
    assert "रमेश" in admin_client.get(page(builders.entity("रमेश"))).content.decode()
