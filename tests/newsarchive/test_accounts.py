"""Readers' accounts: made by whoever reads the mail, no way into the admin, left at will."""

import json
import re
from smtplib import SMTPException

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client

from newsarchive.accounts import links
from search.models import Reader, SavedSearch, Sent
from tests.builders import article, indexed
from tests.search.saved.keeping import reader, saved

pytestmark = pytest.mark.django_db
PASSWORD = "बहुत-लंबा-शब्द"
CHOSEN = {"new_password1": "और-भी-लंबा-शब्द", "new_password2": "और-भी-लंबा-शब्द"}
users = get_user_model().objects


def link() -> str:
    """Return the path of the link in the newest mail."""
    return re.findall(r"https://archive\.example(/\S+)", mail.outbox[-1].body)[-1]


def test_a_reader_signs_up_by_a_link_in_a_mail_and_goes_on(client):
    answer = client.post("/account/sign-up?next=/saved/save?q=a", {"email": "Asha@Example.org"})
    assert answer.status_code == 200
    assert mail.outbox[0].to == ["asha@example.org"]
    assert not users.exists()
    path = link()
    assert client.get(path).status_code == 200
    assert client.post(path, CHOSEN)["Location"] == "/saved/save?q=a"
    asha = users.get()
    assert (asha.username, asha.email) == ("asha@example.org", "asha@example.org")
    assert not asha.is_staff and not asha.is_superuser and not asha.groups.exists()
    assert client.get("/saved/save?q=a").status_code == 200
    assert client.get("/admin/").status_code == 302


def test_mails_come_in_the_language_in_which_a_reader_signed_up(client):
    client.cookies["django_language"] = "en"
    client.post("/account/sign-up", {"email": "asha@example.org"})
    client.post(link(), CHOSEN)
    assert Reader.objects.get().language == "en"


def test_nobody_learns_which_addresses_have_accounts(client):
    reader("asha@example.org")
    pages = []
    for address in ("asha@example.org", "ravi@example.org"):
        for path in ("/account/sign-up", "/account/password/forgotten"):
            page = client.post(path, {"email": address})
            pages.append((path, page.status_code, page.content.decode().replace(address, "")))
    assert pages[:2] == pages[2:]


def test_a_link_for_an_account_that_exists_leads_to_signing_in(client):
    client.post("/account/sign-up", {"email": "asha@example.org"})
    reader("asha@example.org")
    page = client.post(link(), CHOSEN)
    assert "पहले से" in page.content.decode()
    assert users.get().check_password(PASSWORD)


@pytest.mark.parametrize("password", ["short", "12345678901", "password1234"[:8], "asha@example"])
def test_weak_passwords_are_refused(client, password):
    client.post("/account/sign-up", {"email": "asha@example.org"})
    page = client.post(link(), {"new_password1": password, "new_password2": password})
    assert page.status_code == 400
    assert not users.exists()


@pytest.mark.parametrize(
    "email", ["", "asha", "a@b", "a\nb@example.org", f"{'a' * 150}@example.org"]
)
def test_what_is_no_address_gets_no_mail(client, email):
    assert client.post("/account/sign-up", {"email": email}).status_code == 400
    assert mail.outbox == []


def test_an_address_gets_one_mail_for_many_tries(client):
    for _ in range(3):
        client.post("/account/sign-up", {"email": "asha@example.org"})
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_told_and_may_be_tried_again(client, monkeypatch):
    def fails(self):
        raise SMTPException

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fails)
        page = client.post("/account/sign-up", {"email": "asha@example.org"})
        assert page.status_code == 400
    client.post("/account/sign-up", {"email": "asha@example.org"})
    assert len(mail.outbox) == 1


