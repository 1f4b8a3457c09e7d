"""Who asks: the address of a client, as far as the trusted proxies tell it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64  # bits of an IPv6 address that one connection has; the others it chooses itself


def address(request: HttpRequest) -> str | None:
    """Return the address of the client; None where it cannot be told.

    Each proxy adds to ``X-Forwarded-For`` whom it was asked by. So the last addresses,
    as many as there are trusted proxies, are true, and what stands before them is hearsay.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        told = chain[-min(settings.PROXIES, len(chain))].strip() or told
    try:
        found = ip_address(told)
    except ValueError:
        return None
    return str(getattr(found, "ipv4_mapped", None) or found)


def household(found: str) -> str:
    """Return an address, or of IPv6 the network that one client has as a whole."""
    if isinstance(ip_address(found), IPv6Address):
        return str(ip_network(f"{found}/{HOUSEHOLD}", strict=False).network_address)
    return found


def is_this_machine(found: str | None) -> bool:
    """Return whether a client is on this machine: by its address, or by a socket without one."""
    return not settings.PROXIES if found is None else ip_address(found).is_loopback
