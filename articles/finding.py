"""Articles by what a curator knows of them: words, an address, a number.

Words are found by whoever registers: this package knows nothing of the search index.
"""

from collections.abc import Callable

from django.db.models import F, Q

from articles.hindi.tokens import fold_words
from articles.ingestion.addresses import canonical, is_address
from articles.models import Article

Finder = Callable[[str, int], list[int]]

MOST = 1000  # articles that words find
NEWEST_HIDDEN = 2000  # which no index holds, so that their titles are read
finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Let ``finder`` find articles: it takes words and how many ids it may return, best first."""
    finders.append(finder)


def ids_of(text: str) -> list[int]:
    """Return the ids of the articles that have these words, this address or this number."""
    if is_address(text):
        return list(by_fact(Q(url__in=[text, canonical(text)])))
    found = [*by_fact(Q(external_id=text))]
    if fold_words(text):
        found += [*hidden(text), *(pk for finder in finders for pk in finder(text, MOST))]
    return list(dict.fromkeys(found))


def by_fact(condition: Q):
    return Article.objects.filter(condition).order_by().values_list("pk", flat=True)[:MOST]


def hidden(text: str) -> list[int]:
    """Return those of the newest hidden articles whose titles hold all words, as written."""
    newest = F("published_at").desc(nulls_last=True)
    rows = Article.objects.filter(status=Article.Status.HIDDEN).order_by(newest, "-pk")
    words = [word.casefold() for word in text.split()]
    titles = rows.values_list("pk", "title")[:NEWEST_HIDDEN]
    return [pk for pk, title in titles if all(word in title.casefold() for word in words)]
