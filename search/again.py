"""Answers given again while the archive is as it was: what many ask, one search answers."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from articles.models import IndexChange
from search.engines.base import IndexUnavailable, engine
from search.labels import LABELS

KEPT_SECONDS = 15  # a new name of a source or an entity shows so much later in other processes


def given_again(view: Callable) -> Callable:
    """Let a view answer the same address once, until an article changes or names may have."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        kept, key = caches["answers"], key_of(request)
        if key and (content := kept.get(key)):
            return HttpResponse(content, content_type="application/json")
        response = view(request)
        if key and response.status_code == 200:
            kept.set(key, response.content, KEPT_SECONDS)
        return response

    return answer


def settled_state() -> str | None:
    """Return the state of the index; None while it is behind or cannot be read."""
    try:
        return None if IndexChange.objects.exists() else engine().state()
    except (DatabaseError, IndexUnavailable):
        return None


def key_of(request: HttpRequest) -> str | None:
    """Return what an answer depends on; None while the index is behind or cannot be read."""
    state = settled_state()
    if state is None:
        return None
    names = [labels.since for labels in LABELS.values()]
    facts = repr((state, names, get_language(), request.get_full_path()))
    return sha256(facts.encode("utf-8", "backslashreplace")).hexdigest()
