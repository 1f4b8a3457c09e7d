"""Who asks: what trusted proxies tell is believed, and nothing else."""

import pytest
from django.test import RequestFactory

from newsarchive.clients import address, household, is_this_machine


def asked(told="203.0.113.9", chain=None):
    more = {} if chain is None else {"HTTP_X_FORWARDED_FOR": chain}
    return RequestFactory().get("/", REMOTE_ADDR=told, **more)


@pytest.mark.parametrize(
    "proxies, chain, found",
    [
        (0, None, "203.0.113.9"),
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, None, "203.0.113.9"),
        (1, "", "203.0.113.9"),
        (1, "nonsense", None),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_as_many_addresses_are_believed_as_there_are_proxies(settings, proxies, chain, found):
    settings.PROXIES = proxies
    assert address(asked(chain=chain)) == found


def test_a_socket_has_no_address():
    assert address(asked(told="")) is None


@pytest.mark.parametrize(
    "one, network",
    [
        ("198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::"),
    ],
)
def test_one_connection_is_one_client_however_many_addresses_it_has(one, network):
    assert household(one) == network


@pytest.mark.parametrize(
    "proxies, found, here",
    [
        (0, "127.0.0.1", True),
        (0, "::1", True),
        (0, None, True),
        (1, None, False),
        (0, "203.0.113.9", False),
    ],
)
def test_this_machine_is_known(settings, proxies, found, here):
    settings.PROXIES = proxies
    assert is_this_machine(found) is here