def test_where_readers_make_no_accounts_the_page_says_so(client, settings):
    settings.SIGNUP = False
    page = client.post("/account/sign-up", {"email": "asha@example.org"})
    assert page.status_code == 403
    assert mail.outbox == []
    assert "sign-up" not in client.get("/account/sign-in").content.decode()


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x", lambda t: t + "x"])
def test_a_changed_link_makes_nothing(client, change):
    token = change(links.token("join", email="asha@example.org", after=""))
    for answer in (client.get(f"/account/join/{token}"), client.post(f"/account/join/{token}")):
        assert answer.status_code == 400
    assert not users.exists()


def test_a_link_of_another_kind_or_an_old_one_makes_nothing(client, monkeypatch):
    other = links.token("email", email="asha@example.org", after="")
    assert client.post(f"/account/join/{other}", CHOSEN).status_code == 400
    old = links.token("join", email="asha@example.org", after="")
    monkeypatch.setattr(links, "SECONDS_VALID", -1)
    assert client.post(f"/account/join/{old}", CHOSEN).status_code == 400
    assert not users.exists()


ELSEWHERE = ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com"]


@pytest.mark.parametrize("after", ELSEWHERE)
def test_nobody_is_led_elsewhere(client, after):
    reader()
    given = {"username": "asha@example.org", "password": PASSWORD}
    assert client.post("/account/sign-in", given | {"next": after})["Location"] == "/saved/"
    other = Client()
    other.post("/account/sign-up", {"email": "ravi@example.org"}, QUERY_STRING=f"next={after}")
    assert other.post(link(), CHOSEN)["Location"] == "/saved/"
    token = links.token("join", email="zoya@example.org", after=after)
    assert Client().post(f"/account/join/{token}", CHOSEN)["Location"] == "/saved/"


@pytest.mark.parametrize(
    "username, password",
    [("asha@example.org", "x"), ("nobody@example.org", PASSWORD), ("", ""), ("a\x00b", "x")],
)
def test_what_does_not_fit_is_refused_in_one_sentence(client, username, password):
    reader()
    page = client.post("/account/sign-in", {"username": username, "password": password})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_users_of_the_admin_sign_in_by_their_names(client):
    users.create_user("Curator", password=PASSWORD, is_staff=True)
    answer = client.post("/account/sign-in", {"username": "Curator", "password": PASSWORD})
    assert answer.status_code == 302


def test_signing_out_takes_a_post(client):
    client.force_login(reader())
    assert client.get("/account/sign-out").status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post("/account/sign-out")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_chosen_anew(client):
    asha = reader()
    client.post("/account/password/forgotten", {"email": "asha@example.org"})
    assert "\n" not in mail.outbox[0].subject
    path = link()
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], CHOSEN)
    asha.refresh_from_db()
    assert asha.check_password(CHOSEN["new_password1"])
    assert "अब नहीं चलती" in Client().get(path, follow=True).content.decode()


def test_a_password_is_changed_by_who_knows_it(client):
    asha = reader()
    client.force_login(asha)
    assert client.post("/account/password", CHOSEN | {"old_password": "x"}).status_code == 200
    client.post("/account/password", CHOSEN | {"old_password": PASSWORD})
    asha.refresh_from_db()
    assert asha.check_password(CHOSEN["new_password1"])
    assert client.get("/account/").status_code == 200  # still signed in


def test_a_new_address_counts_once_its_link_is_followed(client):
    asha = reader()
    client.force_login(asha)
    client.post("/account/", {"form": "address", "email": "nayi@example.org"})
    path = link()
    assert mail.outbox[0].to == ["nayi@example.org"]
    anyone = Client()
    anyone.get(path)
    asha.refresh_from_db()
    assert asha.email == "asha@example.org"
    anyone.post(path)
    asha.refresh_from_db()
    assert (asha.email, asha.username) == ("nayi@example.org", "nayi@example.org")
    assert anyone.post(path).status_code == 400  # good once


def test_an_address_that_has_an_account_is_not_taken(client):
    asha = reader()
    reader("ravi@example.org")
    client.force_login(asha)
    client.post("/account/", {"form": "address", "email": "ravi@example.org"})
    assert "पता नहीं बदला गया" in client.post(link()).content.decode()
    asha.refresh_from_db()
    assert asha.email == "asha@example.org"


