"""The list of saved searches, what is new in each, and how visits are kept."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.paging import PageLink, Shallow, nearest_page
from search import vocabulary
from search.copies import add_copies
from search.engines.base import IndexUnavailable
from search.expand import expand
from search.filters import PAGE_SIZES
from search.highlight import Highlighter
from search.models import SavedSearch
from search.query import QueryError
from search.results import Hit, Results, add_names, articles_by_id, hit
from search.saved.news import News, Story, latest, news_of
from search.saved.searches import asked, reader_of, state_of
from search.state import QueryState

HIGHEST = 2**62


@dataclass
class Row:
    """A saved search as the list shows it; ``problem`` stands for what is new in it."""

    saved: SavedSearch
    url: str
    new_url: str = ""
    news: News | None = None
    problem: str = ""


def not_now() -> str:
    return _("खोज की सूची अभी बन रही है, इसलिए नए समाचार अभी नहीं गिने जा सकते।")


def context(user) -> dict:
    """Return the list of a reader's searches for its template."""
    saved = list(SavedSearch.objects.filter(user=user))
    try:
        upto = latest()
    except IndexUnavailable:
        return {"rows": [row_without_news(one) for one in saved], "problem": not_now()}
    rows = [row_of(one, upto) for one in saved]
    fresh = any(row.news and row.news.stories for row in rows)
    return {"rows": rows, "upto": upto, "fresh": fresh, "reader": reader_of(user)}


def row_without_news(saved: SavedSearch) -> Row:
    return Row(saved, state_of(saved).url())


def row_of(saved: SavedSearch, upto: int) -> Row:
    row = Row(saved, state_of(saved).url(), new_url(saved, upto))
    try:
        row.news = news_of(asked(state_of(saved)).qs, saved.seen_upto, upto)
    except QueryError as error:
        row.problem = error.message
    except IndexUnavailable:
        row.problem = not_now()
    return row


def new_url(saved: SavedSearch, upto: int, after: int | None = None) -> str:
    """Return the address of what is new up to a moment: it shows the same whenever it is opened."""
    query = {"after": saved.seen_upto if after is None else after, "upto": upto}
    return f"{reverse('saved:new', args=[saved.pk])}?{urlencode(query)}"


def span_of(data, most: int | None) -> tuple[int, int] | None:
    """Return the two moments that an address names, the later no later than ``most``."""
    after, upto = (str(data.get(name, "")) for name in ("after", "upto"))
    if not all(text.isascii() and text.isdecimal() for text in (after, upto)):
        return None
    highest = HIGHEST if most is None else most
    return min(int(after[:19]), HIGHEST), min(int(upto[:19]), highest)


def is_visit(request: HttpRequest) -> bool:
    """Whether a reader opens the page, and not a browser ahead of him or for another page."""
    headers = request.headers
    ahead = "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", ""))
    return request.method == "GET" and not ahead and navigates(headers)


def navigates(headers) -> bool:
    return headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def visited(searches: QuerySet, upto: int) -> None:
    """Keep that searches were looked at up to a moment; a moment never goes back."""
    searches.update(seen_at=timezone.now())
    searches.filter(seen_upto__lt=upto).update(seen_upto=upto)


def changed(saved: SavedSearch, name: str, digest: str = "", paused: bool = False) -> None:
    """Keep what a reader changed. Mails that begin (again) begin with what comes from now on."""
    was_on = is_mailed(saved)
    saved.name, saved.digest, saved.paused = name, digest or saved.digest, paused
    fields = ["name", "digest", "paused"]
    if is_mailed(saved) and not was_on:
        saved.mailed_upto = max(saved.mailed_upto, latest())
        saved.mailed_at = timezone.now()
        fields += ["mailed_upto", "mailed_at"]
    saved.save(update_fields=fields)


def is_mailed(saved: SavedSearch) -> bool:
    return saved.digest != SavedSearch.Digest.NONE and not saved.paused


def new_context(saved: SavedSearch, after: int, upto: int, page: str) -> dict:
    """Return what a search found between two moments, a page of it, for the template."""
    state = state_of(saved)
    results = asked(state).qs
    news = news_of(results, after, upto)
    base = new_url(saved, upto, after)
    shown = nearest_page(Shallow(news.stories, PAGE_SIZES[0]), page)
    return {
        "saved": saved,
        "url": state.url(),
        "news": news,
        "hits": hits_of(results, state, list(shown.object_list)),
        **links_of(shown, base),
    }


def links_of(page, base: str) -> dict:
    def url(number: int) -> str:
        return f"{base}&page={number}" if number > 1 else base

    numbers = page.paginator.get_elided_page_range(page.number)
    return {
        "pages": [
            PageLink(one, url(one), one == page.number) if isinstance(one, int) else PageLink(None)
            for one in numbers
        ],
        "previous_url": url(page.number - 1) if page.has_previous() else "",
        "next_url": url(page.number + 1) if page.has_next() else "",
    }


def hits_of(results: Results, state: QueryState, stories: list[Story]) -> list[Hit]:
    """Return the articles to show with their words marked, as the search page has them."""
    articles = articles_by_id([story.pk for story in stories])
    marker = Highlighter(expand(results.query, vocabulary.lexicon(), results.as_typed).node)
    hits = [hit(articles[one.pk], 0.0, marker) for one in stories if one.pk in articles]
    for one in hits:
        one.url = f"{one.article.get_absolute_url()}?{state.encoded()}".removesuffix("?")
    add_copies(hits)
    add_names(hits)
    return hits
