"""Pages that a reader has already are not sent again while they are as they were.

A page gets an ETag of all that it depends on: the state of the archive, the day, the
language, the digits and all cookies, the address, the settings and the files of the project. The
archive's state is that of the search index, which moves on with every article; whoever
knows it says so by ``connect``, for this part of the project does not know of search.
What the index does not tell (names, what curators do) has numbers of its own. A page of a
signed-in reader, and any page while changes wait to be indexed, has no ETag.
"""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from hashlib import blake2b

from django.conf import settings
from django.db import DatabaseError
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from articles import digits
from articles.models import Action, Alias, Entity, PageChange, Source, Topic
from articles.signals import names_changed

# What pages remember of the archive (counts, labels) is at most so old, in seconds. An ETag of
# the time before is another one than that of later, so that no page from then stays for good.
SETTLED_AFTER = 60
KEPT_ROWS = 100  # of PageChange; only the newest one matters
CHOICES = {"ui", "digits"}  # parameters of an address that set a cookie
SHOWN = (Source, Topic, Entity, Alias)  # what pages show beside articles
PARTS = ("articles", "newsarchive", "search", "templates", "locale", "static")  # of the project

STATES: list[Callable[[], str | None]] = []


def connect(state: Callable[[], str | None]) -> None:
    """Ask ``state`` what the index holds: None while it is behind or cannot be read."""
    STATES.insert(0, state)


def listen() -> None:
    """Note when something changes that pages show and the index does not tell."""
    for model in SHOWN:
        post_save.connect(note, sender=model, dispatch_uid=f"page {model.__name__}")
        post_delete.connect(note, sender=model, dispatch_uid=f"page {model.__name__}")
    names_changed.connect(note, dispatch_uid="page names")


def note(**kwargs) -> None:
    """Make every page's ETag another one; for code that writes in bulk what pages show."""
    made = PageChange.objects.create()
    if made.pk % KEPT_ROWS == 0:
        PageChange.objects.filter(pk__lt=made.pk).delete()


class Seen:
    """Since when this process has known the newest state of the archive."""

    def __init__(self):
        self.state, self.since = None, 0.0

    def settled(self, state) -> bool:
        """Return whether all that this process remembers is of this state."""
        now = time.monotonic()
        if state != self.state:
            self.state, self.since = state, now
        return now - self.since > SETTLED_AFTER


SEEN = Seen()


def state_of_archive() -> tuple | None:
    """Return what is another after every change; None where that cannot be told."""
    index = STATES[0]() if STATES else None
    if index is None:
        return None
    try:
        numbers = [newest(model) for model in (Action, PageChange)]
    except DatabaseError:
        return None
    state = (index, *numbers)
    return (*state, SEEN.settled(state))


def newest(model) -> int | None:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first()


@lru_cache
def project() -> float:
    """Return when a file of the project was last changed: pages of an older one are stale."""
    folders = [settings.BASE_DIR / part for part in PARTS]
    return max(file.stat().st_mtime for folder in folders for file in folder.rglob("*.*"))


def etag_of(request: HttpRequest) -> str | None:
    """Return the ETag that the page at an address has now, or None."""
    if settings.DEBUG or request.user.is_authenticated or CHOICES & request.GET.keys():
        return None
    state = state_of_archive()
    if state is None:
        return None
    asked = [(k, v) for k, v in request.headers.items() if k.startswith(("Hx-", "HX-"))]
    cookies = sorted(request.COOKIES.items())
    place = request.get_host(), request.scheme, request.get_full_path()
    spoken = get_language(), digits.chosen()
    code = project(), settings.FINGERPRINT
    facts = (state, code, timezone.localdate(), spoken, cookies, asked, place)
    digest = blake2b(repr(facts).encode("utf-8", "backslashreplace"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'  # weak: times and compression differ


def revalidated(view: Callable) -> Callable:
    """Let those who have a page hear that it is as it was (304), without making it again.

    Caches may keep the page, but have to ask each time.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        etag = etag_of(request)  # before the page is made: what changes meanwhile is in neither
        known = request.headers.get("If-None-Match", "")
        response = etag in known and get_conditional_response(request, etag) if etag else None
        response = response or view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            mark(response, etag, request.user.is_authenticated)
        return response

    return answer


def mark(response: HttpResponse, etag: str | None, private: bool) -> None:
    """Say how long the page holds and for whom; language and reader come from cookies."""
    patch_cache_control(response, no_cache=True, **({"private": True} if private else {}))
    patch_vary_headers(response, ["Cookie"])
    if etag:
        response.headers["ETag"] = etag
