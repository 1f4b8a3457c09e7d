"""Standing queries: a topic's query decides which articles have the topic.

Articles are asked about just before they are written into the index, all that changed
and nothing else. They are put into an index of their own, in a folder that lives as
long as the question, so that the same code finds them that finds them in a search.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import filing, standing
from articles.batched import batched
from articles.hindi.aliases import shipped
from articles.models import FoundTopic, Topic
from articles.standing import CannotFind, Fault
from search.clues import Clues, Sieve, clues_of, needs_words
from search.engines.base import NEWEST, Document, IndexUnavailable, Request, engine
from search.engines.embedded.engine import WhooshEngine
from search.expand import Expander, Lexicon
from search.lookups import resolve
from search.query import QueryError, lexemes, parse
from search.tree import Node

log = logging.getLogger(__name__)

CHUNK = 1000  # articles asked about at a time
# What other articles say must not decide about one: no guesses from the words of the index.
FIXED = Lexicon(shipped(), lambda word: [], lambda word: [], lambda words: {}, articles=1)


class Standing(NamedTuple):
    """A topic's query, ready to be searched for."""

    topic: int
    node: Node


def connect() -> None:
    """Check and search for the forms of topics."""
    standing.connect(standing.Finder(fault_of, found_by))


def read(query: str) -> Node:
    """Return the tree of a standing query; raises ``QueryError``.

    All that was typed must be found, in any spelling, form or other name that the
    shipped tables know. Topics may not be asked for: they come from such queries.
    """
    for piece in lexemes(query):
        if piece.field == "topic":
            message = _("स्थायी खोज किसी और विषय पर नहीं टिक सकती।")
            raise QueryError(message, query, piece.start, piece.end)
    return Expander(FIXED, as_typed=False).expand(resolve(parse(query), query))


def fault_of(query: str) -> Fault | None:
    error = error_of(query)
    if error is None:
        return None
    start, end = error.start, error.end
    cut = (error.query[:start], error.query[start:end], error.query[end:])
    return Fault(error.message, *cut, "" if error_of(error.repaired) else error.repaired)


def error_of(query: str) -> QueryError | None:
    try:
        read(query)
    except QueryError as error:
        return error
    return None


def found_by(query: str) -> set[int]:
    """Return the ids of all articles that a query finds; raises ``QueryError``, ``CannotFind``."""
    try:
        return set(engine().match(Request(query=read(query), sort=NEWEST)).ids())
    except IndexUnavailable as error:
        raise CannotFind from error


def standing_queries() -> tuple[list[Standing], set[int]]:
    """Return the queries, and the topics whose queries cannot be read as things are now."""
    queries, broken = [], set()
    for topic in Topic.objects.exclude(query="").order_by("pk"):
        try:
            queries.append(Standing(topic.pk, read(topic.query)))
        except QueryError as error:
            log.warning("The query of topic %s is left aside: %s", topic.pk, error.message)
            broken.add(topic.pk)
    return queries, broken


def filed(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents with the topics that the queries decide on, which are stored first.

    The documents have their own topics alone, not those above them.
    """
    queries, broken = standing_queries()
    if not queries and not FoundTopic.objects.exists():
        yield from documents
        return
    finder = Finder(queries)
    for chunk in batched(documents, CHUNK):
        yield from file(chunk, finder, broken)


def file(chunk: list[Document], finder: "Finder", broken: set[int]) -> Iterator[Document]:
    """Store which topics the queries give and take, and yield the documents as they are then."""
    wanted = finder.pairs(chunk)
    came = FoundTopic.objects.filter(article__in=[one.pk for one in chunk])
    came = came.exclude(topic__in=broken).values_list("article_id", "topic_id")
    has = {(one.pk, topic) for one in chunk for topic in one.topics}
    fresh, gone = filing.found(wanted - has, set(came) - wanted)
    gained, lost = by_article(fresh), by_article(gone)
    for one in chunk:
        topics = gained[one.pk].union(one.topics) - lost[one.pk]
        yield one._replace(topics=tuple(sorted(topics)))


def by_article(pairs: Iterable[filing.Pair]) -> dict[int, set[int]]:
    found = defaultdict(set)
    for article, topic in pairs:
        found[article].add(topic)
    return found


class Finder:
    """Finds which of some articles each query finds."""

    def __init__(self, queries: list[Standing]):
        self.queries = queries
        self.sieve = Sieve(reduce(or_, (clues_of(one.node) for one in queries), Clues()))
        self.all_need_words = all(needs_words(one.node) for one in queries)

    def pairs(self, documents: Iterable[Document]) -> set[filing.Pair]:
        """Return the pairs of article and topic where the topic's query finds the article."""
        told = [self.sieve.cut(one) for one in documents]
        if self.all_need_words:
            told = [one for one in told if one.body]
        return self.search(told) if told else set()

    def search(self, documents: list[Document]) -> set[filing.Pair]:
        with TemporaryDirectory(prefix="newsarchive-") as folder:
            apart = WhooshEngine(folder)
            apart.rebuild(iter(documents), lambda: ((), (), 0))
            return {
                (pk, one.topic)
                for one in self.queries
                for pk in apart.match(Request(query=one.node, sort=NEWEST)).ids()
            }
