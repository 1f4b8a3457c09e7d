"""What had a page and has none any more: an address is gone (410), not merely unknown (404)."""

from typing import NoReturn

from django.db.models import Model
from django.db.models.signals import post_delete
from django.http import Http404

from articles import browse
from articles.models import Article, Entity, GoneAddress, Source, Topic

KEYS = {Article: "pk", Entity: "slug", Source: "slug", Topic: "slug"}  # what addresses hold


class Gone(Http404):
    """There was something at this address, and readers may not see it any more."""


def lost(model: type[Model], key) -> NoReturn:
    """Raise what is to be said of an address where nothing is shown."""
    known = GoneAddress.objects.filter(kind=model._meta.model_name, key=str(key))
    raise Gone if known.exists() else Http404


def found(rows, slug: str):
    """Return the row at an address; a null byte, which PostgreSQL refuses, finds nothing."""
    if "\0" in slug:
        raise Http404
    return rows.filter(slug=slug).first() or lost(rows.model, slug)


def published(pk: int) -> Article:
    """Return an article that readers may see, with its texts; a hidden one is gone."""
    article = browse.published_articles().defer(None).filter(pk=pk).first()
    if article:
        return article
    if Article.objects.filter(pk=pk).exists():
        raise Gone
    return lost(Article, pk)


def remember(sender, instance, **kwargs):
    kind, key = sender._meta.model_name, getattr(instance, KEYS[sender])
    GoneAddress.objects.get_or_create(kind=kind, key=str(key))


def connect() -> None:
    """Remember the addresses of what is deleted."""
    for model in KEYS:
        post_delete.connect(remember, sender=model, dispatch_uid=f"gone {model.__name__}")
