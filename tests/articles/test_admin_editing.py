"""What a curator does in the admin is kept, and is found by search at once."""

import pytest

from articles.ingestion.clean import content_hash
from articles.ingestion.pipeline import ingest
from articles.models import Article, Revision, Topic
from search import indexer
from tests import builders
from tests.articles.admin_forms import ADD, LIST, chosen, data, edit, page

pytestmark = pytest.mark.django_db


def titles(client, query):
    return [hit["title"] for hit in client.get("/search.json", {"q": query}).json()["hits"]]


# Search follows


@pytest.mark.django_db(transaction=True)
def test_an_edited_title_is_found_at_once(admin_client, index):
    article = builders.article()
    indexer.update()
    assert not titles(admin_client, "बावड़ी")
    edit(admin_client, article, title="बावड़ी की सफ़ाई पूरी")
    assert titles(admin_client, "बावडी") == ["बावड़ी की सफ़ाई पूरी"]


@pytest.mark.django_db(transaction=True)
def test_an_article_hidden_in_its_form_leaves_search(admin_client, index):
    article = builders.article()
    indexer.update()
    edit(admin_client, article, status="hidden")
    assert not titles(admin_client, "तालाब")


@pytest.mark.django_db(transaction=True)
def test_articles_hidden_in_the_list_leave_search_and_come_back(admin_client, index):
    chosen, other = builders.article("तालाब एक"), builders.article("तालाब दो")
    indexer.update()
    admin_client.post(LIST, {"action": "hide", "_selected_action": chosen.pk})
    assert titles(admin_client, "तालाब") == [other.title]
    admin_client.post(LIST, {"action": "show", "_selected_action": chosen.pk})
    assert set(titles(admin_client, "तालाब")) == {chosen.title, other.title}


@pytest.mark.django_db(transaction=True)
def test_all_articles_of_a_filtered_list_can_be_hidden(admin_client, index):
    builders.article("तालाब एक", agency="भाषा")
    builders.article("तालाब दो", topics=["पर्यावरण"])
    indexer.update()
    topic = Topic.objects.get()
    chosen = {"action": "hide", "_selected_action": Article.objects.first().pk, "select_across": 1}
    admin_client.post(f"{LIST}?topics__id__exact={topic.pk}", chosen)
    assert titles(admin_client, "तालाब") == ["तालाब एक"]


@pytest.mark.django_db(transaction=True)
def test_articles_deleted_in_the_list_leave_search(admin_client, index):
    article = builders.article(entities=[builders.entity()])
    indexer.update()
    chosen = {"action": "delete_selected", "_selected_action": article.pk, "post": "yes"}
    admin_client.post(LIST, chosen)
    assert not titles(admin_client, "तालाब")


@pytest.mark.django_db(transaction=True)
def test_a_rejected_entity_leaves_the_facets(admin_client, index):
    place = builders.entity("सोनताल")
    builders.article(entities=[place])
    indexer.update()
    for action, shown in (("reject", False), ("confirm", True)):
        admin_client.post(page(place)[: -len(f"{place.pk}/change/")], chosen(action, place))
        facets = admin_client.get("/search.json").json()["facets"]
        assert ("सोनताल" in [choice["label"] for choice in facets["entity"]]) is shown


@pytest.mark.parametrize("way", ["row", "list"])
@pytest.mark.django_db(transaction=True)
def test_the_articles_of_a_deleted_topic_are_indexed_anew(admin_client, index, way):
    article = builders.article(topics=["पर्यावरण"])
    indexer.update()
    written = []
    indexer.outbox_filled.connect(lambda **kw: written.append(1), weak=False, dispatch_uid="seen")
    topic = article.topics.get()
    if way == "row":
        admin_client.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})
    else:
        data = chosen("delete_selected", topic) | {"post": "yes"}
        admin_client.post("/admin/articles/topic/", data)
    indexer.outbox_filled.disconnect(dispatch_uid="seen")
    assert written
    assert not Topic.objects.exists()
    assert titles(admin_client, "तालाब")


# Texts


def test_the_earlier_text_is_kept_as_a_revision(admin_client):
    article = builders.article()
    edit(admin_client, article, body="तालाब अब फिर भर गया है।")
    revision = Revision.objects.get()
    assert (revision.title, revision.body) == (builders.TITLE, builders.BODY)
    assert article.content_hash == content_hash(article.title, article.body)
    assert article.body == "तालाब अब फिर भर गया है।"
    assert article.original == builders.BODY


def test_an_edit_of_other_facts_keeps_no_revision(admin_client):
    article = builders.article(body="पहला अनुच्छेद।\n\nदूसरा अनुच्छेद।")
    edit(admin_client, article, body="पहला अनुच्छेद।\r\n\r\nदूसरा अनुच्छेद।", byline="नमूना लेखक")
    assert article.byline == "नमूना लेखक"
    assert article.paragraphs() == ["पहला अनुच्छेद।", "दूसरा अनुच्छेद।"]
    assert not Revision.objects.exists()


