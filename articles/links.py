"""Addresses of pages, made once: a page of results has some two hundred of them."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

KEPT = 10_000


def path_of(name: str, *args) -> str:
    """Return the path of a page, as ``django.urls.reverse`` does."""
    return below(get_script_prefix(), name, args)


@lru_cache(maxsize=KEPT)
def below(prefix: str, name: str, args: tuple) -> str:
    return reverse(name, args=args)


def search_url(**parameters):
    return f"{path_of('search:search')}?{urlencode(parameters)}"
