"""The form of a topic: its query, checked and tried before it is saved."""

import pytest

from articles.admin.topics import LISTED
from articles.curation import Refused, reverting, tasks
from articles.curation import articles as acts
from articles.models import Action, FoundTopic, Source, Task, Topic
from search import indexer
from search.engines.base import engine
from tests import builders
from tests.articles.admin_forms import edit, page, path
from tests.articles.test_admin_editing import titles

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index")]


@pytest.fixture
def ponds():
    """Three articles on ponds, one of them by hand under जल, and one on a fair."""
    made = [builders.article(f"तालाब {n}", "पाठ।") for n in "एक दो तीन".split()]
    builders.topic("जल")
    acts.file([made[0].pk], [Topic.objects.get()], "asha")
    builders.article("मेला लगा", "पाठ।")
    indexer.update()
    return made


def send(client, topic, **facts):
    data = {"name": topic.name, "parent": topic.parent_id or "", "query": topic.query} | facts
    return client.post(page(topic), data)


def changes(answer):
    return [(count, [str(one) for one in some]) for _, count, some in answer.context["preview"]]


def under(topic):
    return sorted(topic.articles.values_list("title", flat=True))


@pytest.fixture
def water(ponds):
    return Topic.objects.get(name="जल")


def test_a_preview_tells_what_would_change_and_saves_nothing(admin_client, water, ponds):
    answer = send(admin_client, water, query="तालाब", _preview="1")
    assert changes(answer) == [(2, ["तालाब तीन", "तालाब दो"]), (0, [])]
    html = answer.content.decode()
    assert f'<a href="{ponds[1].get_absolute_url()}">' in html
    assert 'class="errornote"' not in html
    water.refresh_from_db()
    assert water.query == "" and under(water) == ["तालाब एक"]


def test_a_preview_names_the_latest_of_many(admin_client, water):
    for n in range(LISTED):
        builders.article(f"तालाब नया {n}")
    indexer.update()
    (count, some), _ = changes(send(admin_client, water, query="तालाब", _preview="1"))
    assert count == LISTED + 2 and len(some) == LISTED


def test_what_was_previewed_is_what_saving_does(admin_client, water):
    assert send(admin_client, water, query="तालाब").status_code == 302
    assert under(water) == ["तालाब एक", "तालाब तीन", "तालाब दो"]
    assert titles(admin_client, "विषय:जल मेला") == []
    answer = send(admin_client, water, query="मेला", _preview="1")
    assert changes(answer) == [(1, ["मेला लगा"]), (2, ["तालाब तीन", "तालाब दो"])]
    send(admin_client, water, query="मेला")
    assert under(water) == ["तालाब एक", "मेला लगा"]
    assert titles(admin_client, "विषय:जल मेला") == ["मेला लगा"]
    assert not Task.objects.exists()


def test_without_its_query_a_topic_keeps_what_was_given_by_hand(admin_client, water):
    send(admin_client, water, query="तालाब")
    send(admin_client, water, query="")
    assert under(water) == ["तालाब एक"] and not FoundTopic.objects.exists()


def test_what_a_curator_decides_of_an_article_stays(admin_client, water, ponds):
    send(admin_client, water, query="तालाब")
    edit(admin_client, ponds[1], title="तालाब दो", topics=[])
    send(admin_client, water, query="मेला")
    edit(admin_client, ponds[2], title="तालाब तीन", topics=[water.pk])
    water.refresh_from_db()
    assert changes(send(admin_client, water, query="तालाब", _preview="1"))[0] == (0, [])
    send(admin_client, water, query="तालाब")
    assert under(water) == ["तालाब एक", "तालाब तीन"]


def test_a_new_topic_can_be_tried_and_saved(admin_client, ponds):
    data = {"name": "पोखर", "parent": "", "query": "तालाब -मेला"}
    answer = admin_client.post(path("topic", "add/"), data | {"_preview": "1"})
    assert changes(answer)[0][0] == 3 and not Topic.objects.filter(name="पोखर")
    assert admin_client.post(path("topic", "add/"), data).status_code == 302
    assert len(under(Topic.objects.get(name="पोखर"))) == 3


