"""What browsers are told not to do, what a start in public demands, how often readers may ask.

Nothing here reads the environment; ``settings.py`` does.
"""

import re
from typing import NamedTuple

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

THIS_MACHINE = frozenset(["localhost", "127.0.0.1", "[::1]"])
SHORTEST_KEY, FEWEST_LETTERS = 50, 5  # as ``check --deploy`` wants it

# Asked for by whoever watches over the archive, from the same machine and without HTTPS.
ASKED_FROM_WITHIN = [r"^(healthz|readyz|metrics)$"]

# Every style, script and picture is a file of the archive's own. Blocks of JSON-LD are no scripts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# What pages never use: a script that got in could not either.
UNUSED = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen gamepad "
    "geolocation gyroscope hid idle-detection magnetometer microphone midi payment "
    "picture-in-picture publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
)
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in UNUSED.split())


# How often one reader may ask, as many may share an address: a school, a mobile network.
RATES = {
    "search": "300/m",
    "suggest": "1200/m",
    "export": "60/10m",
    "bulk": "60/h",
    "mail": "30/h",
    "sign_in": "60/10m",
}
RATE = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,5})?([smhd])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Rate(NamedTuple):
    """So many requests in so many seconds."""

    count: int
    seconds: int

    def times(self, factor: int) -> "Rate":
        return Rate(self.count * factor, self.seconds)


def rate(text: str) -> Rate | None:
    """Read a rate, as 300/m or 60/10m; None for off. Raises ``ValueError``."""
    if text == "off":
        return None
    match = RATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no rate: write 300/m or 60/10m (of s, m, h, d), or off")
    return Rate(int(match[1]), int(match[2] or 1) * SECONDS[match[3]])


class ProtectionMiddleware:
    """Give every page the header for which Django has no setting."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def demand_key(key: str) -> None:
    """Raise if a secret key is missing or could be guessed."""
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS:
        raise ImproperlyConfigured(
            "NEWSARCHIVE_HOSTS names hosts that others can reach, so NEWSARCHIVE_SECRET_KEY must "
            f"be set, with at least {SHORTEST_KEY} characters. Make one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