def test_language_and_mails_are_chosen(client):
    client.force_login(reader())
    assert client.get("/account/").context["choices"].initial["mails"] is True
    client.post("/account/", {"form": "choices", "language": "en"})
    assert Reader.objects.values_list("language", "mails").get() == ("en", False)
    assert client.post("/account/", {"form": "choices", "language": "fr"}).status_code == 400
    assert client.post("/account/", {"form": "nonsense"}).status_code == 200


def test_a_reader_takes_his_own_data_along(client, index):
    indexed(article())
    asha = reader()
    saved(asha)
    saved(reader("ravi@example.org"), "q=दूसरे")
    Sent.objects.create(user=asha, article_id=7)
    client.force_login(asha)
    data = json.loads(client.get("/account/data.json").content)
    assert data["email"] == "asha@example.org"
    assert [one["name"] for one in data["saved_searches"]] == ["तालाब"]
    assert data["saved_searches"][0]["address"].startswith("https://archive.example/search?q=")
    assert [one["article"] for one in data["sent"]] == [7]
    assert "ravi" not in json.dumps(data)


def test_leaving_takes_a_password_and_everything_along(client, index):
    indexed(article())
    asha = reader()
    saved(asha)
    client.force_login(asha)
    assert client.post("/account/delete", {"password": "x"}).status_code == 400
    assert users.exists()
    assert client.post("/account/delete", {"password": PASSWORD}).status_code == 200
    assert not users.exists() and not SavedSearch.objects.exists() and not Reader.objects.exists()


def test_editors_do_not_leave_by_themselves(client):
    client.force_login(users.create_user("editor", password=PASSWORD, is_staff=True))
    assert client.post("/account/delete", {"password": PASSWORD}).status_code == 403
    assert users.exists()


@pytest.mark.parametrize("path", ["", "password", "data.json", "delete"])
def test_an_account_is_its_owners_alone(client, path):
    answer = client.get(f"/account/{path}")
    assert answer["Location"].startswith("/account/sign-in?next=/account/")


@pytest.mark.parametrize("path", ["sign-in", "sign-up", "sign-out", "password", "delete", ""])
def test_no_other_site_can_post(path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader())
    given = {"email": "x@example.org", "password": PASSWORD, "form": "choices", "language": "en"}
    assert strict.post(f"/account/{path}", given).status_code == 403
    assert users.exists()


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("path", ["sign-in", "sign-up", "password/forgotten", "join/x", "email/x"])
def test_pages_are_kept_by_nobody_and_in_no_search_engine(client, path, language):
    page = client.get(f"/account/{path}?ui={language}")
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert f'<html lang="{language}">' in page.content.decode()


def test_the_brake_on_mails_lets_go(client):
    client.post("/account/sign-up", {"email": "asha@example.org"})
    cache.clear()
    client.post("/account/sign-up", {"email": "asha@example.org"})
    assert len(mail.outbox) == 2


def password_pages():
    """Yield each page on which a password is typed but no address, as a reader sees it."""
    new = Client()
    new.post("/account/sign-up", {"email": "ravi@example.org"})
    yield "ravi@example.org", new.get(link())
    asha = reader("asha@example.org")
    new.post("/account/password/forgotten", {"email": asha.email})
    yield asha.email, new.get(link(), follow=True)
    new.force_login(asha)
    yield asha.email, new.get("/account/password")
    yield asha.email, new.get("/account/delete")


def test_password_managers_are_told_whose_password_it_is():
    for address, page in password_pages():
        name = f'name="username" value="{address}" autocomplete="username"'
        assert name in page.content.decode(), page.request["PATH_INFO"]


def test_labels_begin_with_a_capital_in_english(client):
    assert ">Password</label>" in client.get("/account/sign-in?ui=en").content.decode()
