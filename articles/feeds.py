"""Atom feeds: the newest articles that name an entity, or that are filed under a topic."""

import re
from datetime import UTC, datetime
from hashlib import blake2b

from django.contrib.syndication.views import Feed
from django.db.models.functions import Substr
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.views.decorators.http import condition

from articles.browse import newest_first, published_articles
from articles.models import Article
from articles.tallies import Newest

ARCHIVE = "समाचार संग्रह"  # feeds are in Hindi, as their articles are
NEWEST = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SUMMARY = 300  # characters
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text) -> str:
    """Return a text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", str(text))


class AtomFeed(Atom1Feed):
    """A feed changes when an article in it does; an empty one never did."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)


class NewestFeed(Feed):
    """The newest articles of something that has a page of its own, beside which the feed is."""

    feed_type = AtomFeed
    language = "hi"
    author_name = ARCHIVE

    def __init__(self, row, articles: list[Article]):
        self.row, self.articles = row, articles

    def title(self):
        return plain(f"{self.row} · {ARCHIVE}")

    def link(self):
        return self.row.get_absolute_url()

    def items(self):
        return self.articles

    def item_title(self, article):
        return plain(article.title)

    def item_description(self, article):
        text = article.lead or article.beginning.partition("\n\n")[0]
        return escape(plain(Truncator(text).chars(SUMMARY)))

    def item_author_name(self, article):
        return plain(article.byline or article.source)

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.updated_at


def respond(request, row, articles: Newest):
    """Answer with the feed of an entity or topic, or that it is as it was when last asked for."""
    shown = published_articles().filter(pk__in=articles.keys(0, NEWEST))
    newest = list(newest_first(shown.annotate(beginning=Substr("body", 1, SUMMARY + 1))))
    facts = [(one.pk, one.updated_at, str(one.source)) for one in newest]
    digest = blake2b(repr((str(row), facts)).encode(), digest_size=16).hexdigest()
    changed = max((one.updated_at for one in newest), default=NEVER)
    unless_known = condition(lambda request: f'"{digest}"', lambda request: changed)
    return unless_known(NewestFeed(row, newest))(request)
