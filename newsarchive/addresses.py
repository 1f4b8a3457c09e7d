"""Whole addresses of this site, for mails."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

TRIAL = "http://127.0.0.1:8000"  # where ``make run`` serves


def absolute(path: str, request=None) -> str:
    """Return the whole address of a path; that of a request serves where none is set."""
    if settings.SITE_URL:
        return settings.SITE_URL + path
    if request:
        return request.build_absolute_uri(path)
    if settings.DEBUG:
        return TRIAL + path
    raise ImproperlyConfigured(
        "Mails need the address of this site: set NEWSARCHIVE_URL, as https://archive.example"
    )
