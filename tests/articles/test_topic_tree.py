"""Topics below topics: on the pages, in the facet and in searches."""

import pytest
from django.urls import reverse

from articles import topic_tree
from articles.curation import tasks
from articles.models import Article, Task, Topic
from search import indexer
from tests import builders
from tests.articles.admin_forms import path

pytestmark = pytest.mark.django_db


@pytest.fixture
def nature():
    """पर्यावरण over जल over नदी, and खेल beside them; one article in each, two in नदी."""
    top = builders.topic("पर्यावरण")
    water = Topic.objects.create(name="जल", parent=top)
    Topic.objects.create(name="नदी", parent=water)
    for name in ("पर्यावरण", "जल", "नदी", "खेल"):
        builders.article(f"{name} का समाचार", topics=[name])
    builders.article("नदी और जल", topics=["नदी", "जल"])
    return top


def names(branches):
    return [(str(one.item), one.count, names(one.below)) for one in branches]


def test_a_circle_that_a_script_made_ends(nature):
    river = Topic.objects.get(name="नदी")
    Topic.objects.filter(pk=nature.pk).update(parent=river)
    assert len(topic_tree.families([nature.pk])) == 3
    assert [topic.name for topic in topic_tree.way_to(river)] == ["पर्यावरण", "जल"]
    assert topic_tree.widened([river.pk], topic_tree.parents()) == topic_tree.families([river.pk])


@pytest.mark.parametrize("engine", ["index", "database"])
class TestPages:
    @pytest.fixture(autouse=True)
    def archive(self, engine, nature, request):
        if engine == "index":
            request.getfixturevalue("index")
            builders.indexed()

    def test_the_list_is_a_tree_with_the_counts_of_what_is_below(self, client):
        branches = client.get(reverse("articles:topics")).context["branches"]
        assert names(branches) == [
            ("पर्यावरण", 4, [("जल", 3, [("नदी", 2, [])])]),
            ("खेल", 1, []),
        ]

    @pytest.mark.parametrize("name, count", [("पर्यावरण", 4), ("जल", 3), ("नदी", 2), ("खेल", 1)])
    def test_page_filter_query_and_facet_agree(self, client, name, count):
        page = client.get(Topic.objects.get(name=name).get_absolute_url())
        assert page.context["total"] == len(page.context["page"].object_list) == count
        chosen = client.get("/search.json", {"topic": name}).json()
        assert chosen["total"] == len(chosen["hits"]) == count
        assert client.get("/search.json", {"q": f"विषय:{name}"}).json()["total"] == count
        facet = client.get("/search.json").json()["facets"]["topic"]
        assert {one["label"]: one["count"] for one in facet}[name] == count
        rest = client.get("/search.json", {"not_topic": name}).json()["total"]
        assert rest == 5 - count

    def test_a_topic_tells_what_is_above_and_below_it(self, client):
        page = client.get(Topic.objects.get(name="जल").get_absolute_url())
        assert [str(one) for one in page.context["way"]] == ["पर्यावरण"]
        assert names(page.context["subtopics"]) == [("नदी", 2, [])]


def save(client, topic, **facts):
    data = {"name": topic.name, "parent": topic.parent_id or "", "query": topic.query}
    return client.post(path("topic", f"{topic.pk}/change/"), data | facts)


@pytest.mark.parametrize("name", ["पर्यावरण", "जल", "नदी"])
def test_no_topic_is_put_below_itself(admin_client, nature, name):
    below = Topic.objects.get(name=name)
    answer = save(admin_client, nature, parent=below.pk)
    assert "parent" in answer.context["adminform"].form.errors
    nature.refresh_from_db()
    assert nature.parent is None


def counted(client, name):
    return client.get("/search.json", {"topic": name}).json()["total"]


@pytest.mark.django_db(transaction=True)
def test_a_moved_topic_takes_its_articles_with_it(admin_client, index, nature):
    builders.indexed()
    water, sport = Topic.objects.get(name="जल"), Topic.objects.get(name="खेल")
    save(admin_client, water, parent=sport.pk)
    assert (counted(admin_client, "पर्यावरण"), counted(admin_client, "खेल")) == (1, 4)
    save(admin_client, water, parent="")
    assert (counted(admin_client, "खेल"), counted(admin_client, "जल")) == (1, 3)
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_articles_are_moved_by_a_task(admin_client, index, nature, monkeypatch):
    builders.indexed()
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    monkeypatch.setattr(tasks, "run_apart", tasks.run)
    save(admin_client, Topic.objects.get(name="जल"), parent="")
    task = Task.objects.get()
    assert (task.status, task.done, task.total) == (Task.Status.FINISHED, 3, 3)
    assert counted(admin_client, "पर्यावरण") == 1


@pytest.mark.django_db(transaction=True)
def test_a_deleted_topic_leaves_what_was_below_it_on_its_own(admin_client, index, nature):
    builders.indexed()
    water = Topic.objects.get(name="जल")
    admin_client.post(path("topic", f"{water.pk}/delete/"), {"post": "yes"})
    assert (counted(admin_client, "पर्यावरण"), counted(admin_client, "नदी")) == (1, 2)
    assert Topic.objects.get(name="नदी").parent is None


def test_the_index_knows_each_topic_once(index, nature):
    article = Article.objects.get(title="नदी और जल")
    (document,) = indexer.documents_of([article.pk])
    assert len(document.topics) == len(set(document.topics)) == 3
