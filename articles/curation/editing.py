"""What an edit of an article must do beside writing the row."""

import uuid

from articles.ingestion.clean import content_hash
from articles.ingestion.clusters import place_again
from articles.ingestion.entities import text_of
from articles.ingestion.identify import record_hash
from articles.ingestion.records import ArticleRecord, Origin
from articles.ingestion.retag import recount
from articles.ingestion.store import revision_of
from articles.models import Article, Revision

RECORDED = ("title", "body", "original", "lead", "url", "byline", "agency", "place")


def prepare(article: Article, earlier: Article | None) -> None:
    """Make an article ready to be saved; ``earlier`` is its stored state, None for a new one."""
    if earlier is None:
        article.identity = f"hand:{uuid.uuid4()}"
        article.original = article.body
    if article.published_at != (earlier and earlier.published_at):
        article.published_from = Article.PublishedFrom.CURATOR if article.published_at else ""
    article.content_hash = content_hash(article.title, article.body)
    # The hash of what the input said stays: an ingest of the same file must not undo the edit.
    article.record_hash = article.record_hash or record_hash(record_of(article))


def record_of(article: Article) -> ArticleRecord:
    facts = {name: getattr(article, name) for name in RECORDED}
    return ArticleRecord(origin=Origin("admin"), source=article.source.name, **facts)


def keep_text(article: Article, earlier: Article | None) -> Revision | None:
    """Keep the text that an edit replaced, and look for the names and copies that it brought."""
    revision = None
    if earlier and (earlier.title, earlier.body) != (article.title, article.body):
        revision = revision_of(earlier)
        revision.save()
    before = text_of(earlier) if earlier else ""
    if before != text_of(article):
        recount(article, before)
    if not earlier or earlier.body != article.body:
        place_again(article)
    return revision
