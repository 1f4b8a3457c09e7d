"""Who may do what, as a table of role and act, each tried by a request to the admin."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from articles import roles
from articles.models import Action, Article, Entity, IngestProblem, Task
from search.models import SavedSearch
from tests import builders
from tests.articles.admin_forms import a_little_of_everything, data, entity_data, page, path

pytestmark = pytest.mark.django_db
NOBODY, EDITOR, CURATOR, ADMINISTRATOR = "nobody", "editor", "curator", "administrator"
ALL = (EDITOR, CURATOR, ADMINISTRATOR)
CURATORS = (CURATOR, ADMINISTRATOR)
PASSWORD = "तालाब-किनारे-42"


@pytest.fixture
def archive():
    return a_little_of_everything()


def log_in(role):
    user = User.objects.create_user(role, password=PASSWORD, is_staff=True)
    if role != NOBODY:
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


# What each role may do with the rows of each model: opens the page, and posts what it does.
READS = [
    *("article", "source", "topic", "entity", "ingestrun", "ingestproblem"),
    *("feed", "fetchedpage", "boilerplaterule"),
]
ADDS = {
    "article": CURATORS,
    "entity": CURATORS,
    "source": CURATORS,
    "topic": CURATORS,
    "feed": CURATORS,
    "boilerplaterule": CURATORS,
    "ingestrun": (),
    "ingestproblem": (),
    "fetchedpage": (),
}
CHANGES = {**ADDS, "article": ALL}
DELETES = {name: (ADMINISTRATOR,) if who else () for name, who in ADDS.items()}
ROLES = (NOBODY, *ALL)


@pytest.mark.parametrize("role", ROLES)
def test_what_may_be_read(archive, role):
    client, expected = log_in(role), 403 if role == NOBODY else 200
    for model in READS:
        for where in ("", f"{archive[model]}/change/", f"{archive[model]}/history/"):
            assert client.get(path(model, where)).status_code == expected, (model, where)


@pytest.mark.parametrize("role", ROLES)
def test_what_may_be_added(archive, role):
    client = log_in(role)
    for model, allowed in ADDS.items():
        for send in (client.get, client.post):
            expected = 200 if role in allowed else 403  # an empty form is shown again
            assert send(path(model, "add/")).status_code == expected, model


@pytest.mark.parametrize("role", ROLES)
def test_what_may_be_changed(archive, role):
    client = log_in(role)
    for model, allowed in CHANGES.items():
        expected = {200, 302} if role in allowed else {403}
        answer = client.post(path(model, f"{archive[model]}/change/"), data() | entity_data())
        assert answer.status_code in expected, model


@pytest.mark.parametrize("role", ROLES)
def test_what_may_be_deleted(archive, role):
    client = log_in(role)
    for model, allowed in DELETES.items():
        if model == "source":
            continue  # one with articles cannot be deleted by anyone
        for send in (client.get, client.post):
            expected = 200 if role in allowed else 403
            assert send(path(model, f"{archive[model]}/delete/")).status_code == expected, model


# The actions of the lists: what must have changed, and who can bring that about.


def article_hidden(pk):
    return Article.objects.get(pk=pk).status == "hidden"


def entity_is(status):
    return lambda pk: Entity.objects.get(pk=pk).status == status


ACTS = [
    ("article", "hide", article_hidden, ALL),
    ("entity", "reject", entity_is("rejected"), CURATORS),
    ("article", "delete_selected", lambda pk: not Article.objects.exists(), (ADMINISTRATOR,)),
    ("entity", "delete_selected", lambda pk: not Entity.objects.exists(), (ADMINISTRATOR,)),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("model", "act", "done", "allowed"), ACTS)
def test_what_lists_do(archive, role, model, act, done, allowed):
    chosen = {"action": act, "_selected_action": archive[model], "post": "yes"}
    log_in(role).post(path(model), chosen)
    assert done(archive[model]) is (role in allowed)


# Pages of our own: the address, how it is asked for, and who is not refused.


def article_page(rows):
    return f"article/{rows['article']}/"


PAGES = {
    "what waits": ("get", lambda rows: "entity/suggestions/", ALL),
    "decide": ("post", lambda rows: "entity/suggestions/", CURATORS),
    "undo the last": ("post", lambda rows: "entity/suggestions/undo/", CURATORS),
    "merge": ("get", lambda rows: f"entity/merge/?sources={rows['entity']}", CURATORS),
    "split": ("get", lambda rows: f"entity/{rows['entity']}/split/", CURATORS),
    "compare texts": ("get", lambda rows: f"{article_page(rows)}versions/", ALL),
    "hide": ("post", lambda rows: f"{article_page(rows)}status/", ALL),
    "log": ("get", lambda rows: "action/", ALL),
    "change the log": ("get", lambda rows: "action/add/", ()),
    "undo an edit": ("post", lambda rows: f"action/{edited(rows)}/undo/", ALL),
    "undo a name's edit": ("post", lambda rows: f"action/{renamed(rows)}/undo/", CURATORS),
    "tasks": ("get", lambda rows: "task/", ALL),
    "run again": ("post", lambda rows: f"task/{broken()}/again/", CURATORS),
}


def edited(rows):
    return Action.objects.create(kind="change", model="article", object_id=rows["article"]).pk


def renamed(rows):
    return Action.objects.create(kind="change", model="entity", object_id=rows["entity"]).pk


def broken():
    return Task.objects.create(kind="none", label="x", status="broken").pk


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", PAGES)
def test_who_may_ask_for_our_own_pages(archive, monkeypatch, role, what):
    monkeypatch.setattr("articles.curation.tasks.run_apart", lambda task: None)
    method, address, allowed = PAGES[what]
    answer = getattr(log_in(role), method)(f"/admin/articles/{address(archive)}")
    refused = answer.status_code in (403, 404)
    assert refused is (role not in allowed), answer.status_code


@pytest.mark.parametrize("role", ROLES)
def test_who_has_failed_records_taken_in_again(archive, role):
    IngestProblem.objects.all().delete()
    answer = log_in(role).post(path("ingestrun", f"{archive['ingestrun']}/retry/"))
    assert answer.status_code == (302 if role == ADMINISTRATOR else 403)


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_what_readers_saved(role, django_user_model):
    reader = django_user_model.objects.create_user("asha")
    made = SavedSearch.objects.create(user=reader, name="तालाब", pairs=[["q", "तालाब"]], key="1")
    client, expected = log_in(role), 200 if role in CURATORS else 403
    for where in ("", f"{made.pk}/change/", f"{made.pk}/history/"):
        assert client.get(f"/admin/search/savedsearch/{where}").status_code == expected, where
    for where in ("add/", f"{made.pk}/change/", f"{made.pk}/delete/"):
        assert client.post(f"/admin/search/savedsearch/{where}").status_code == 403, where


def test_an_administrator_deletes_a_reader_with_what_he_saved(django_user_model):
    reader = django_user_model.objects.create_user("asha")
    SavedSearch.objects.create(user=reader, name="तालाब", pairs=[["q", "तालाब"]], key="1")
    answer = log_in(ADMINISTRATOR).post(f"/admin/auth/user/{reader.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    assert not SavedSearch.objects.exists()


# Users and groups


@pytest.mark.parametrize("role", ROLES)
def test_only_the_administrator_manages_users_and_groups(role):
    client = log_in(role)
    expected = 200 if role == ADMINISTRATOR else 403
    for where in ("user/", "user/add/", "group/", "group/add/"):
        assert client.get(f"/admin/auth/{where}").status_code == expected, where


USER = {
    "username": "asha",
    "is_active": "on",
    "date_joined_0": "2020-10-07",
    "date_joined_1": "10:00",
}


def test_an_administrator_gives_roles_but_no_more_than_his_own_powers():
    client = log_in(ADMINISTRATOR)
    asha = User.objects.create_user("asha", password=PASSWORD)
    editor = Group.objects.get(name=EDITOR)
    sent = USER | {"is_staff": "on", "groups": [editor.pk], "is_superuser": "on"}
    sent |= {"user_permissions": [Permission.objects.first().pk]}
    assert client.post(f"/admin/auth/user/{asha.pk}/change/", sent).status_code == 302
    asha.refresh_from_db()
    assert (asha.is_staff, asha.is_superuser) == (True, False)
    assert list(asha.groups.all()) == [editor]
    assert not asha.user_permissions.exists()


def test_an_administrator_cannot_touch_a_superuser(admin_user):
    client = log_in(ADMINISTRATOR)
    before = admin_user.password
    for where in ("change/", "password/", "delete/"):
        sent = USER | {"password1": PASSWORD, "password2": PASSWORD, "post": "yes"}
        client.post(f"/admin/auth/user/{admin_user.pk}/{where}", sent)
    client.post(
        "/admin/auth/user/",
        {"action": "delete_selected", "_selected_action": admin_user.pk, "post": "yes"},
    )
    admin_user.refresh_from_db()
    assert admin_user.is_superuser
    assert admin_user.password == before


def test_an_administrator_cannot_join_a_group_of_greater_powers():
    client = log_in(ADMINISTRATOR)
    above = Group.objects.create(name="above")
    above.permissions.add(Permission.objects.get(codename="delete_session"))
    user = User.objects.get(username=ADMINISTRATOR)
    sent = USER | {"username": ADMINISTRATOR, "is_staff": "on", "groups": [above.pk]}
    assert client.post(f"/admin/auth/user/{user.pk}/change/", sent).status_code == 200
    assert not user.groups.filter(pk=above.pk).exists()


@pytest.mark.parametrize("role", roles.ROLES)
def test_the_roles_are_changed_by_nobody(admin_client, role):
    group = Group.objects.get(name=role)
    for client in (admin_client, log_in(ADMINISTRATOR)):
        for where in ("change/", "delete/"):
            sent = {"name": "other", "post": "yes"}
            assert client.post(f"/admin/auth/group/{group.pk}/{where}", sent).status_code == 403
    assert Group.objects.filter(name=role).exists()


# The groups


def rights(role):
    rows = Permission.objects.filter(group__name=role)
    return {
        f"{app}.{name}" for app, name in rows.values_list("content_type__app_label", "codename")
    }


def test_each_role_has_the_rights_of_the_one_below_it():
    assert rights(EDITOR) < rights(CURATOR) < rights(ADMINISTRATOR)


def test_the_log_can_be_changed_by_no_right():
    assert [name for name in rights(ADMINISTRATOR) if name.endswith("_action")] == [
        "articles.view_action"
    ]
    assert Action._meta.default_permissions == Task._meta.default_permissions == ("view",)


def test_migrating_again_brings_the_roles_back_to_what_they_are():
    before = {role: rights(role) for role in roles.ROLES}
    curators = Group.objects.get(name=CURATOR)
    curators.permissions.set(Permission.objects.filter(codename="delete_article"))
    Group.objects.get(name=EDITOR).delete()
    call_command("migrate", verbosity=0)
    assert {role: rights(role) for role in roles.ROLES} == before


def test_a_group_of_the_operators_own_is_left_alone():
    own = Group.objects.create(name="interns")
    own.permissions.add(Permission.objects.get(codename="view_article"))
    call_command("migrate", verbosity=0)
    assert own.permissions.count() == 1


def test_who_is_no_staff_has_no_admin(archive):
    asha = User.objects.create_user("asha", password=PASSWORD)
    asha.groups.add(Group.objects.get(name=CURATOR))
    client = Client()
    client.force_login(asha)
    assert client.get(page(builders.article())).status_code == 302
