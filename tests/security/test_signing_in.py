"""Guessing passwords: after some tries from one address there is a pause, at both forms."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.search.saved.keeping import reader

pytestmark = pytest.mark.django_db
PASSWORD = "बहुत-लंबा-शब्द"
READERS, ADMIN = "/account/sign-in", "/admin/login/"
ASHA = "asha@example.org"
TRIES = 3


@pytest.fixture(autouse=True)
def few_tries(settings):
    settings.AXES_FAILURE_LIMIT = TRIES


@pytest.fixture
def curator():
    return get_user_model().objects.create_user("curator", password=PASSWORD, is_staff=True)


def signing_in(client, path, name, password, address="203.0.113.7"):
    given = {"username": name, "password": password}
    return client.post(path, given, REMOTE_ADDR=address)


def guess(client, path, name, times=TRIES, **more):
    return [signing_in(client, path, name, f"guess {n}", **more) for n in range(times)][-1]


@pytest.mark.parametrize("path", [READERS, ADMIN])
def test_after_some_wrong_passwords_the_right_one_waits_too(client, curator, path):
    assert guess(client, path, "curator", TRIES - 1).status_code == 200
    for password in ("guess", PASSWORD):
        refused = signing_in(client, path, "curator", password)
        assert (refused.status_code, refused["Retry-After"]) == (429, "900")
        html = refused.content.decode()
        assert "15 मिनट बाद" in html and "Try again after 15 min" in html
    assert "_auth_user_id" not in client.session


def test_tries_at_both_forms_count_together(client, curator):
    guess(client, READERS, "curator", TRIES - 1)
    assert guess(client, ADMIN, "curator", 1).status_code == 429


def test_a_reader_signs_in_from_elsewhere_while_another_guesses(client):
    reader()
    guess(client, READERS, ASHA)
    answer = signing_in(client, READERS, ASHA, PASSWORD, address="203.0.113.8")
    assert answer.status_code == 302


def test_the_pause_ends_and_is_not_drawn_out_by_who_goes_on(client):
    reader()
    guess(client, READERS, ASHA)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert guess(client, READERS, ASHA, 1).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert signing_in(client, READERS, ASHA, PASSWORD).status_code == 302


def test_the_right_password_clears_what_was_wrong_before(client):
    reader()
    guess(client, READERS, ASHA, TRIES - 1)
    signing_in(client, READERS, ASHA, PASSWORD)
    assert not AccessAttempt.objects.exists()


def test_no_password_is_kept_of_those_who_tried(client):
    guess(client, READERS, ASHA, 1)
    kept = AccessAttempt.objects.get()
    assert "guess" not in kept.post_data + kept.get_data


def test_capitals_make_no_new_tries(client):
    reader()
    guess(client, READERS, ASHA, TRIES - 1)
    assert guess(client, READERS, "Asha@Example.ORG", 1).status_code == 429


@pytest.mark.parametrize("path", [READERS, ADMIN])
def test_other_names_do_not_help_who_asks_too_often(client, settings, path, standing_clock):
    settings.RATES = {**settings.RATES, "sign_in": settings.RATES["sign_in"]._replace(count=5)}
    answers = [guess(client, path, f"reader {n}", 1).status_code for n in range(7)]
    assert answers == [200] * 5 + [429] * 2


@pytest.mark.parametrize("password", ["लंबा-शब्द", "password123", "1029384756", "asha@example"])
def test_weak_passwords_are_refused(client, password):
    asha = reader()
    client.force_login(asha)
    given = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post("/account/password", given).context["form"].errors
    asha.refresh_from_db()
    assert asha.check_password(PASSWORD)
