"""Atom feeds: the newest articles of an entity, a topic, a source, or of whatever has a page."""

from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.db.models.functions import Substr
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.views.decorators.http import condition

from articles.browse import newest_first, published_articles
from articles.models import Article
from articles.printable import one_line, printable
from articles.tallies import Newest

ARCHIVE = "समाचार संग्रह"  # feeds are in Hindi, as their articles are
NEWEST = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SUMMARY = 300  # characters


class Channel(NamedTuple):
    """What a feed is of: a title, and where its page and itself are."""

    title: str
    page: str
    feed: str


class AtomFeed(Atom1Feed):
    """A feed changes when an article in it does; an empty one never did."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)


class NewestFeed(Feed):
    """The newest articles of something that has a page of its own."""

    feed_type = AtomFeed
    language = "hi"
    author_name = ARCHIVE

    def __init__(self, channel: Channel, articles: list[Article]):
        self.channel, self.articles = channel, articles

    def title(self):
        return one_line(f"{self.channel.title} · {ARCHIVE}")

    def link(self):
        return self.channel.page

    def feed_url(self):
        return self.channel.feed

    def items(self):
        return self.articles

    def item_title(self, article):
        return printable(article.title)

    def item_description(self, article):
        text = article.lead or article.beginning.partition("\n\n")[0]
        return escape(printable(Truncator(text).chars(SUMMARY)))

    def item_author_name(self, article):
        return printable(article.byline or article.source)

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.updated_at


def respond(request, row, articles: Newest):
    """Answer with the feed of an entity, topic or source, which is beside its page."""
    page = row.get_absolute_url()
    return answer(request, Channel(str(row), page, f"{page}feed"), articles.keys(0, NEWEST))


def answer(request, channel: Channel, ids: list[int]):
    """Answer with a feed of these articles, or that it is as it was when last asked for."""
    shown = published_articles().filter(pk__in=ids)
    newest = list(newest_first(shown.annotate(beginning=Substr("body", 1, SUMMARY + 1))))
    facts = [(one.pk, one.updated_at, str(one.source)) for one in newest]
    digest = blake2b(repr((channel, facts)).encode(), digest_size=16).hexdigest()
    changed = max((one.updated_at for one in newest), default=NEVER)
    unless_known = condition(lambda request: f'"{digest}"', lambda request: changed)
    response = unless_known(NewestFeed(channel, newest))(request)
    response.headers["Content-Language"] = NewestFeed.language
    return response
