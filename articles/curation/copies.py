"""Copies that a curator joins or takes apart; what that does: ``articles.placement``."""

from collections.abc import Collection

from articles import placement
from articles.curation.log import record, record_many
from articles.locks import in_turn
from articles.models import Action, Article


@in_turn()
def join(articles: Collection[Article], who: str) -> None:
    """Make articles one story, and log it for each."""
    before = [article.cluster_id for article in articles]
    home = placement.join(articles)
    changes = zip(articles, before, strict=True)
    record_many(
        who,
        Action.Kind.JOIN,
        [(one, {"cluster": earlier}, {"cluster": home.pk}) for one, earlier in changes],
    )


@in_turn()
def take_out(article: Article, who: str) -> None:
    """Take an article out of its cluster, and log it."""
    before = article.cluster_id
    placement.take_out(article)
    record(who, Action.Kind.TAKE_OUT, article, {"cluster": before}, {"cluster": None})
