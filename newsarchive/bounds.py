"""What one request may take: how much is sent with it, and how long the searches of a page last."""

from django.conf import settings
from django.http import HttpResponse

from newsarchive import trouble
from search.deadline import SearchTimeout, limited


def length_of(request) -> int | None:
    """Return how many bytes are sent, None for what is no number; no length is none sent."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told[:18]) if told.isascii() and told.isdecimal() else None


class BoundsMiddleware:
    """Refuse what is too large before a byte of it is read; give up what takes too long.

    What is stored may take its time: only pages that are read are given up.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = length_of(request)
        if length is None:
            return trouble.bad_request(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return trouble.too_large(request)
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with limited(settings.SEARCH_TIMEOUT):
            return self.get_response(request)

    def process_exception(self, request, exception) -> HttpResponse | None:
        if isinstance(exception, SearchTimeout):
            return trouble.plain(request, 503, "slow.html")
        return None
