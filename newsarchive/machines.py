"""What programs read of the archive as a whole."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from articles.methods import read_only

OPENAPI = settings.BASE_DIR / "newsarchive" / "openapi.yaml"
KEPT = 3600  # seconds, by those who read what only a new version of the archive changes


def version(request) -> str:
    return f'"{OPENAPI.stat().st_mtime_ns:x}"'


@read_only
@condition(etag_func=version)
def openapi(request):
    """The description of all JSON that the archive answers."""
    response = HttpResponse(OPENAPI.read_bytes(), content_type="application/yaml")
    patch_cache_control(response, public=True, max_age=KEPT)
    return response
