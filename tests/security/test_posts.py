"""Posts that other sites make a browser send, and fields that no form shows."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

from articles.models import Article
from newsarchive.accounts import links
from search.models import SavedSearch
from tests import builders
from tests.articles.admin_forms import data, page
from tests.search.saved.keeping import reader, saved

pytestmark = pytest.mark.django_db
BLANK = re.compile(r"<[^>]+>")
PASSWORD = "और-भी-लंबा-शब्द"


def paths(resolver=None, before="/"):
    """Yield a path for each address of the archive and its admin, with something in each blank.

    Those that are regular expressions are left out: citations, which are read only, and
    the admin's way of adding a slash.
    """
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern.pattern, RoutePattern):
            continue
        path = before + BLANK.sub("1", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from paths(pattern, path)


# The link in a mail by which mail programs stop mails (RFC 8058) proves itself by its signature.
SIGNED = {"/saved/stop/1"}


@pytest.mark.parametrize("path", sorted(set(paths()) - SIGNED))
def test_no_address_takes_a_post_that_another_site_sends(admin_user, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    headers = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    assert strict.post(path, {"a": "b"}, headers=headers).status_code in (403, 405)


def test_all_addresses_were_tried():
    found = set(paths())
    assert len(found) > 100
    assert {"/account/sign-in", "/bulk", "/saved/1/delete", "/admin/auth/user/add/"} <= found


MORE = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
MORE |= {"username": "admin", "user": "1", "id": "1", "pk": "1", "last_login": "2020-01-01"}


def powers(user):
    user.refresh_from_db()
    return (user.is_superuser, user.is_staff, user.groups.count(), user.user_permissions.count())


def test_signing_up_gives_no_more_than_an_account(client):
    token = links.token("join", email="asha@example.org", after="")
    given = {"new_password1": PASSWORD, "new_password2": PASSWORD, "email": "x@example.org"}
    client.post(f"/account/join/{token}", given | MORE)
    asha = get_user_model().objects.get()
    assert (asha.username, asha.email) == ("asha@example.org", "asha@example.org")
    assert powers(asha) == (False, False, 0, 0)


@pytest.mark.parametrize(
    "path, given",
    [
        ("", {"form": "choices", "language": "en", "email": "x@example.org"}),
        ("", {"form": "address", "email": "x@example.org"}),
        (
            "password",
            {"old_password": "बहुत-लंबा-शब्द", "new_password1": PASSWORD, "new_password2": PASSWORD},
        ),
    ],
    ids=["choices", "address", "password"],
)
def test_no_form_of_an_account_gives_powers_or_another_name(client, path, given):
    asha = reader()
    client.force_login(asha)
    client.post(f"/account/{path}", given | MORE)
    assert powers(asha) == (False, False, 0, 0)
    assert (asha.username, asha.email) == ("asha@example.org", "asha@example.org")


def test_a_saved_search_stays_with_its_reader_and_its_query(client, index):
    builders.indexed(builders.article())
    asha, ravi = reader(), reader("ravi@example.org")
    mine = saved(asha)
    client.force_login(asha)
    more = MORE | {"user": ravi.pk, "pairs": '[["q", "x"]]', "mailed_upto": 10**9, "key": "x"}
    client.post(f"/saved/{mine.pk}/change", {"name": "नया", "digest": "weekly"} | more)
    kept = SavedSearch.objects.get()
    assert (kept.user, kept.name, kept.pairs) == (asha, "नया", [["q", "तालाब"]])
    assert kept.mailed_upto < 10**9


def test_an_editor_writes_no_field_that_the_form_does_not_show(admin_client):
    made = builders.article()
    hidden = {"identity": "x", "content_hash": "x", "record_hash": "x", "original": "x", "id": 99}
    before = Article.objects.values(*hidden).get()
    admin_client.post(page(made), data(source=made.source_id, title="नया शीर्षक", **hidden))
    after = Article.objects.values(*hidden, "title").get()
    assert after.pop("title") == "नया शीर्षक"
    assert {n: after[n] for n in ("identity", "original", "id")} == {
        n: before[n] for n in ("identity", "original", "id")
    }
    assert "x" not in after.values()


def test_a_list_of_queries_takes_no_more_than_its_form(client):
    given = {"queries": "तालाब", "key": "known", "done": "1", "rows": "[]", "total": "9"}
    assert "known" not in client.post("/bulk", given)["Location"]
