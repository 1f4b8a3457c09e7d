"""The history of a row, and undoing what it tells."""

import pytest

from articles.curation import Refused, changes, reverting
from articles.models import Action, Article, Entity, Feed, Mention, Revision, Topic
from tests import builders
from tests.articles.admin_forms import data, edit, entity_data, page, path, with_mention

pytestmark = pytest.mark.django_db


def last():
    return Action.objects.first()


def undo_page(action=None):
    return path("action", f"{(action or last()).pk}/undo/")


def undo(client, action=None):
    answer = client.post(undo_page(action))
    assert answer.status_code == 302
    return answer


@pytest.fixture
def article(admin_client):
    """An article whose title, text and byline were edited."""
    made = builders.article()
    edit(admin_client, made, title="बावड़ी की सफ़ाई", body="बावड़ी का पाठ।", byline="नमूना लेखक")
    return made


def test_the_history_shows_what_was_done_the_latest_first(admin_client, article):
    edit(admin_client, article, title="नया शीर्षक", body=article.body, byline=article.byline)
    answer = admin_client.get(path("article", f"{article.pk}/history/"))
    kinds = [action.summary for action in answer.context["actions"]]
    assert len(kinds) == 2
    assert "नया शीर्षक" in kinds[0]
    assert undo_page() in answer.content.decode()


def test_the_history_is_read_page_by_page(admin_client, article, monkeypatch):
    monkeypatch.setattr("articles.admin.history.PER_PAGE", 1)
    edit(admin_client, article, title="नया शीर्षक", body=article.body, byline=article.byline)
    where = path("article", f"{article.pk}/history/")
    first = admin_client.get(where).context
    second = admin_client.get(where, {"before": first["older"]}).context
    assert [len(one["actions"]) for one in (first, second)] == [1, 1]
    assert second["older"] is None


@pytest.mark.parametrize("before", ["x", "\x00", "9" * 40, "-1", "०", ""])
def test_no_parameter_breaks_the_history(admin_client, article, before):
    where = path("article", f"{article.pk}/history/")
    assert admin_client.get(where, {"before": before}).status_code == 200


def test_the_page_says_what_undoing_would_change(admin_client, article):
    answer = admin_client.get(undo_page())
    lines = {line.label: (line.before, line.after) for line in answer.context["lines"]}
    assert lines["लेखक"] == ("नमूना लेखक", "—")
    assert lines["पाठ"] == ("बावड़ी का पाठ।", builders.BODY)
    assert not answer.context["later"]
    article.refresh_from_db()
    assert article.byline == "नमूना लेखक"


def test_undoing_puts_the_fields_back_and_is_logged(admin_client, article):
    action = last()
    undo(admin_client)
    article.refresh_from_db()
    assert (article.title, article.body, article.byline) == (builders.TITLE, builders.BODY, "")
    assert (last().kind, last().undoes) == ("undo", action)
    assert last().after["byline"] == ""


def test_the_text_that_undoing_replaced_is_kept_too(admin_client, article):
    undo(admin_client)
    texts = [row.body for row in Revision.objects.order_by("pk")]
    assert texts == [builders.BODY, "बावड़ी का पाठ।"]


def test_what_was_undone_can_be_done_again_but_not_undone_twice(admin_client, article):
    first = last()
    undo(admin_client)
    assert reverting.can_revert(first)
    undo(admin_client, first)
    assert Action.objects.count() == 2
    undo(admin_client)
    article.refresh_from_db()
    assert article.title == "बावड़ी की सफ़ाई"


def test_a_field_changed_again_since_is_warned_of(admin_client, article):
    action = last()
    edit(admin_client, article, title="तीसरा शीर्षक", body=article.body, byline=article.byline)
    answer = admin_client.get(undo_page(action))
    later = {line.label for line in answer.context["lines"] if line.later}
    assert later == {"शीर्षक"}
    undo(admin_client, action)
    article.refresh_from_db()
    assert (article.title, article.byline) == (builders.TITLE, "")


def test_a_text_changed_again_since_is_warned_of(admin_client, article):
    action = last()
    edit(admin_client, article, title=article.title, body="तीसरा पाठ।", byline=article.byline)
    later = {
        line.label for line in admin_client.get(undo_page(action)).context["lines"] if line.later
    }
    assert later == {"पाठ"}


def test_names_follow_a_text_that_is_put_back(admin_client):
    place = builders.entity("सोनताल")
    made = builders.article(body="सोनताल में मेला लगा।", entities=[])
    edit(admin_client, made, body="नगर में मेला लगा।", title=made.title)
    undo(admin_client)
    assert Mention.objects.get(article=made).entity == place


def test_topics_mentions_and_status_are_put_back(admin_client):
    place, other = builders.entity(), builders.entity("रूपताल")
    made = builders.article(topics=["पर्यावरण"], entities=[place])
    mention = Mention.objects.get()
    mention.origin = "input"
    mention.save()
    sent = with_mention(mention, entity=other.pk, count=3)
    edit(admin_client, made, topics=[builders.topic("खेल").pk], status="hidden", **sent)
    undo(admin_client)
    made.refresh_from_db()
    assert made.status == "published"
    assert [topic.name for topic in made.topics.all()] == ["पर्यावरण"]
    assert list(made.mentions.values_list("entity", "count", "origin")) == [(place.pk, 1, "input")]


