"""Articles related to one: they share its rare words and entities, and are near in time.

Its own copies are left out, and of each other story one article is enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet

from articles.canonical import canonical_id, canonical_label, shown_mentions
from articles.hindi.function_words import FUNCTION_WORDS
from articles.hindi.stems import stem
from articles.hindi.tokens import tokenise
from articles.models import Article, Mention
from articles.tallies import tally
from search import vocabulary
from search.engines.base import Clues, IndexUnavailable, engine
from search.indexer import local_minute

SHOWN = 5
ASKED = 60  # of the index: copies and articles of one story are left out of these
READ = 250  # words of the text; news says first what it is about
SHORTEST = 2  # characters of a word that says something
TITLE_WEIGHT, LEAD_WEIGHT = 3.0, 2.0
LEAST = 0.04  # of what the article is worth to itself: what shares less is not related
REASONS = 3
MOST_WITH_REASON = 1000  # articles; a word that more have is no reason
READ_AT_ONCE = 8
FACTS = "title cluster published_at published_on precision source__name source__slug".split()


class Related(NamedTuple):
    """A related article, and the names or words that it shares, the rarest first."""

    article: Article
    shared: list[str]


def related(article: Article) -> list[Related]:
    """Return up to ``SHOWN`` related articles, the best first; none while there is no index."""
    names = entities_of([article.pk])[article.pk]
    clues = clues_of(article, names)
    try:
        found = engine().alike(clues, ASKED)
    except IndexUnavailable:
        return []
    chosen = one_a_story(article, found)
    theirs = entities_of(one.pk for one in chosen)
    reasons = Reasons(names, clues.words)
    return [Related(one, reasons.shared_with(one, theirs[one.pk])) for one in chosen]


def clues_of(article: Article, entities: Iterable[int]) -> Clues:
    """Return the words of an article as they count, and its entities."""
    words: dict[str, float] = defaultdict(float)
    for text, weight in (
        (article.title, TITLE_WEIGHT),
        (article.lead, LEAD_WEIGHT),
        (article.body, 1.0),
    ):
        for token in islice(tokenise(text), READ):
            if says_something(token.folded):
                words[token.folded] += weight
    return Clues(words, tuple(entities), local_minute(article.published_at))


def says_something(word: str) -> bool:
    return len(word) >= SHORTEST and not word[0].isdigit() and word not in FUNCTION_WORDS


def one_a_story(article: Article, found: list[tuple[int, float]]) -> list[Article]:
    """Return the best of the articles found, none of the own story and one of each other."""
    most = next((score for pk, score in found if pk == article.pk), 0.0)
    ids = [pk for pk, score in found if pk != article.pk and score >= LEAST * most]
    seen, chosen = {article.cluster_id} - {None}, []
    for one in shown_in_order(ids):
        if one.cluster_id not in seen:
            chosen.append(one)
        if one.cluster_id:
            seen.add(one.cluster_id)
        if len(chosen) == SHOWN:
            break
    return chosen


def shown_in_order(ids: list[int]) -> Iterator[Article]:
    """Yield those of the articles that readers see; a few are read at a time, mostly enough."""
    for start in range(0, len(ids), READ_AT_ONCE):
        some = ids[start : start + READ_AT_ONCE]
        shown = Article.objects.readable().select_related("source").only(*FACTS)
        yield from filter(None, map(shown.in_bulk(some).get, some))


def entities_of(articles: Iterable[int]) -> dict[int, dict[int, str]]:
    """Return the canonical entities of articles, by the article's id: their ids and labels."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for article, entity, label in named().filter(article__in=list(articles)):
        found[article][entity] = label
    return found


@cache
def named() -> QuerySet:
    """Return all mentions with their canonical entity. Building it takes longer than asking it."""
    facts = "article", canonical_id("entity__"), canonical_label("entity__")
    return Mention.objects.filter(shown_mentions()).order_by().values_list(*facts)


class Reasons:
    """Says what an article shares with another: entities, else rare words of its headline."""

    def __init__(self, entities: dict[int, str], words: Iterable[str]):
        self.counts = tally().entities if entities else {}
        self.entities = entities
        self.stems = set(map(stem, words))

    def shared_with(self, other: Article, entities: Iterable[int]) -> list[str]:
        shared = [pk for pk in entities if pk in self.entities]
        shared.sort(key=lambda pk: (self.counts.get(pk, 0), pk))
        names = [self.entities[pk] for pk in shared[:REASONS]]
        return names or self.words_shared(other.title)

    def words_shared(self, title: str) -> list[str]:
        """Return words of a headline that the article has and few others have, the rarest first."""
        tokens = {token.folded: token for token in tokenise(title) if says_something(token.folded)}
        shared = {word for word in tokens if stem(word) in self.stems}
        counts = vocabulary.counts(shared)
        few = [word for word in shared if counts.get(word, 0) <= MOST_WITH_REASON]
        few.sort(key=lambda word: (counts.get(word, 0), tokens[word].start))
        return [title[tokens[word].start : tokens[word].end] for word in few[:REASONS]]
