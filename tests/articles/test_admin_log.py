"""What is changed in the admin stands in the log, with what was there before and after."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from articles.models import Action, Article, BoilerplateRule, Feed, Mention, Revision
from tests import builders
from tests.articles.admin_forms import (
    ADD,
    a_little_of_everything,
    data,
    edit,
    entity_data,
    page,
    path,
    with_mention,
)

pytestmark = pytest.mark.django_db


def logged(row=None):
    """Return (kind, before, after) of the actions, those of one row if given, the first first."""
    actions = Action.objects.order_by("pk")
    if row:
        actions = actions.filter(model=row._meta.model_name, object_id=row.pk)
    return [(one.kind, one.before, one.after) for one in actions]


# Forms


def test_only_what_changed_is_logged(admin_client, admin_user):
    article = builders.article()
    edit(admin_client, article, byline="नमूना लेखक", place="सोनताल")
    before, after = {"byline": "", "place": ""}, {"byline": "नमूना लेखक", "place": "सोनताल"}
    assert logged(article) == [("change", before, after)]
    action = Action.objects.get()
    assert (action.who, action.label) == (admin_user.username, article.title)
    assert not LogEntry.objects.exists()


def test_a_save_that_changes_nothing_is_not_logged(admin_client):
    article = builders.article()
    edit(admin_client, article)
    assert logged() == []


def test_an_articles_text_stands_in_its_revision_not_in_the_log(admin_client):
    article = builders.article()
    edit(admin_client, article, body="दूसरा पाठ यहाँ है।", lead="उपशीर्षक")
    revision = Revision.objects.get()
    ((_, before, after),) = logged(article)
    assert before == {"body": {"revision": revision.pk}, "lead": ""}
    assert after == {"body": {"after": revision.pk}, "lead": "उपशीर्षक"}


def test_topics_and_mentions_are_part_of_the_article(admin_client):
    place, topic = builders.entity(), builders.topic()
    article = builders.article(entities=[place])
    mention = Mention.objects.get()
    edit(admin_client, article, topics=[topic.pk], **with_mention(mention, count=4))
    ((_, before, after),) = logged(article)
    assert (before["topics"], after["topics"]) == ([], [topic.pk])
    assert before["mentions"] == {str(place.pk): {"count": 1}}
    assert after["mentions"] == {str(place.pk): {"count": 4}}


def test_other_names_are_part_of_the_entity(admin_client):
    entity = builders.entity()
    admin_client.post(page(entity), entity_data(aliases=["सोन झील"]))
    assert logged(entity) == [("change", {"aliases": []}, {"aliases": ["सोन झील"]})]


def test_a_new_row_is_logged_with_what_it_holds(admin_client):
    admin_client.post(ADD, data(source=builders.source().pk))
    ((kind, before, after),) = logged(Article.objects.get())
    assert (kind, before) == ("create", {})
    assert after["title"] == builders.TITLE
    assert "byline" not in after


FORMS = {
    "source": {"name": "दूसरा नाम", "homepage": ""},
    "topic": {"name": "दूसरा नाम"},
    "feed": {"url": "https://namuna.example/other", "enabled": "on"},
    "boilerplaterule": {"text": "दूसरी पंक्ति", "kind": "line", "status": "confirmed", "note": ""},
}


@pytest.mark.parametrize("model", FORMS)
def test_rows_of_every_model_are_logged(admin_client, model):
    pk = a_little_of_everything()[model]
    answer = admin_client.post(path(model, f"{pk}/change/"), FORMS[model])
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    action = Action.objects.get()
    assert (action.kind, action.model, action.object_id) == ("change", model, pk)
    assert set(action.before) & set(FORMS[model])


def test_a_deleted_row_stays_in_the_log_with_all_it_held(admin_client):
    article = builders.article(topics=["पर्यावरण"])
    for where in (page(article).replace("change", "delete"),):
        admin_client.post(where, {"post": "yes"})
    ((kind, before, after),) = logged(article)
    assert (kind, after) == ("delete", {})
    assert (before["body"], len(before["topics"])) == (builders.BODY, 1)


@pytest.mark.parametrize("model", ["article", "entity", "topic", "feed"])
def test_rows_deleted_in_a_list_are_logged_once_each(admin_client, model):
    pk = a_little_of_everything()[model]
    chosen = {"action": "delete_selected", "_selected_action": pk, "post": "yes"}
    admin_client.post(path(model), chosen)
    deleted = [one for one in Action.objects.all() if one.model == model]
    assert [(one.kind, one.object_id) for one in deleted] == [("delete", pk)]


def test_a_topic_deleted_on_its_page_is_logged_once(admin_client):
    topic = builders.topic()
    admin_client.post(path("topic", f"{topic.pk}/delete/"), {"post": "yes"})
    assert [kind for kind, *_ in logged(topic)] == ["delete"]


# Actions of the lists


def act(client, row, name):
    client.post(path(row._meta.model_name), {"action": name, "_selected_action": row.pk})


def test_rules_confirmed_in_the_list_are_logged(admin_client):
    rule = BoilerplateRule.objects.create(text="नमूना की पेशकश", status="suggested")
    for _ in range(2):
        act(admin_client, rule, "confirm")
    assert logged(rule) == [("change", {"status": "suggested"}, {"status": "confirmed"})]


def test_applying_a_rule_is_logged(admin_client):
    rule = BoilerplateRule.objects.create(text="नमूना की पेशकश")
    act(admin_client, rule, "clean_again")
    assert [kind for kind, *_ in logged(rule)] == ["apply"]


def test_a_feed_to_be_read_soon_is_logged(admin_client):
    feed = Feed.objects.create(url="https://namuna.example/feed", enabled=False)
    act(admin_client, feed, "poll_soon")
    ((_, before, after),) = logged(feed)
    assert (before["enabled"], after["enabled"]) == (False, True)


# Users


def test_a_users_password_is_not_in_the_log(admin_client):
    user = User.objects.create_user("asha", password="तालाब-किनारे-42")
    new = "बावड़ी-के-पास-43"
    admin_client.post(
        f"/admin/auth/user/{user.pk}/password/",
        {"password1": new, "password2": new, "usable_password": "true"},
    )
    user.refresh_from_db()
    assert user.check_password(new)
    assert logged(user) == [("change", {}, {"password": "•••"})]


# The log itself


@pytest.fixture
def edited(admin_client):
    article = builders.article()
    edit(admin_client, article, title="बावड़ी की सफ़ाई", byline="नमूना लेखक")
    return article


def test_the_log_lists_who_did_what_and_leads_there(admin_client, edited):
    text = admin_client.get(path("action")).content.decode()
    assert page(edited) in text
    assert "नमूना लेखक" in text


def test_nobody_changes_the_log(admin_client, edited):
    where = path("action", f"{Action.objects.get().pk}/")
    assert admin_client.get(path("action", "add/")).status_code == 403
    assert admin_client.post(f"{where}change/", {"who": "x"}).status_code == 403
    assert admin_client.post(f"{where}delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": Action.objects.get().pk}
    admin_client.post(path("action"), chosen | {"post": "yes"})
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"kind__exact": "change"}, 1),
        ({"kind__exact": "hide"}, 0),
        ({"model": "article"}, 1),
        ({"model": "entity"}, 0),
        ({"who": "admin"}, 1),
        ({"who": "asha"}, 0),
        ({"at__gte": "2000-01-01T00:00Z"}, 1),
        ({"at__lt": "2000-01-01T00:00Z"}, 0),
    ],
)
def test_the_log_is_narrowed(admin_client, edited, parameters, count):
    assert admin_client.get(path("action"), parameters).context["cl"].result_count == count


@pytest.mark.parametrize("name", ["kind__exact", "model", "who", "at__gte", "p", "o", "q"])
@pytest.mark.parametrize("value", ["x", "\x00", "9" * 40, "-1", ""])
def test_no_parameter_breaks_the_log(admin_client, edited, name, value):
    assert admin_client.get(path("action"), {name: value}).status_code in (200, 302, 400)


def test_an_action_shows_both_sides_and_words_that_differ(admin_client, edited):
    long = "मोहल्ले के लोगों ने पुराना तालाब साफ़ किया और किनारे पर नए पेड़ लगाए, फिर सबने मिलकर पानी भरा।"
    edit(admin_client, edited, body=long)
    edit(admin_client, edited, body=long.replace("पेड़", "पौधे"))
    action = Action.objects.first()
    text = admin_client.get(path("action", f"{action.pk}/change/")).content.decode()
    assert "<del>" in text
    assert "पौधे" in text


def test_the_log_outlives_what_it_tells_of(admin_client, edited):
    edit(admin_client, edited, body="दूसरा पाठ यहाँ है।")
    pks = [action.pk for action in Action.objects.all()]
    edited.delete()
    for pk in pks:
        assert admin_client.get(path("action", f"{pk}/change/")).status_code == 200
        assert admin_client.get(path("action", f"{pk}/undo/")).status_code == 200
    assert admin_client.get(path("action")).status_code == 200
