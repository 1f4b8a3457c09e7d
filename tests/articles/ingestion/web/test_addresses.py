"""Which hosts may be asked: a table of ways into a network, and of those out of it."""

import pytest

from articles.ingestion.web.addresses import allowed, check, is_public
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.limits import limits

INSIDE = """
    127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1
    169.254.169.254 100.64.0.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.250 240.0.0.1 255.255.255.255 192.88.99.1
    :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::808:808
    64:ff9b:1::1 fe80::1 fe80::1%lo fec0::1 fc00::1 fd12:3456::1 ff02::1 2002:7f00:1:: 2001::1
    2001:db8::1 100::1 3fff::1 5f00::1
""".split()
OUTSIDE = "8.8.8.8 93.184.216.34 172.32.0.1 100.128.0.1 2606:4700::1111 2a00:1450::1".split()


@pytest.mark.parametrize("address", INSIDE)
def test_these_lead_into_a_network(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_these_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(address):
    with pytest.raises(Unfetched) as caught:
        allowed("namuna.example", 80, limits(), lambda name, port: [address])
    assert caught.value.kind == "forbidden_address"


def test_of_a_name_that_leads_inside_and_outside_only_the_latter_is_used():
    found = allowed("namuna.example", 80, limits(), lambda name, port: ["10.0.0.1", "8.8.8.8"])
    assert found == ["8.8.8.8"]


@pytest.mark.parametrize(
    "name", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "017700000001", "::1"]
)
def test_loopback_is_refused_however_it_is_written(name):
    with pytest.raises(Unfetched) as caught:
        allowed(name, 80, limits())
    assert caught.value.kind in ("forbidden_address", "no_connection")


def test_a_host_that_is_named_may_be_inside(settings):
    settings.FETCH_HOSTS = ["Intern.example"]
    inside = allowed("intern.example", 80, limits(), lambda name, port: ["10.0.0.1"])
    assert inside == ["10.0.0.1"]


def test_a_name_that_is_not_found_may_be_tried_again():
    def unknown(name, port):
        raise OSError("no such name")

    with pytest.raises(Unfetched) as caught:
        allowed("namuna.example", 80, limits(), unknown)
    assert (caught.value.kind, caught.value.again) == ("no_connection", True)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("file:///etc/hosts", "bad_url"),
        ("ftp://namuna.example/", "bad_url"),
        ("gopher://namuna.example/", "bad_url"),
        ("//namuna.example/", "bad_url"),
        ("http://", "bad_url"),
        ("http://[::1", "bad_url"),
        ("http://namuna.example:99999/", "bad_url"),
        ("http://user:word@namuna.example/", "bad_url"),
        ("http://namuna.example@127.0.0.1/", "bad_url"),
        ("http://namuna.example/a b", "bad_url"),
        ("http://namuna.example:22/", "forbidden_address"),
        ("http://namuna.example:6379/", "forbidden_address"),
    ],
)
def test_the_form_of_an_address_alone_can_forbid_it(url, kind):
    with pytest.raises(Unfetched) as caught:
        check(url, limits())
    assert caught.value.kind == kind


def test_ports_are_a_setting(settings):
    settings.FETCH_PORTS = [8080]
    check("http://namuna.example:8080/", limits())
