"""The digits of the pages: those of the setting, or the other ones when the reader chose them."""

from django.conf import settings
from django.utils.cache import patch_vary_headers

from articles import digits
from newsarchive.language import remember

PARAMETER = COOKIE = "digits"
# What programs read, and the admin, whose forms are Django's own, have ASCII digits.
FOR_PROGRAMS = tuple(".json .jsonl .csv .bib .ris .txt .xml .yaml .atom /feed".split())
ADMIN = "/admin/"


def for_readers(path: str) -> bool:
    return not (path.startswith(ADMIN) or path.endswith(FOR_PROGRAMS))


class DigitsMiddleware:
    """Take the digits from ``?digits=``, else from the cookie of an earlier choice."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.GET.get(PARAMETER)
        wanted = chosen or request.COOKIES.get(COOKIE)
        if wanted not in digits.CHOICES:
            wanted, chosen = settings.DIGITS, None
        readers = for_readers(request.path)
        with digits.override(wanted if readers else digits.ASCII):
            response = self.get_response(request)
        if readers:
            patch_vary_headers(response, ["Cookie"])
        if chosen:
            remember(response, COOKIE, chosen)
        return response
