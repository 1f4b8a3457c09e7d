"""Which addresses may be fetched: those of the public web, told after names are resolved.

A feed is written by others. Without these checks its links, a redirect, or a
name that points inwards would make this machine ask its own network for them.
"""

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from articles.ingestion.addresses import SCHEMES, is_address
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.limits import Limits

Resolver = Callable[[str, int], list[str]]
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Networks that Python's own tests let pass, or did in some version: ways into IPv4
# (6to4, Teredo, NAT64), shared and special ranges.
CLOSED = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    )
]


def resolve(name: str, port: int) -> list[str]:
    """Return the IP addresses of a host, those to be preferred first. May raise OSError."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(entry[4][0] for entry in found))


def is_public(text: str) -> bool:
    """Return whether an IP address is one of the public net, and leads to no other net."""
    address = ipaddress.ip_address(text)
    if address.version == 6 and address not in GLOBAL_UNICAST:
        return False  # among them loopback, link-local, and IPv4 in the clothes of IPv6
    closed = any(address in network for network in CLOSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not closed


def check(url: str, limits: Limits) -> None:
    """Raise Unfetched if the form of an address alone forbids fetching it."""
    if not is_address(url):
        raise Unfetched("bad_url", "The address must begin with http:// or https://.")
    try:
        parts = urlsplit(url)
        port = parts.port or SCHEMES[parts.scheme]
    except ValueError as error:
        raise Unfetched("bad_url", f"This is no address: {error}.") from error
    if parts.username is not None:
        raise Unfetched("bad_url", "The address holds a user's name, which is not sent.")
    check_port(parts.hostname or "", port, limits)


def check_port(name: str, port: int, limits: Limits) -> None:
    if port not in limits.ports and name.lower() not in limits.hosts:
        reason = f"Port {port} is none of the web. NEWSARCHIVE_FETCH_PORTS can allow it."
        raise Unfetched("forbidden_address", reason)


def allowed(name: str, port: int, limits: Limits, resolver: Resolver = resolve) -> list[str]:
    """Return the IP addresses of a host to which a connection may go. Raises Unfetched."""
    check_port(name, port, limits)  # again: others may read an address differently
    try:
        found = resolver(name, port)
    except (OSError, UnicodeError) as error:
        reason = f"The host {name} is not found: {error}. It is tried again later."
        raise Unfetched("no_connection", reason, again=True) from error
    if name.lower() in limits.hosts:
        return found
    public = [address for address in found if is_public(address)]
    if not public:
        reason = (
            f"The host {name} is inside a network ({found[0] if found else 'no address'}), where "
            "feeds have no business. NEWSARCHIVE_FETCH_HOSTS can allow it by name."
        )
        raise Unfetched("forbidden_address", reason)
    return public
