"""Which methods an address takes."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only(view):
    """Take GET and HEAD alone, and say so to all others (405) whatever form they come from."""
    return csrf_exempt(require_safe(view))