def test_many_articles_are_filed_by_a_task(admin_client, water, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    monkeypatch.setattr(tasks, "run_apart", tasks.run)
    send(admin_client, water, query="तालाब")
    task = Task.objects.get()
    assert (task.status, task.done, task.total) == (Task.Status.FINISHED, 2, 2)
    assert len(under(water)) == 3 and task.who == "admin"


@pytest.mark.parametrize(
    "query, shown",
    [
        ("तालाब OR", "<code>तालाब <b>OR</b></code>"),
        ("तालाब विषय:जल", "<b>विषय:जल</b>"),
        ("स्रोत:अनजान", "<b>स्रोत:अनजान</b>"),
        ("?!", "<b>?!</b>"),
        ('<i>"a" तारीख:कल', "&lt;i&gt;&quot;a&quot; <b>तारीख:कल</b>"),
    ],
)
@pytest.mark.parametrize("button", ["_save", "_preview"])
def test_a_query_that_cannot_stand_is_shown_with_the_spot(
    admin_client, water, query, shown, button
):
    answer = send(admin_client, water, query=query, **{button: "1"})
    assert answer.status_code == 200 and shown in answer.content.decode()
    assert "preview" not in answer.context
    water.refresh_from_db()
    assert water.query == ""


def test_while_there_is_no_index_no_query_is_saved(admin_client, settings, tmp_path, water):
    settings.SEARCH_URL = f"whoosh://{tmp_path / 'none'}"
    engine.cache_clear()
    answer = send(admin_client, water, query="तालाब")
    assert "query" in answer.context["adminform"].form.errors
    assert send(admin_client, water, name="पानी").status_code == 302


def test_the_page_of_the_topic_shows_its_query_as_a_search(client, admin_client, water):
    send(admin_client, water, query="तालाब OR बावड़ी")
    html = client.get(water.get_absolute_url()).content.decode()
    assert 'lang="hi">तालाब OR बावड़ी</a>' in html
    assert client.get(water.get_absolute_url()).context["query_url"] in html


def test_a_topic_has_a_feed(client, admin_client, water):
    send(admin_client, water, query="तालाब")
    feed = client.get(f"{water.get_absolute_url()}feed")
    assert feed.content.decode().count("<entry>") == 3
    html = client.get(water.get_absolute_url()).content.decode()
    assert f'href="{water.get_absolute_url()}feed"' in html


def last():
    return Action.objects.filter(model="topic").first()


def test_taking_back_a_query_takes_back_what_it_found(admin_client, water):
    send(admin_client, water, query="तालाब")
    assert len(under(water)) == 3
    reverting.revert(last(), "asha")
    assert under(water) == ["तालाब एक"] and titles(admin_client, "विषय:जल तालाब") == ["तालाब एक"]
    reverting.revert(last(), "asha")
    assert len(under(water)) == 3


def test_taking_back_a_move_moves_the_articles_again(admin_client, water):
    builders.topic("पर्यावरण")
    send(admin_client, water, parent=Topic.objects.get(name="पर्यावरण").pk)
    assert titles(admin_client, "विषय:पर्यावरण") == ["तालाब एक"]
    reverting.revert(last(), "asha")
    assert titles(admin_client, "विषय:पर्यावरण") == []


def test_what_would_put_a_topic_below_itself_is_not_taken_back(admin_client, water):
    top = builders.topic("पर्यावरण")
    send(admin_client, water, parent=top.pk)
    send(admin_client, water, parent="")
    away = last()
    water.refresh_from_db()
    send(admin_client, top, parent=water.pk)
    with pytest.raises(Refused, match="इसी विषय के भीतर"):
        reverting.revert(away, "asha")


def test_a_query_that_cannot_be_read_any_more_is_not_taken_back(admin_client, water):
    send(admin_client, water, query='स्रोत:"नमूना समाचार" तालाब')
    send(admin_client, water, query="")
    Source.objects.update(name="नया नाम", folded="नया नाम", slug="x")
    with pytest.raises(Refused, match="नाम का कोई स्रोत"):
        reverting.revert(last(), "asha")
    water.refresh_from_db()
    assert water.query == ""
