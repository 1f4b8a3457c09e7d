"""Steps up: from reader to editor, from one reader to another, from an old session to a new one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from articles.models import Article
from search.models import BulkSearch, SavedSearch
from search.saved import stopping
from tests import builders
from tests.articles.admin_forms import data, page
from tests.search.saved.keeping import reader, saved

pytestmark = pytest.mark.django_db
PASSWORD = "बहुत-लंबा-शब्द"


@pytest.fixture
def asha(index):
    """A reader of an archive with an article: without an index no search is saved."""
    builders.indexed(builders.article())
    return reader()


@pytest.fixture
def ravi():
    return reader("ravi@example.org")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


ADMIN = (
    *("", "articles/article/", "articles/article/add/", "auth/user/", "articles/action/"),
    *("articles/entity/suggestions/", "articles/entity/merge/", "jsi18n/", "password_change/"),
)


@pytest.mark.parametrize("path", ADMIN)
def test_a_reader_has_no_admin_even_with_an_editors_rights(asha, path):
    asha.groups.set(Group.objects.all())
    client = signed_in(asha)
    for answer in (client.get(f"/admin/{path}"), client.post(f"/admin/{path}", {"a": "b"})):
        assert answer.status_code == 302 and "/admin/login/" in answer["Location"]


def test_who_is_no_editor_any_more_is_none_at_once():
    editor = get_user_model().objects.create_user("editor", password=PASSWORD, is_staff=True)
    editor.groups.set(Group.objects.filter(name="editor"))
    made, client = builders.article(), signed_in(editor)
    assert client.get(page(made)).status_code == 200
    editor.groups.clear()
    given = data(source=made.source_id, title="बदला")
    assert client.post(page(made), given).status_code == 403
    editor.is_active = False
    editor.save()
    assert client.get("/admin/").status_code == 302
    assert Article.objects.get().title == builders.TITLE


@pytest.mark.parametrize("what", ["new", "change", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_searches_of_another_reader_are_not_there(asha, ravi, what, method):
    theirs = saved(asha, name="आशा की")
    answer = getattr(signed_in(ravi), method)(f"/saved/{theirs.pk}/{what}", {"name": "x"})
    assert answer.status_code in (404, 405)
    assert SavedSearch.objects.get().name == "आशा की"


def test_a_link_that_stops_mails_stops_those_of_its_reader_alone(client, asha, ravi):
    mine, theirs = saved(asha), saved(ravi, "q=नहर")
    token = stopping.address(asha.pk, mine.pk).rsplit("/", 1)[1]
    client.post(f"/saved/stop/{token}", {"search": theirs.pk, "user": ravi.pk})
    theirs.refresh_from_db()
    assert theirs.digest == "daily"
    for changed in (token[:-1], token + "x", token.replace(token[0], "x", 1)):
        client.post(f"/saved/stop/{changed}")
    theirs.refresh_from_db()
    assert theirs.digest == "daily"


def test_what_one_reader_takes_along_is_his_own(asha, ravi):
    saved(asha, name="आशा की")
    text = signed_in(ravi).get(f"/account/data.json?user={asha.pk}&id={asha.pk}").content.decode()
    assert "आशा" not in text and "asha" not in text


def test_nobody_guesses_the_address_of_a_list_of_queries():
    keys = {BulkSearch.objects.create(queries=["क"]).key for _ in range(20)}
    assert len(keys) == 20
    assert min(map(len, keys)) >= 20
    assert Client().get("/bulk/1/").status_code == 404


@pytest.mark.parametrize("name", ["limit", "per", "user", "is_authenticated", "all"])
def test_no_parameter_widens_what_a_stranger_may_take_away(client, index, settings, name):
    settings.EXPORT_LIMIT = 1
    builders.indexed(builders.article(), builders.article())
    answer = client.get("/search.csv", {"q": "तालाब", name: "1000000"})
    rows = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 400 or rows.count(b"https") + rows.count(b"/articles/") <= 2


def test_signing_in_begins_a_new_session(client, asha):
    client.get("/account/sign-in")
    client.cookies["sessionid"] = "known-to-an-attacker"
    client.post("/account/sign-in", {"username": "asha@example.org", "password": PASSWORD})
    assert client.cookies["sessionid"].value != "known-to-an-attacker"
    assert "_auth_user_id" in client.session


def test_a_changed_password_ends_all_other_sessions(asha):
    here, there = signed_in(asha), signed_in(asha)
    new = "और-भी-लंबा-शब्द"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert here.post("/account/password", given).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_a_link_for_a_forgotten_password_is_good_once(client, asha):
    client.post("/account/password/forgotten", {"email": "asha@example.org"})
    path = "/account/password/" + mail.outbox[0].body.split("/account/password/")[1].split()[0]
    new = {"new_password1": "और-भी-लंबा-शब्द", "new_password2": "और-भी-लंबा-शब्द"}
    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, new)
    again = Client()
    assert again.get(path, follow=True).redirect_chain == []
    again.post(path, new)
    assert "_auth_user_id" not in again.session
