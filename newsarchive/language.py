"""The language of the pages: Hindi, or English when the reader chose it."""

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

PARAMETER = "ui"
COOKIE_SECONDS = 365 * 24 * 3600


def remember(response: HttpResponse, name: str, chosen: str) -> None:
    """Keep what a reader chose for all pages, as Django's settings say of the language."""
    response.set_cookie(
        name,
        chosen,
        max_age=COOKIE_SECONDS,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
    )


class LanguageMiddleware:
    """Take the language from ``?ui=``, else from the cookie of an earlier choice, else Hindi.

    The browser's own preference is not asked: most browsers in India say English,
    and their readers came for Hindi.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.GET.get(PARAMETER)
        language = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if language not in dict(settings.LANGUAGES):
            language, chosen = settings.LANGUAGE_CODE, None
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if "Content-Language" not in response.headers:
            response.headers["Content-Language"] = language
            patch_vary_headers(response, ["Cookie"])  # which holds the language
        if chosen:
            remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
        return response
