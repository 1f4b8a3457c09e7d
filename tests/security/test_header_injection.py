"""Line ends in what is sent: none makes a header of its own, in answers or in mails."""

import pytest
from django.core import mail

from tests.builders import article, indexed
from tests.search.saved.keeping import reader

pytestmark = pytest.mark.django_db
BREAKS = ["\r\n", "\n", "\r", "\u2028", "\x85", "%0d%0a", "\x0b", "\x00"]
MADE = "Set-Cookie: evil=1"


@pytest.fixture(autouse=True)
def archive(index):
    return indexed(article())


def lines_of(response):
    return [f"{name}: {value}" for name, value in response.items()]


@pytest.mark.parametrize("end", BREAKS)
@pytest.mark.parametrize(
    "path, name",
    [
        ("/search.csv", "q"),
        ("/search.jsonl", "q"),
        ("/search.bib", "q"),
        ("/trends.csv", "q"),
        ("/trends.png", "q"),
        ("/search", "ui"),
        ("/search", "q"),
        ("/account/sign-in", "next"),
        ("/saved/save", "q"),
        ("/admin/", "next"),
    ],
)
def test_no_parameter_makes_a_header(client, path, name, end):
    response = client.get(path, {name: f"तालाब{end}{MADE}{end}{end}<p>"})
    assert response.status_code < 500
    assert "evil" not in response.cookies
    for line in lines_of(response):
        assert not any(broken in line for broken in "\r\n\x00\x0b\x85\u2028")


@pytest.mark.parametrize("end", BREAKS)
def test_no_address_to_mail_to_makes_a_header(client, end):
    given = {"email": f"asha@example.org{end}Bcc: evil@example.org"}
    for path in ("/account/sign-up", "/account/password/forgotten"):
        assert client.post(path, given).status_code < 500
    assert mail.outbox == []


@pytest.mark.parametrize("end", BREAKS)
def test_no_name_of_a_search_makes_a_header_of_a_mail(client, end):
    asha = reader()
    client.force_login(asha)
    client.post(
        "/saved/save?q=तालाब", {"name": f"पानी{end}Bcc: evil@example.org", "digest": "daily"}
    )
    for saved in asha.saved_searches.all():
        assert not any(broken in saved.name for broken in "\r\n\x00\x0b\x85\u2028")
