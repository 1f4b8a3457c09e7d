"""What the page of an article shows beside its text."""

from articles import browse, citations
from articles.copies import likened, shown_copies
from articles.links import search_url
from articles.models import Article
from articles.tallies import tally


def context(article: Article, address: str) -> dict:
    """Return what templates/articles/article.html needs; ``address`` is its own."""
    copies = shown_copies(article)
    topics = list(article.topics.all())
    return {
        "topics": topics,
        "topic_chips": topic_chips(topics),
        "names": browse.mentions_by_kind(article),
        "revisions": article.revisions.all(),
        "copies": copies,
        "likened": likened(article, copies.articles),
        "plain": citations.plain(article, address),
        "references": citations.references(article, address),
    }


def topic_chips(topics) -> list[tuple]:
    """Return each topic with the number of its articles and the address of a search for them."""
    counts = tally().topics if topics else {}
    return [(one, counts.get(one.pk, 0), search_url(topic=one.name)) for one in topics]
