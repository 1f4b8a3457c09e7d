"""What stands in the heads of pages for machines: structured data and the lasting address."""

import json
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import structured
from articles.twins import date_of

register = template.Library()

# As Django's ``json_script``: nothing in a script element can end it or open a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_script(value: dict) -> str:
    text = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'


class Data(template.Node):
    """A data block; a browser runs nothing of this type."""

    def __init__(self, make):
        self.make = make

    def render(self, context):
        absolute = context["request"].build_absolute_uri
        return as_script(self.make(context, absolute))


@register.tag
def article_data(parser, token):
    """The article of the page, its ``names`` and ``topics``, as schema.org has them."""
    return Data(
        lambda context, absolute: structured.news_article(
            context["article"], context["names"], context["topics"], absolute
        )
    )


@register.tag
def site_data(parser, token):
    """The archive itself, with its search."""
    return Data(lambda context, absolute: structured.website(_("समाचार संग्रह"), absolute))


@register.tag
def topic_data(parser, token):
    """The way from the topmost topic to the one of the page."""
    return Data(
        lambda context, absolute: structured.breadcrumbs(
            [*context["way"], context["topic"]], absolute
        )
    )


@register.filter
def description(article):
    """Return the beginning of an article for a list of results elsewhere."""
    return structured.description(article)


@register.filter
def isodate(article):
    """Return when an article appeared, as precisely as is known."""
    return date_of(article)


@register.simple_tag(takes_context=True)
def canonical(context):
    """Return the lasting address of a page: of a search its query alone, of a list its page."""
    request, kept = context["request"], {}
    if request.path == reverse("search:search"):
        kept = {"q": context.get("q")}
    elif (number := getattr(context.get("page"), "number", 1)) > 1:
        kept = {"page": number}
    query = urlencode({name: value for name, value in kept.items() if value})
    return request.build_absolute_uri(request.path) + (f"?{query}" if query else "")