def test_a_mention_that_came_since_stays(admin_client):
    place, other = builders.entity(), builders.entity("रूपताल")
    made = builders.article(entities=[place])
    edit(admin_client, made, **with_mention(Mention.objects.get(), count=3))
    Mention.objects.create(article=made, entity=other)
    undo(admin_client)
    assert dict(made.mentions.values_list("entity", "count")) == {place.pk: 1, other.pk: 1}


def test_a_date_is_put_back_with_its_day(admin_client):
    made = builders.article(published="2020-10-07")
    edit(admin_client, made, published_at_0="2021-01-02", precision="day")
    assert str(made.published_on) == "2021-01-02"
    undo(admin_client)
    made.refresh_from_db()
    assert str(made.published_on) == "2020-10-07"


def test_an_entitys_names_are_put_back(admin_client):
    entity = builders.entity(aliases=["सोन झील", "सोन सरोवर"])
    stored = [{"id": one.pk, "entity": entity.pk, "text": one.text} for one in entity.aliases.all()]
    stored[0]["text"] = "सोन तालाब"
    stored[1]["DELETE"] = "on"
    admin_client.post(page(entity), entity_data(label="सोनताल नगर", stored=stored))
    undo(admin_client)
    entity = Entity.objects.get()
    assert entity.label == "सोनताल"
    assert {alias.text for alias in entity.aliases.all()} == {"सोन झील", "सोन सरोवर"}


def test_fields_of_other_models_are_put_back(admin_client):
    feed = Feed.objects.create(url="https://namuna.example/feed", minutes=30)
    sent = {"url": feed.url, "minutes": "90"}
    assert admin_client.post(page(feed), sent).status_code == 302
    undo(admin_client)
    feed.refresh_from_db()
    assert (feed.minutes, feed.enabled) == (30, True)


def test_what_would_not_hold_together_is_refused_and_nothing_changes(admin_client):
    topic = builders.topic("नदी")
    admin_client.post(page(topic), {"name": "तालाब"})
    builders.topic("नदी")
    answer = admin_client.post(undo_page(), follow=True)
    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    assert sorted(Topic.objects.values_list("name", flat=True)) == ["तालाब", "नदी"]
    assert Action.objects.count() == 1


NOT_REVERTED = ["create", "delete", "hide", "merge", "join"]


@pytest.mark.parametrize("kind", NOT_REVERTED)
def test_fields_are_put_back_for_changes_alone(kind):
    made = builders.article()
    action = Action.objects.create(kind=kind, model="article", object_id=made.pk, label="x")
    with pytest.raises(Refused):
        reverting.revert(action, "asha")


def test_a_users_rights_are_not_put_back_from_the_log(django_user_model):
    user = django_user_model.objects.create_user("asha")
    facts = {"model": "user", "object_id": user.pk, "before": {"is_superuser": True}}
    action = Action.objects.create(kind="change", label="asha", after={}, **facts)
    with pytest.raises(Refused):
        reverting.revert(action, "asha")


def test_who_may_not_edit_may_not_undo(client, django_user_model, article):
    from django.contrib.auth.models import Group

    entity = builders.entity()
    before = changes.stored(entity)
    entity.label = "रूपताल"
    entity.save()
    changes.record_edit("asha", entity, before, changes.stored(entity))
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    client.force_login(editor)
    for send in (client.get, client.post):
        assert send(undo_page()).status_code == 403
    undo(client, Action.objects.filter(model="article").get())
    assert Article.objects.get().title == builders.TITLE


def test_undoing_leads_back_to_where_it_was_asked_for(admin_client, article):
    answer = admin_client.post(undo_page(), {"next": "/admin/articles/action/"})
    assert answer.url == "/admin/articles/action/"


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_undoing_leads_nowhere_else(admin_client, article, wanted):
    assert admin_client.post(undo_page(), {"next": wanted}).url == page(article)


# Comparing texts


def test_any_two_texts_are_compared(admin_client, article):
    edit(admin_client, article, **data(title="तीसरा शीर्षक", body="तीसरा पाठ।"))
    where = path("article", f"{article.pk}/versions/")
    oldest, middle = Revision.objects.order_by("pk").values_list("pk", flat=True)
    latest = admin_client.get(where).context
    assert (latest["before"], latest["after"]) == (str(middle), "now")
    two = admin_client.get(where, {"a": oldest, "b": middle}).content.decode()
    assert "तालाब" in two
    assert "तीसरा" not in two.split("</form>")[-1]


@pytest.mark.parametrize("value", ["x", "\x00", "9" * 40, "-1", "now", ""])
def test_no_parameter_breaks_the_comparison(admin_client, article, value):
    where = path("article", f"{article.pk}/versions/")
    assert admin_client.get(where, {"a": value, "b": value}).status_code == 200


def test_an_article_without_earlier_texts_is_compared_with_itself(admin_client):
    where = path("article", f"{builders.article().pk}/versions/")
    assert admin_client.get(where).context["percent"] == 100
    assert admin_client.get(path("article", "999/versions/")).status_code == 404
