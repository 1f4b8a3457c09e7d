"""Small parts of the pages that plain templates cannot make."""

from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name):
    """Return the icon ``name`` of static/img/icons.svg, hidden from screen readers."""
    return format_html(
        '<svg class="icon" width="16" height="16" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("img/icons.svg"),
        name,
    )


@register.filter
def site(url):
    """Return the host of ``url`` without www, or the address itself where it has none."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return (host or url).removeprefix("www.")


@register.filter
def web(url):
    """Return ``url`` if it may stand in a link: http and https only, else an empty string."""
    return url if url.lower().startswith(("https://", "http://")) else ""
