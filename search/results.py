"""The results of a search: lazy, sliceable and countable, as Django's Paginator wants them."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from articles.canonical import canonical_id, shown_mentions
from articles.copies import Copies
from articles.links import path_of
from articles.models import Article, Mention
from search import repair, vocabulary
from search.costs import affordable
from search.engines.base import (
    DATE,
    NEWEST,
    RELEVANCE,
    Filter,
    IndexUnavailable,
    Matches,
    Request,
    engine,
)
from search.engines.database import DatabaseMatches
from search.expand import Expanded, expand, loosened, question
from search.facets import FACETS, Counted
from search.highlight import Highlighter, Part
from search.labels import labels_of
from search.lookups import NOTHING, keys_of, resolve
from search.query import parse
from search.tree import And, Everything, Phrase, Prefix, Word

HIT_NAMES = 4
MOST_WORDS = 12  # whose own counts an empty page shows
SHOWN_OF_HITS = (
    "title body url agency cluster published_at published_on precision source__name".split()
)


class Name(NamedTuple):
    """An entity that an article names, as it is read, and its page."""

    label: str
    kind: str
    url: str


@dataclass
class Hit:
    """An article that a search found."""

    article: Article
    score: float
    title: list[Part]
    snippet: list[Part]
    place: int = 0  # among the results, from 1; filled by ``search.page``
    names: list[Name] = field(default_factory=list)  # filled by ``add_names``
    copies: Copies | None = None  # filled by ``search.copies.add_copies``


class Answer(NamedTuple):
    """What was searched for and what that found.

    ``loosened``: fewer words had to be enough; ``unindexed``: without the index.
    """

    expanded: Expanded
    matches: Matches
    loosened: bool = False
    unindexed: bool = False


class Results:
    """A search that is carried out when its hits, counts or facets are asked for.

    Each method that narrows returns new results and leaves these as they are.
    Asking may raise ``QueryError`` (what was typed has no meaning). While the index
    cannot be read, the titles in the database are searched, and it is made anew.
    """

    model = Article  # django-filter asks

    def __init__(self, request: Request | None = None, text="", named=None, as_typed=False):
        self.request = request or Request(sort="")
        self.text = text
        self.named = named or {}  # (facet, value) pairs asked for, with the keys they name
        self.as_typed = as_typed  # read no roman letters
        self._counted: dict[int, Counted] = {}

    def all(self) -> "Results":
        return self

    def _with(self, **changes) -> "Results":
        request = replace(self.request, **changes)
        return Results(request, self.text, self.named, self.as_typed)

    def matching(self, text: str) -> "Results":
        return Results(self.request, text, self.named, self.as_typed)

    def typed(self) -> "Results":
        return Results(self.request, self.text, self.named, as_typed=True)

    def since(self, day) -> "Results":
        return self._with(first=day)

    def until(self, day) -> "Results":
        return self._with(last=day)

    def sorted_by(self, sort: str) -> "Results":
        return self._with(sort=sort)

    def narrow(self, name: str, values: tuple[str, ...], exclude: bool = False) -> "Results":
        """Keep articles that have any of the values of a facet, or leave those out.

        A value that names nothing finds nothing: a filter is never dropped silently.
        """
        column = FACETS[name].column
        keys = {value: keys_of(column, value) for value in values}
        wanted = tuple(dict.fromkeys(key for found in keys.values() for key in found))
        one = Filter(name, column, wanted or (NOTHING,), exclude)
        narrowed = self._with(filters=(*self.request.filters, one))
        narrowed.named = self.named | {(name, value): found for value, found in keys.items()}
        return narrowed

    @property
    def unknown(self) -> tuple[tuple[str, str], ...]:
        """The (facet, value) pairs asked for that name nothing in the archive."""
        return tuple(pair for pair, keys in self.named.items() if not keys)

    @cached_property
    def query(self):
        """The tree of what was typed, its names looked up."""
        return affordable(resolve(parse(self.text), self.text), self.text)

    @cached_property
    def _answer(self) -> Answer:
        strict = self._strict
        if strict.unindexed or strict.matches.total or not (loose := loosened(self.query)):
            return strict
        try:
            return self._looser(strict, loose)
        except IndexUnavailable as error:
            return self._from_titles(error)

    @cached_property
    def _strict(self) -> Answer:
        """The articles that have all words."""
        try:
            expanded = expand(self.query, vocabulary.lexicon(), self.as_typed)
            return Answer(expanded, engine().match(self._asking(expanded.node)))
        except IndexUnavailable as error:
            return self._from_titles(error)

    def _from_titles(self, error: IndexUnavailable) -> Answer:
        repair.begin(error)
        node = question(self.query)
        return Answer(Expanded(node), DatabaseMatches(self._asking(node)), unindexed=True)

    def _looser(self, strict: Answer, loose) -> Answer:
        if self._is_narrowed and self._finds_unnarrowed(strict):
            return strict
        expanded = expand(loose, vocabulary.lexicon(), self.as_typed)
        found = engine().match(self._asking(expanded.node))
        return Answer(expanded, found, loosened=True) if found.total else strict

    def _finds_unnarrowed(self, strict: Answer) -> bool:
        return engine().match(Request(query=strict.expanded.node)).total > 0

    @property
    def _is_narrowed(self) -> bool:
        request = self.request
        return bool(request.filters or request.first or request.last)

    def _asking(self, node) -> Request:
        return replace(self.request, query=node, sort=self.sort)

    @property
    def expanded(self) -> Expanded:
        """The tree with what else may be meant, and how roman letters were read."""
        return self._answer.expanded

    @property
    def matches(self) -> Matches:
        return self._answer.matches

    @property
    def loosened(self) -> bool:
        """Whether no article has all words, filters aside, so that some of them were enough."""
        return self._answer.loosened

    @property
    def unindexed(self) -> bool:
        """Whether the index cannot be read, so that only titles were searched."""
        return self._answer.unindexed

    @property
    def sort(self) -> str:
        """The order in force: what fits best first, or with nothing typed the newest."""
        natural = NEWEST if isinstance(self.query, Everything) else RELEVANCE
        return self.request.sort or natural

    def count(self) -> int:
        return self.matches.total

    def strict_count(self) -> int:
        """Return how many articles have all words; a looser search is not made for it."""
        return self._strict.matches.total

    __len__ = count

    def __getitem__(self, wanted: slice) -> list[Hit]:
        found = self.matches.page(wanted.start or 0, wanted.stop)
        articles = articles_by_id([pk for pk, score in found])
        marker = Highlighter(self.expanded.node)
        return [hit(articles[pk], score, marker) for pk, score in found if pk in articles]

    def counted(self, name: str) -> Counted:
        """Return how many articles have each value of a facet, its own filter left aside."""
        column = FACETS[name].column
        counts = self.matches.counts(column, name)
        # Kinds of entity that no filter tells apart have the same counts, and are named once.
        if id(counts) not in self._counted:
            self._counted[id(counts)] = Counted(column, counts)
        return self._counted[id(counts)]

    def chosen(self, name: str, exclude: bool = False) -> set:
        """Return the keys of a facet that are asked for, or those left out."""
        wanted = (one for one in self.request.filters if (one.name, one.exclude) == (name, exclude))
        return {key for one in wanted for key in one.values if key != NOTHING}

    def keys_named(self, name: str, value: str) -> tuple:
        """Return the keys of what a value of a facet names; none where nothing is called so."""
        known = self.named.get((name, value))
        return keys_of(FACETS[name].column, value) if known is None else known

    def label_of(self, name: str, value: str) -> str:
        """Return the label of what a value of a facet names, or an empty string."""
        labels = labels_of(FACETS[name].column, self.keys_named(name, value))
        return next((label.text for label in labels.values()), "")

    def one_filter_less(self) -> list[tuple[str, "Results"]]:
        """Return for each filter in force its name, and the results without it."""
        filters, without = self.request.filters, []
        for name in dict.fromkeys(one.name for one in filters):
            kept = tuple(one for one in filters if one.name != name)
            without.append((name, self._with(filters=kept)))
        if self.request.first or self.request.last:
            without.append((DATE, self._with(first=None, last=None)))
        return without

    def one_word_less(self) -> list[tuple[str, "Results"]]:
        """Return for each word of a query of several its text, and the results without it."""
        parts = self.query.parts if isinstance(self.query, And) else ()
        words = [part.text for part in parts if isinstance(part, Word | Phrase | Prefix)]
        if len(parts) < 2 or len(words) > MOST_WORDS:
            return []
        shorter = ((word, " ".join(self.text.replace(word, " ", 1).split())) for word in words)
        return [(word, self.matching(text)) for word, text in shorter if text.strip('"“” ')]


def articles_by_id(ids) -> dict[int, Article]:
    """Return what a results page shows of these articles."""
    articles = Article.objects.readable().only(*SHOWN_OF_HITS)
    return articles.select_related("source").in_bulk(ids)


def hit(article: Article, score: float, marker: Highlighter) -> Hit:
    return Hit(
        article=article,
        score=score,
        title=marker.mark(article.title),
        snippet=marker.snippet(article.body),
    )


def add_names(hits: list[Hit]) -> None:
    """Give each hit the few entities that its article names most."""
    articles = [hit.article.pk for hit in hits]
    mentions = Mention.objects.filter(shown_mentions(), article__in=articles)
    rows = mentions.order_by("-count", "id").values_list("article", canonical_id("entity__"))
    named = defaultdict(list)
    for article, entity in rows:
        if len(named[article]) < HIT_NAMES and entity not in named[article]:
            named[article].append(entity)
    labels = labels_of("entity", {pk for several in named.values() for pk in several})
    names = {
        pk: Name(label.text, label.kind, path_of("articles:entity", label.value))
        for pk, label in labels.items()
    }
    for hit in hits:
        hit.names = [names[pk] for pk in named[hit.article.pk] if pk in names]