def test_texts_are_normalised_like_ingested_ones(admin_client):
    article = builders.article()
    edit(admin_client, article, title="  तालाब \u200d की\nसफ़ाई ", lead="एक\u00a0पंक्ति")
    assert article.title == "तालाब की सफ़ाई"
    assert article.lead == "एक पंक्ति"


def test_an_ingest_of_the_same_file_does_not_undo_an_edit(admin_client, tmp_path):
    path = builders.write_lines(tmp_path / "a.jsonl", builders.json_record())
    ingest([path])
    article = Article.objects.get()
    edit(admin_client, article, title="संपादक का शीर्षक")
    assert ingest([path]).counts["unchanged"] == 1
    assert Article.objects.get().title == "संपादक का शीर्षक"


def test_an_article_can_be_written_by_hand(admin_client):
    topic = builders.topic()
    facts = data(source=builders.source().pk, topics=[topic.pk], url="https://example.org/1")
    assert admin_client.post(ADD, facts).status_code == 302
    article = Article.objects.get()
    assert article.identity.startswith("hand:")
    assert article.original == article.body
    assert len(article.record_hash) == len(article.content_hash) == 64
    assert str(article.published_on) == "2020-10-07"
    assert article.topics.get() == topic


def test_two_articles_written_by_hand_may_be_alike(admin_client):
    facts = data(source=builders.source().pk)
    for _ in range(2):
        assert admin_client.post(ADD, facts).status_code == 302
    assert Article.objects.count() == 2


BAD_TEXTS = [
    ("title", ""),
    ("title", "\u200d"),
    ("title", "क\x00"),
    ("title", "क" * 10_000),
    ("body", ""),
    ("body", "। ।"),
    ("body", "क\x00"),
    ("byline", "क" * 10_000),
    ("agency", "क\x00"),
    ("place", "क" * 10_000),
    ("lead", "\x00"),
    ("url", "javascript:alert(1)"),
    ("url", "ftp://example.org/"),
    ("url", "https://["),
    ("url", "https://example.org/\x00"),
    ("url", "https://example.org/" + "x" * 10_000),
    ("source", "9" * 40),
    ("source", "x"),
    ("topics", ["9" * 40]),
    ("topics", ["\x00"]),
    ("status", "gone"),
    ("precision", "century"),
]


@pytest.mark.parametrize(("field", "text"), BAD_TEXTS)
def test_bad_facts_are_form_errors(admin_client, field, text):
    article = builders.article()
    for where in (ADD, page(article)):
        answer = admin_client.post(where, data(source=article.source_id) | {field: text})
        assert answer.status_code == 200
        assert list(answer.context["adminform"].form.errors) == [field]


# When it appeared

CONTRADICTIONS = [
    ("", "", "day", "published_at"),
    ("", "", "minute", "published_at"),
    ("2020-10-07", "", "", "precision"),
    ("2020-10-07", "10:00", "", "precision"),
    ("2020-10-07", "", "minute", "published_at"),
    ("", "10:00", "minute", "published_at"),
    ("0001-01-01", "00:00", "minute", "published_at"),
    ("9999-12-31", "23:59", "day", "published_at"),
    ("2020-13-07", "", "day", "published_at"),
    ("२०२०", "\x00", "day", "published_at"),
]


@pytest.mark.parametrize(("day", "clock", "precision", "field"), CONTRADICTIONS)
def test_contradictions_of_time_are_form_errors(admin_client, day, clock, precision, field):
    article = builders.article()
    facts = {"published_at_0": day, "published_at_1": clock, "precision": precision}
    answer = admin_client.post(page(article), data(source=article.source_id, **facts))
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]


@pytest.mark.parametrize(
    ("day", "clock", "precision", "moment", "published_on"),
    [
        ("", "", "", None, None),
        ("2020-10-07", "", "day", "2020-10-06T18:30:00+00:00", "2020-10-07"),
        ("2020-10-07", "15:57", "day", "2020-10-06T18:30:00+00:00", "2020-10-07"),
        ("2020-10-07", "01:30", "minute", "2020-10-06T20:00:00+00:00", "2020-10-07"),
    ],
)
def test_the_day_follows_the_moment(admin_client, day, clock, precision, moment, published_on):
    article = builders.article()
    facts = {"published_at_0": day, "published_at_1": clock, "precision": precision}
    edit(admin_client, article, **facts)
    assert (article.published_at and article.published_at.isoformat()) == moment
    assert (article.published_on and str(article.published_on)) == published_on
    assert article.precision == precision


def test_only_shown_articles_and_entities_lead_to_the_site(admin_client):
    shown, hidden = builders.article("एक"), builders.article("दो", status="hidden")
    place, rejected = builders.entity(), builders.entity("सोनपुर", status="rejected")
    for row, linked in ((shown, True), (hidden, False), (place, True), (rejected, False)):
        assert admin_client.get(page(row)).context["has_absolute_url"] is linked
