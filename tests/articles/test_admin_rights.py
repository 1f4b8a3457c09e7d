"""Who may do what in the admin, and the demo curator."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.articles.admin_forms import (
    EDITED,
    MODELS,
    a_little_of_everything,
    path,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return a_little_of_everything()


@pytest.fixture
def curator(settings, capsys):
    """A client logged in with what the command printed."""
    settings.DEBUG = True
    call_command("demo_curator")
    client = Client()
    assert logs_in(client, printed(capsys))
    return client


def logs_in(client, credentials) -> bool:
    return client.post("/admin/login/", credentials).status_code == 302


def printed(capsys):
    user, password = capsys.readouterr().out.split("\n")[:2]
    return {
        "username": user.removeprefix("user: "),
        "password": password.removeprefix("password: "),
    }


def test_the_demo_curator_is_refused_outside_debug(settings, django_user_model):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("demo_curator")
    assert not django_user_model.objects.exists()


def test_the_demo_curator_gets_a_new_password_each_time(settings, capsys, client):
    settings.DEBUG = True
    call_command("demo_curator")
    first = printed(capsys)
    call_command("demo_curator")
    second = printed(capsys)
    assert first["password"] != second["password"]
    assert not logs_in(client, first)
    assert logs_in(client, second)


def test_the_demo_command_leaves_a_superuser_alone(settings, django_user_model):
    settings.DEBUG = True
    django_user_model.objects.create_superuser("curator", password="untouched")
    with pytest.raises(CommandError, match="superuser"):
        call_command("demo_curator")
    assert django_user_model.objects.get().check_password("untouched")


def test_the_demo_curator_has_the_role_of_a_curator(curator, archive, django_user_model):
    user = django_user_model.objects.get()
    assert user.is_staff
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["curator"]
    for model in EDITED:
        assert curator.get(path(model, "add/")).status_code == 200
    assert curator.get("/admin/auth/user/").status_code == 403


@pytest.mark.parametrize("model", ["ingestrun", "ingestproblem"])
def test_runs_and_problems_are_only_read(curator, admin_client, archive, model):
    for client in (curator, admin_client):
        assert client.get(path(model)).status_code == 200
        assert client.get(path(model, "add/")).status_code == 403
        assert client.post(path(model, f"{archive[model]}/change/"), {}).status_code == 403
    assert curator.get(path(model, f"{archive[model]}/delete/")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_strangers_are_asked_to_log_in(client, model):
    assert client.get(path(model)).status_code == 302
