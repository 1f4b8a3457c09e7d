"""Redirects: no address of the archive leads to another site, whoever wrote it."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from tests import builders
from tests.search.saved.keeping import reader

pytestmark = pytest.mark.django_db
PASSWORD = "बहुत-लंबा-शब्द"
ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\thttps://evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\r\n/evil.example",
]


def is_within(location: str) -> bool:
    """Return whether a browser stays on this site: it drops tabs and takes \\ for /."""
    read = "".join(location.split()).replace("\\", "/")
    return (
        read.startswith(("/", "?", "#")) and not read.startswith("//") and not urlsplit(read).netloc
    )


@pytest.mark.parametrize("after", ELSEWHERE)
@pytest.mark.parametrize("path", ["/account/sign-in", "/admin/login/"])
def test_signing_in_leads_to_no_other_site(client, path, after):
    get_user_model().objects.create_superuser("asha", password=PASSWORD)
    given = {"username": "asha", "password": PASSWORD, "next": after}
    assert is_within(client.post(f"{path}?next=/x", given)["Location"])
    assert is_within(client.get(path, {"next": after})["Location"])  # who is signed in already


@pytest.mark.parametrize("after", ELSEWHERE)
def test_no_form_carries_another_site_along(client, after):
    for path in ("/account/sign-in", "/account/sign-up"):
        for link in client.get(path, {"next": after}).content.decode().split('href="')[1:]:
            assert not link.startswith(("//", "http://evil", "https://evil", "javascript:"))


@pytest.mark.parametrize("after", ELSEWHERE)
@pytest.mark.parametrize("path", ["/", "/search", "/help", "/account/sign-in", "/nowhere"])
def test_the_switch_of_languages_stays_here(client, path, after):
    html = client.get(path, {"q": after, "next": after, "ui": "en"}).content.decode()
    links = [part.partition('"')[0] for part in html.split('href="')[1:]]
    switches = [link for link in links if "ui=" in link]
    assert switches
    assert all(is_within(link) for link in switches)


@pytest.mark.parametrize(
    "path", ["//evil.example/topics", "//evil.example/..", "/\\evil.example", "/%2F%2Fevil.example"]
)
def test_a_slash_that_is_added_leads_nowhere_else(client, path):
    response = client.get(path)
    assert response.status_code == 404 or is_within(response["Location"])


@pytest.mark.parametrize(
    "path", ["/saved/", "/account/", "/admin/", "/saved/save?q=//evil.example"]
)
def test_who_has_to_sign_in_first_comes_back_here(client, path):
    assert is_within(client.get(path)["Location"])


def test_the_address_of_a_merged_entity_leads_within(client):
    kept = builders.entity("सोनपुर")
    gone = builders.entity("सोनताल", merged_into=kept, shown=False)
    answer = client.get(gone.get_absolute_url(), {"next": "//evil.example"})
    assert answer.status_code in (301, 302, 404, 410)
    assert "Location" not in answer or is_within(answer["Location"])


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_forged_host_reaches_no_mail(client, header):
    reader()
    given = {"email": "asha@example.org"}
    client.post(
        "/account/password/forgotten", given, headers={header: "testserver:80@evil.example"}
    )
    client.post("/account/password/forgotten", given, headers={"X-Forwarded-Host": "evil.example"})
    assert "https://archive.example/" in mail.outbox[0].body
    assert all("evil" not in one.body for one in mail.outbox)


def test_a_host_that_is_not_ours_gets_no_page(client, settings):
    settings.ALLOWED_HOSTS = ["archive.example"]
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
