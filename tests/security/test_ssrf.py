"""Addresses from elsewhere: this machine's neighbours are never asked, however they are named."""

import json
import socket
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Feed
from tests.builders import source

# Embedded, since a cluster would be asked by a connection too.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.embedded,
    pytest.mark.usefixtures("no_gazetteer"),
]
INSIDE = {
    "loopback": "http://127.0.0.1/",
    "loopback, another": "http://127.8.8.8/",
    "loopback by name": "http://localhost/",
    "loopback of IPv6": "http://[::1]/",
    "loopback as IPv6": "http://[::ffff:127.0.0.1]/",
    "loopback as a number": "http://2130706433/",
    "loopback in hexadecimal": "http://0x7f000001/",
    "loopback in octal": "http://0177.0.0.1/",
    "loopback, shortened": "http://127.1/",
    "this host": "http://0.0.0.0/",
    "this host, short": "http://0/",
    "private, 10": "http://10.0.0.1/",
    "private, 172": "http://172.16.0.1/",
    "private, 192": "http://192.168.1.1/",
    "shared": "http://100.64.0.1/",
    "link-local": "http://169.254.169.254/latest/meta-data/",
    "link-local of IPv6": "http://[fe80::1]/",
    "unique local": "http://[fd00::1]/",
    "IPv4 through NAT64": "http://[64:ff9b::7f00:1]/",
    "IPv4 through 6to4": "http://[2002:7f00:1::]/",
    "multicast": "http://224.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "a name that leads inside": "http://inside.example/",
    "a name with a dot at its end": "http://localhost./",
    "a user before the host": "http://news.example@127.0.0.1/",
    "a password": "http://user:password@news.example/",
    "another port": "http://news.example:22/",
    "a database's port": "http://news.example:6379/",
    "a broken port": "http://news.example:99999/",
    "a tab in the name": "http://127.0.0.\t1/",
    "letters that fold to digits": "http://①②⑦.⓪.⓪.①/",
}
NO_WEB = [
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1/",
    "dict://127.0.0.1:11211/",
]
LEADS = {"inside.example": "10.1.2.3", "news.example": "127.0.0.1"}


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    """Names lead inside, and a connection of any kind fails the test."""
    real = socket.getaddrinfo

    def found(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        return real(LEADS.get(name, name), *args, **kwargs)

    def connect(self, address):
        pytest.fail(f"{address} was asked")

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)


def problems_of(address: str) -> list[str]:
    out = StringIO()
    with suppress(CommandError):
        call_command("ingest", "--json", address, stdout=out, stderr=StringIO())
    return [problem["kind"] for problem in json.loads(out.getvalue())["problems"]]


@pytest.mark.parametrize("address", INSIDE.values(), ids=INSIDE)
def test_what_lies_inside_is_not_asked(address):
    kinds = problems_of(address)
    assert kinds and set(kinds) <= {"forbidden_address", "bad_url", "no_connection", "missing"}
    assert not Article.objects.exists()


@pytest.mark.parametrize("address", NO_WEB)
def test_what_is_not_the_web_is_not_asked(address):
    with suppress(CommandError):
        call_command("ingest", address, stdout=StringIO(), stderr=StringIO())
    assert not Article.objects.exists()


@pytest.mark.parametrize("address", [*NO_WEB, "javascript:alert(1)", "feed"])
def test_the_admin_takes_no_such_feed(admin_client, address):
    given = {"url": address, "source": source().pk, "active": "on"}
    answer = admin_client.post("/admin/articles/feed/add/", given)
    assert "url" in answer.context["adminform"].form.errors
    assert not Feed.objects.exists()


def test_a_feed_of_a_curator_that_lies_inside_is_not_asked():
    Feed.objects.create(url=INSIDE["link-local"], source=source())
    with suppress(CommandError):
        call_command("poll_feeds", stdout=StringIO(), stderr=StringIO())
    assert not Article.objects.exists()
