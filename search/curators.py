"""What the admin asks of the search."""

from articles import finding
from articles.hindi.tokens import fold_words
from search.query import QueryError
from search.results import Results


def article_ids(text: str, most: int) -> list[int]:
    """Return the ids of up to ``most`` articles, best first; what has no meaning is plain words."""
    try:
        found = Results().matching(text).matches
    except QueryError:
        found = Results().matching(" ".join(fold_words(text))).matches
    return [pk for pk, score in found.page(0, most)]


def connect() -> None:
    """Find articles for the admin."""
    finding.register(article_ids)
