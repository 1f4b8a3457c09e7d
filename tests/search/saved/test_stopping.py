"""Mails are stopped by a link in them, signed, without signing in; nobody else's are."""

import pytest
from django.core.signing import Signer
from django.test import Client

from search.models import Reader, SavedSearch
from search.saved.stopping import SALT, address
from tests.builders import article, indexed
from tests.search.saved.keeping import reader, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def strict():
    """A mail program: it has no cookies, and Django checks for forged posts."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def search():
    indexed(article())
    return saved(reader())


def mailed(search) -> tuple[str, bool]:
    search.refresh_from_db()
    return search.digest, Reader.objects.get(user=search.user).mails


def test_looking_at_the_page_stops_nothing(strict, search):
    for path in (address(search.user_id), address(search.user_id, search.pk)):
        page = strict.get(path)
        assert (page.status_code, strict.head(path).status_code) == (200, 200)
        assert "<button" in page.content.decode()
        assert page["Cache-Control"].count("no-store") == 1
    assert mailed(search) == ("daily", True)


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_one_search_is_stopped_alone(strict, search, body):
    answer = strict.post(address(search.user_id, search.pk), body)
    assert answer.status_code == 200
    assert mailed(search) == ("none", True)


@pytest.mark.parametrize("body", [{}, {"List-Unsubscribe": "One-Click"}])
def test_all_mails_are_stopped_at_once(strict, search, body):
    assert strict.post(address(search.user_id), body).status_code == 200
    assert mailed(search) == ("daily", False)


def test_stopping_twice_is_as_good_as_once(strict, search):
    for _ in range(2):
        assert strict.post(address(search.user_id, search.pk)).status_code == 200


def test_what_is_gone_needs_no_stopping(strict, search):
    one, every = address(search.user_id, search.pk), address(search.user_id)
    search.user.delete()
    for path in (one, every):
        assert strict.get(path).status_code == strict.post(path).status_code == 200
    assert not Reader.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, search: path[:-1],
        lambda path, search: path.replace(f"{search.user_id}-", f"{search.user_id + 1}-"),
        lambda path, search: path + "x",
        lambda path, search: "/saved/stop/" + Signer(salt="another").sign("1-1"),
        lambda path, search: "/saved/stop/ka",
    ],
)
def test_a_link_that_was_changed_stops_nothing_and_helps_on(strict, search, spoil):
    path = spoil(address(search.user_id, search.pk), search)
    for answer in (strict.get(path), strict.post(path)):
        assert answer.status_code == 400
        assert "साइन इन" in answer.content.decode()
    assert mailed(search) == ("daily", True)


def test_a_token_stops_only_a_search_of_its_own_reader(strict, search):
    other = reader("ravi@example.org")
    assert strict.post(address(other.pk, search.pk)).status_code == 200
    assert mailed(search) == ("daily", True)
    assert SavedSearch.objects.count() == 1
    assert SALT
