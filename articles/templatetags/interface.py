"""Small parts of the pages that plain templates cannot make."""

import re
from functools import cache
from urllib.parse import urlsplit

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

register = template.Library()
# From one Devanagari letter to the last before a Latin one, all between them included.
HINDI = re.compile(r"([\u0900-\u097f](?:[^A-Za-z]*[\u0900-\u097f])?)")


@register.simple_tag
@cache
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


@register.filter
def mark_hindi(text):
    """Return a text with the names and queries in it told as Hindi, on pages in another language.

    Screen readers then speak them with a Hindi voice.
    """
    if get_language() == "hi":
        return text
    first, *rest = HINDI.split(str(text))
    told = format_html_join(
        "", '<span lang="hi">{}</span>{}', zip(rest[::2], rest[1::2], strict=True)
    )
    return format_html("{}{}", first, told)


@register.filter
def lang_of(text) -> str:
    """Return the language of a name or a query for ``lang``; empty where nobody can tell."""
    return "hi" if HINDI.search(str(text)) else ""
