"""What a query may cost: how many words of the index its prefixes may stand for, all together."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from articles.templatetags.hindi_format import grouped
from search.models import Word
from search.query import QueryError
from search.tree import And, Most, Node, Not, Or, Prefix

LAST = "\uffff"  # after every letter


def prefixes(node: Node) -> Iterator[Prefix]:
    """Yield all prefixes of a query, those of what is left out too."""
    if isinstance(node, Prefix):
        yield node
    elif isinstance(node, Not):
        yield from prefixes(node.part)
    elif isinstance(node, And | Or | Most):
        for part in node.parts:
            yield from prefixes(part)


def affordable(node: Node, query: str) -> Node:
    """Return the tree of a query as it is; raises ``QueryError`` if its prefixes are too short."""
    left = settings.SEARCH_TERMS
    if not left:
        return node
    for prefix in dict.fromkeys(prefixes(node)):
        left -= words_beginning(prefix.start, left + 1)
        if left < 0:
            raise too_short(prefix, query)
    return node


def words_beginning(start: str, most: int) -> int:
    """Return how many words of the archive begin so, counting no further than ``most``."""
    return Word.objects.filter(text__gte=start, text__lt=start + LAST).values("pk")[:most].count()


def too_short(prefix: Prefix, query: str) -> QueryError:
    message = _("* के पहले कुछ और अक्षर लिखिए: “%(prefix)s” के साथ %(limit)s से ज़्यादा शब्द हो जाते हैं।")
    at = max(0, query.find(prefix.text))
    words = {"prefix": prefix.text, "limit": grouped(settings.SEARCH_TERMS)}
    return QueryError(message % words, query, at, at + len(prefix.text))
