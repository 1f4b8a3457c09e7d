"""Stopping mails from a link in one of them, without signing in (RFC 8058)."""

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from search.models import Reader, SavedSearch

SALT = "stop digests"
ALL = 0  # in place of the id of a search


def address(user: int, search: int = ALL) -> str:
    """Return the path at which a reader's mails of one search, or all of them, are stopped."""
    token = Signer(salt=SALT).sign(f"{user}-{search}")
    return reverse("saved:stop", args=[token])


def read(token: str) -> tuple[int, int]:
    """Return the reader and the search of a token; raises ``BadSignature``."""
    user, _dash, search = Signer(salt=SALT).unsign(token).partition("-")
    return int(user), int(search)


# The token is the right to stop mails; a mail program that posts has no cookie of ours.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str):
    """Show what would be stopped; posting stops it, as does a mail program's one click."""
    try:
        user, search = read(token)
    except BadSignature:
        return render(request, "saved/stop.html", {"broken": True}, status=400)
    saved = SavedSearch.objects.filter(pk=search, user=user).first()
    context = {"all": search == ALL, "saved": saved, "posted": request.method == "POST"}
    if context["posted"]:
        stop_mails(user, search)
    return render(request, "saved/stop.html", context)


def stop_mails(user: int, search: int) -> None:
    """Stop them; what is stopped already, or no longer there, stays so."""
    if search == ALL:
        if get_user_model().objects.filter(pk=user).exists():
            Reader.objects.update_or_create(user_id=user, defaults={"mails": False})
    else:
        searches = SavedSearch.objects.filter(pk=search, user=user)
        searches.update(digest=SavedSearch.Digest.NONE)
