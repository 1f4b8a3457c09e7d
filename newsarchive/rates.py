"""How often one reader may ask for what costs the archive much: so often in so much time.

Readers who are signed in count by their account and may ask more often, others by
address. Counted is in the cache ``rates``; where that cannot be reached, nobody is
turned away. What comes from this machine itself is not counted.
"""

import logging

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from newsarchive import clients, trouble

log = logging.getLogger(__name__)

ASKED = {
    "search": "search search_json feed trends trends_csv trends_json trends_svg trends_png",
    "suggest": "suggest bar_suggestions bulk_list bulk_progress",
    "export": "search_csv search_jsonl search_bib search_ris bulk_table",
}
POSTED = {
    "bulk": ["search:bulk"],
    "mail": ["accounts:sign_up", "accounts:forgotten", "accounts:account"],
    "sign_in": ["accounts:sign_in", "admin:login"],
}
OF_ASKED = {f"search:{name}": kind for kind, names in ASKED.items() for name in names.split()}
OF_POSTED = {name: kind for kind, names in POSTED.items() for name in names}


def kind_of(request: HttpRequest) -> str | None:
    """Return which rate a request counts towards, if any."""
    name = request.resolver_match.view_name
    return OF_POSTED.get(name) if request.method == "POST" else OF_ASKED.get(name)


def seconds_to_wait(request: HttpRequest, kind: str) -> int:
    """Count a request; returns 0, or how long to wait if there were too many."""
    allowed, who = settings.RATES[kind], clients.address(request)
    if allowed is None or clients.is_this_machine(who):
        return 0
    key = clients.household(who) if who else "unknown"
    if request.user.is_authenticated:
        key, allowed = f"user {request.user.pk}", allowed.times(settings.RATE_USERS)
    try:
        usage = get_usage(request, kind, key=lambda *_: key, rate=tuple(allowed), increment=True)
    except Exception:  # whichever library the cache is asked through
        log.exception("Requests cannot be counted; nobody is turned away.")
        return 0
    return max(1, usage["time_left"]) if usage and usage["should_limit"] else 0


class RateMiddleware:
    """Turn away who asks too often (429), and say when to come back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        kind = kind_of(request)
        seconds = seconds_to_wait(request, kind) if kind else 0
        return trouble.too_many(request, seconds) if seconds else None
