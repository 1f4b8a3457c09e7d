"""A curator joins articles as one story and takes one out, and each step can be read later."""

import pytest

from articles.admin import copies as module
from articles.models import Action, Article, Cluster, CopyKey, Placement
from tests.articles.admin_forms import LIST, data, page
from tests.builders import article

pytestmark = pytest.mark.django_db


def cluster(count=3):
    made = Cluster.objects.create()
    return [article(f"शीर्षक {n}", cluster=made, source_name=f"पत्र {n}") for n in range(count)]


def act(client, action, *articles):
    chosen = {"action": action, "_selected_action": [one.pk for one in articles]}
    answer = client.post(LIST, chosen, follow=True)
    return [str(message) for message in answer.context["messages"]]


def homes(*articles):
    return [Article.objects.get(pk=one.pk).cluster_id for one in articles]


def history(one):
    rows = Action.objects.filter(model="article", object_id=one.pk)
    return list(rows.values_list("kind", "before__cluster", "after__cluster"))


def save(client, one, **facts):
    body = {"title": one.title, "body": one.body, "source": one.source_id}
    return client.post(page(one), data(**(body | facts)))


class TestJoin:
    def test_chosen_articles_become_one_story(self, admin_client):
        one, other, third = article(), article(), article()
        assert act(admin_client, "join", one, other) == ["2 समाचार एक ही समाचार माने गए।"]
        (made,) = Cluster.objects.all()
        assert homes(one, other, third) == [made.pk, made.pk, None]
        assert history(one) == history(other) == [("join", None, made.pk)]
        assert history(third) == []

    def test_one_or_too_many_are_refused(self, admin_client, monkeypatch):
        monkeypatch.setattr(module, "MOST_JOINED", 2)
        made = [article() for _ in range(3)]
        for chosen in (made[:1], made):
            assert act(admin_client, "join", *chosen) == ["दो से 2 तक समाचार चुनें।"]
        assert not Cluster.objects.exists()

    def test_who_may_not_change_articles_cannot(self, client, django_user_model):
        reader = django_user_model.objects.create_user("reader", is_staff=True)
        from django.contrib.auth.models import Permission

        reader.user_permissions.add(Permission.objects.get(codename="view_article"))
        client.force_login(reader)
        one, other = article(), article()
        client.post(LIST, {"action": "join", "_selected_action": [one.pk, other.pk]})
        assert not Cluster.objects.exists()
        copied, _ = cluster(2)
        assert "_take_out" not in client.get(page(copied)).content.decode()
        assert client.post(page(copied), data(_take_out="1")).status_code == 403
        assert homes(copied) == [copied.cluster_id]


class TestTakeOut:
    def test_the_button_takes_one_out(self, admin_client):
        one, two, three = cluster()
        assert 'name="_take_out"' in admin_client.get(page(one)).content.decode()
        former = one.cluster_id
        answer = save(admin_client, one, _take_out="1")
        assert (answer.status_code, answer.url) == (302, page(one))
        assert homes(one, two, three) == [None, two.cluster_id, two.cluster_id]
        assert history(one) == [("take-out", former, None)]
        assert Placement.objects.get().article == one
        assert 'name="_take_out"' not in admin_client.get(page(one)).content.decode()

    def test_what_was_typed_is_saved_with_it(self, admin_client):
        one, *_ = cluster()
        save(admin_client, one, _take_out="1", title="नया शीर्षक")
        assert Article.objects.get(pk=one.pk).title == "नया शीर्षक"

    def test_a_form_with_a_fault_takes_nothing_out(self, admin_client):
        one, *_ = cluster()
        assert save(admin_client, one, _take_out="1", body="").status_code == 200
        assert homes(one) == [one.cluster_id]

    def test_pressing_it_twice_is_no_error(self, admin_client):
        one, *_ = cluster()
        for _ in range(2):
            assert save(admin_client, one, _take_out="1").status_code == 302

    def test_saving_alone_leaves_it_in(self, admin_client):
        one, *_ = cluster()
        save(admin_client, one)
        assert homes(one) == [one.cluster_id]

    def test_in_the_list_too(self, admin_client):
        one, two, three = cluster()
        alone = article()
        assert act(admin_client, "take_out", one, alone) == ["1 समाचार समूह से निकाला।"]
        assert homes(one, two, three) == [None, two.cluster_id, two.cluster_id]
        assert history(alone) == []


class TestPage:
    def test_it_lists_the_others_hidden_ones_too(self, admin_client):
        one, two, three = cluster()
        Article.objects.filter(pk=three.pk).update(status=Article.Status.HIDDEN)
        html = admin_client.get(page(one)).content.decode()
        assert page(two) in html
        assert page(three) in html

    def test_it_says_that_a_curator_decided(self, admin_client):
        one, two = article(), article()
        act(admin_client, "join", one, two)
        assert "हाथ से तय" in admin_client.get(page(one)).content.decode()

    @pytest.mark.parametrize(
        "value, titles",
        [
            ("yes", {"शीर्षक 0", "शीर्षक 1"}),
            ("placed", {"अलग"}),
            ("क", {"शीर्षक 0", "शीर्षक 1", "अलग"}),
        ],
    )
    def test_the_list_can_be_narrowed(self, admin_client, value, titles):
        cluster(2)
        Placement.objects.create(article=article("अलग"))
        shown = admin_client.get(LIST, {"copies": value}).context["cl"].result_list
        assert {one.title for one in shown} == titles


WORDS = " ".join(f"{letter}{sign}म" for letter in "कखगचछजटडतदन" for sign in ("", "ा", "ी"))


def test_an_edited_text_finds_its_copies(admin_client):
    one, other = article(), article(source_name="उदाहरण टाइम्स")
    save(admin_client, one, body=WORDS)
    assert CopyKey.objects.filter(article=one).exists()
    save(admin_client, other, body=WORDS)
    assert len(set(homes(one, other)) - {None}) == 1
    save(admin_client, other, body="कुछ और ही बात")
    assert homes(one, other) == [None, None]
