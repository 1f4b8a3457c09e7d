"""Template tags of search for pages that are not its own: marked words, the way back to results."""

from django import template
from django.utils.html import format_html, format_html_join

from articles.models import Article
from search import exports, feeds
from search.engines.base import IndexUnavailable, engine
from search.highlight import Part
from search.marked import Marked, marked, results_of
from search.related import related
from search.state import QueryState
from search.trail import trail

register = template.Library()


@register.simple_tag(takes_context=True)
def marked_texts(context, article: Article) -> Marked:
    """Return the texts of an article, what the request's query found in them marked."""
    return marked(article, context["request"])


@register.filter
def with_marks(parts: list[Part]) -> str:
    """Return a text with ``mark`` elements for what the query found."""
    shown = (format_html("<mark>{}</mark>", text) if found else text for text, found in parts)
    return format_html_join("", "{}", zip(shown))


@register.simple_tag
def search_feed(state: QueryState) -> str:
    """Return the address of the feed of a search."""
    return feeds.url_of(state)


@register.simple_tag(takes_context=True)
def export_menu(context) -> exports.Menu:
    """Return what the results of the page can be taken away as."""
    return exports.menu(context["state"], context["request"].user)


@register.simple_tag
def index_trouble() -> str:
    """Return why the index cannot be read, for the admin; empty where all is well."""
    try:
        engine().check()
    except IndexUnavailable as error:
        return str(error)
    return ""


@register.simple_tag
def index_rebuilding() -> bool:
    """Return whether the index is being made anew."""
    return engine().rebuilding()


@register.simple_tag(takes_context=True)
def results_trail(context, article: Article) -> dict:
    """Return the way back to the results from which the reader came, and to the next of them."""
    request = context["request"]
    if not hasattr(request, "trail"):  # the head of the page and its main part both ask
        request.trail = trail(results_of(request), request.GET, article)
    return request.trail


@register.inclusion_tag("search/_related.html")
def related_articles(article: Article) -> dict:
    """Show the articles that have most in common with one."""
    return {"related": related(article)}
