"""The first page of the admin: what waits, and that each line leads to just that."""

import pytest
from django.contrib.auth.models import Group

from articles import placement
from articles.curation import desk
from articles.models import (
    Article,
    BoilerplateRule,
    Cluster,
    Feed,
    IndexChange,
    IngestProblem,
    IngestRun,
    Task,
)
from search import indexer
from search.engines.base import engine
from tests import builders

pytestmark = pytest.mark.django_db


def filed(title="तालाब", **facts):
    return builders.article(title, topics=["पर्यावरण"], **facts)


def cluster(sources, title="एक"):
    made = Cluster.objects.create()
    return [filed(title, cluster=made, source_name=name) for name in sources]


def lost_record(**facts):
    run = IngestRun.objects.create()
    return IngestProblem.objects.create(run=run, kind="no_title", path="x", reason="x", **facts)


def mended():
    lost_record(lost=True, mended_by=IngestRun.objects.create())


# What is made, and the address to which its line leads; what is made beside it does not wait.
WAITS = {
    "broken task": (
        lambda: Task.objects.create(kind="x", label="x", status="broken"),
        lambda: Task.objects.create(kind="x", label="x", status="finished"),
        "task/?status__exact=broken",
    ),
    "task going on": (
        lambda: Task.objects.create(kind="x", label="x", status="running"),
        lambda: Task.objects.create(kind="x", label="x", status="finished"),
        "task/?status__in=waiting,running",
    ),
    "broken run": (
        lambda: IngestRun.objects.create(status="broken"),
        lambda: IngestRun.objects.create(status="finished"),
        "ingestrun/?status__exact=broken",
    ),
    "failing feed": (
        lambda: Feed.objects.create(url="https://namuna.example/1", failures=2),
        lambda: Feed.objects.create(url="https://namuna.example/2", failures=2, enabled=False),
        "feed/?enabled__exact=1&failures__gt=0",
    ),
    "lost record": (
        lambda: lost_record(lost=True),
        mended,
        "ingestproblem/?lost__exact=1&mended_by__isempty=1",
    ),
    "suggested rule": (
        lambda: BoilerplateRule.objects.create(text="नमूना की पेशकश", status="tried"),
        lambda: BoilerplateRule.objects.create(text="दूसरी पंक्ति", status="rejected"),
        "boilerplaterule/?status__in=suggested,tried",
    ),
    "twice in a source": (
        lambda: cluster(["पत्र एक", "पत्र एक"]),
        lambda: cluster(["पत्र एक", "पत्र दो"], "दो"),
        "article/?copies=twice",
    ),
    "undated": (lambda: filed("एक", published=None), filed, "article/?period=none"),
    "without topic": (
        lambda: builders.article("एक"),
        lambda: builders.article("दो", status="hidden"),
        "article/?filed=no",
    ),
}


def shown(client):
    return client.get("/admin/").context["desk"]


@pytest.mark.parametrize("what", WAITS)
def test_a_line_counts_what_waits_and_leads_to_just_that(admin_client, what):
    make, beside, address = WAITS[what]
    make()
    beside()
    lines = {line.url: line.count for line in shown(admin_client)["lines"]}
    assert lines == {f"/admin/articles/{address}": "1"}
    page = admin_client.get(f"/admin/articles/{address}")
    assert page.context["cl"].result_count == 1


def test_nothing_waits_in_an_empty_archive(admin_client, index):
    indexer.update()
    page = admin_client.get("/admin/")
    assert page.context["desk"]["lines"] == []
    assert "अभी कुछ बाक़ी नहीं।" in page.content.decode()


def test_counts_are_bounded(admin_client, monkeypatch):
    monkeypatch.setattr(desk, "MOST", 2)
    for _ in range(3):
        builders.article(published=None)
    assert {line.count for line in shown(admin_client)["lines"]} == {"2+"}


def test_articles_are_looked_for_among_the_newest_alone(monkeypatch):
    old, new = builders.article("एक"), builders.article("दो")
    monkeypatch.setattr(desk, "NEWEST_ARTICLES", 1)
    assert desk.topicless() == [new.pk]
    assert old.pk < new.pk


def test_what_a_curator_placed_is_no_question_any_more():
    first, second = cluster(["पत्र एक", "पत्र एक"])
    assert desk.twice_in_source() == [second.pk]
    placement.fix([second.pk])
    assert desk.twice_in_source() == []
    assert first.pk not in desk.twice_in_source()


def test_a_hidden_copy_is_no_question_any_more():
    _first, second = cluster(["पत्र एक", "पत्र एक"])
    Article.objects.filter(pk=second.pk).update(status="hidden")
    assert desk.twice_in_source() == []


def test_the_weightiest_suggestions_are_named(admin_client):
    for number in range(7):
        builders.entity(f"ताल {number}", status="suggested", weight=number)
    found = shown(admin_client)["suggestions"]
    assert found["count"] == "7"
    assert [entity.label for entity, _ in found["top"]] == [f"ताल {n}" for n in (6, 5, 4, 3, 2)]
    page = admin_client.get(found["top"][1][1])
    assert page.context["focus"] == found["top"][1][0].pk


def test_what_the_index_has_not_taken_up_is_told(admin_client):
    IndexChange.objects.all().delete()
    assert shown(admin_client)["unindexed"] == ""
    IndexChange.objects.create(article_id=1)
    assert shown(admin_client)["unindexed"] == "1"


def test_an_index_that_is_made_anew_is_told(admin_client, index, monkeypatch):
    monkeypatch.setattr(engine(), "rebuilding", lambda: True)
    assert "खोज की सूची नए सिरे से बन रही है।" in admin_client.get("/admin/").content.decode()


def test_own_acts_are_shown(admin_client, admin_user):
    from articles.curation import articles

    articles.hide([builders.article("मेरा काम").pk], admin_user.username)
    articles.hide([builders.article("किसी और का").pk], "asha")
    text = admin_client.get("/admin/").content.decode()
    assert "मेरा काम" in text
    assert "किसी और का" not in text


def test_who_may_see_nothing_is_told_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("x", is_staff=True))
    builders.article(published=None)
    builders.entity(status="suggested")
    assert (shown(client)["lines"], shown(client)["suggestions"]) == ([], {})


def test_the_page_asks_few_questions(client, django_user_model, django_assert_max_num_queries):
    user = django_user_model.objects.create_user("x", is_staff=True)
    user.groups.add(Group.objects.get(name="curator"))
    client.force_login(user)
    with django_assert_max_num_queries(40):
        client.get("/admin/")
