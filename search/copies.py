"""Copies among the hits of a page: one story, one card, and nothing hidden."""

from articles.copies import copies_of, shown_members
from search.results import Hit


def add_copies(hits: list[Hit]) -> None:
    """Give each hit the copies of its article, with one query for all of them."""
    members = shown_members(hit.article.cluster_id for hit in hits)
    for hit in hits:
        if hit.article.cluster_id:
            hit.copies = copies_of(hit.article, members[hit.article.cluster_id])


def folded(hits: list[Hit]) -> list[Hit]:
    """Return the first hit of each cluster, and all that belong to none.

    The others stand among the copies of the first one. Totals and pages go on
    counting articles.
    """
    seen: set[int] = set()
    cards = []
    for hit in hits:
        cluster = hit.article.cluster_id
        if cluster not in seen:
            cards.append(hit)
        if cluster:
            seen.add(cluster)
    return cards
