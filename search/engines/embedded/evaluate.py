"""Whoosh query trees evaluated on arrays: which documents of a segment match, with what score.

The scores are those of Whoosh's own searcher. Whatever is not known here is
left to Whoosh's matchers, for that part of the tree alone.
"""

from typing import NamedTuple

import numpy as np
from whoosh import query as whoosh
from whoosh.searching import SearchContext

from search.engines.embedded.mostof import MostOf
from search.engines.embedded.postings import Segment

PREFIX_SCORE = 1.0  # Whoosh would score each of thousands of terms; that costs much and says little


class Found(NamedTuple):
    """Documents of a segment in order, each once, and their scores."""

    documents: np.ndarray
    scores: np.ndarray


NOTHING = Found(np.empty(0, np.int64), np.empty(0, np.float64))


class Statistics:
    """What scoring needs to know of the whole index, asked of Whoosh once."""

    def __init__(self, searcher):
        self.searcher = searcher
        self.weighting = searcher.weighting
        self.idfs: dict = {}
        self.averages: dict = {}

    def idf(self, field: str, term: bytes) -> float:
        key = field, term
        if key not in self.idfs:
            self.idfs[key] = self.searcher.idf(field, term)
        return self.idfs[key]

    def average_length(self, field: str) -> float:
        if field not in self.averages:
            self.averages[field] = self.searcher.avg_field_length(field) or 1
        return self.averages[field]


class Evaluator:
    """Evaluates queries in one segment."""

    def __init__(self, leaf, segment: Segment, statistics: Statistics):
        self.leaf = leaf
        self.segment = segment
        self.statistics = statistics

    def found(self, query) -> Found:
        """Return what a query finds among the documents that are not deleted."""
        result = self.evaluate(query)
        live = self.segment.live
        return result if live is None else kept(result, live[result.documents])

    def evaluate(self, query) -> Found:
        method = EVALUATORS.get(type(query))
        return method(self, query) if method else self.by_whoosh(query)

    def by_whoosh(self, query) -> Found:
        matcher = query.matcher(self.leaf, SearchContext(weighting=self.leaf.weighting))
        pairs = []
        while matcher.is_active():
            pairs.append((matcher.id(), matcher.score()))
            matcher.next()
        documents, scores = zip(*pairs, strict=True) if pairs else ((), ())
        return Found(np.array(documents, np.int64), np.array(scores, np.float64))

    def term(self, query) -> Found:
        term = self.bytes_of(query.fieldname, query.text)
        return boosted(self.scored(query.fieldname, term), query.boost) if term else NOTHING

    def bytes_of(self, field, text) -> bytes | None:
        if field not in self.segment.reader.schema:
            return None
        try:
            return self.segment.reader.schema[field].to_bytes(text)
        except ValueError:
            return None

    def scored(self, field: str, term: bytes) -> Found:
        postings = self.segment.postings(field, term)
        if postings is None:
            return NOTHING
        documents, weights = postings
        return Found(documents, self.bm25(field, term, documents, weights))

    def bm25(self, field, term, documents, weights) -> np.ndarray:
        if not self.segment.reader.schema[field].scorable:
            return weights
        weighting = self.statistics.weighting
        b, k1 = weighting._field_B.get(field, weighting.B), weighting.K1
        lengths = self.segment.lengths(field)[documents]
        norm = k1 * ((1 - b) + b * lengths / self.statistics.average_length(field))
        return self.statistics.idf(field, term) * (weights * (k1 + 1)) / (weights + norm)

    def conjunction(self, query) -> Found:
        parts = [self.evaluate(part) for part in query.subqueries]
        parts.sort(key=lambda part: len(part.documents))
        result = parts[0]
        for part in parts[1:]:
            mine, other = common(result.documents, part.documents)
            scores = result.scores[mine] + part.scores[other]
            result = Found(result.documents[mine], scores)
        return boosted(result, query.boost)

    def disjunction(self, query) -> Found:
        found, _ = self.summed(query.subqueries)
        return boosted(found, query.boost)

    def most(self, query: MostOf) -> Found:
        """Documents that match enough of the parts, each by the sum of those it matches."""
        found, matched = self.summed(query.subqueries)
        return boosted(kept(found, matched >= query.minimum), query.boost)

    def summed(self, queries) -> tuple[Found, np.ndarray]:
        """Return the union of what the queries find, and how many of them find each document."""
        parts = [self.evaluate(part) for part in queries]
        parts = [part for part in parts if len(part.documents)]
        if not parts:
            return NOTHING, np.empty(0, np.int64)
        if len(parts) == 1:
            return parts[0], np.ones(len(parts[0].documents), np.int64)
        scores = np.zeros(self.segment.size)
        matched = np.zeros(self.segment.size, np.int32)
        for part in parts:
            scores[part.documents] += part.scores
            matched[part.documents] += 1
        documents = np.flatnonzero(matched)
        return Found(documents, scores[documents]), matched[documents]

    def without(self, query) -> Found:
        wanted, unwanted = self.evaluate(query.a), self.evaluate(query.b)
        mask = np.zeros(self.segment.size, bool)
        mask[unwanted.documents] = True
        return kept(wanted, ~mask[wanted.documents])

    def maybe(self, query) -> Found:
        wanted, extra = self.evaluate(query.a), self.evaluate(query.b)
        mine, other = common(wanted.documents, extra.documents)
        scores = wanted.scores.copy()
        scores[mine] += extra.scores[other]
        return Found(wanted.documents, scores)

    def everything(self, query) -> Found:
        if query.fieldname is not None:
            return self.by_whoosh(query)
        documents = np.arange(self.segment.size)
        return Found(documents, np.full(len(documents), query.boost))

    def prefix(self, query) -> Found:
        start = self.bytes_of(query.fieldname, query.text)
        mask = np.zeros(self.segment.size, bool)
        for term in self.segment.terms(query.fieldname, start) if start else ():
            mask[self.segment.postings(query.fieldname, term).documents] = True
        documents = np.flatnonzero(mask)
        return Found(documents, np.full(len(documents), PREFIX_SCORE * query.boost))

    def phrase(self, query) -> Found:
        """Documents where the words stand side by side; they score as all the words would."""
        field = query.fieldname
        terms = [self.bytes_of(field, word) for word in query.words]
        if query.slop != 1 or not all(terms):
            return self.by_whoosh(query)
        documents = self.documents_of_all(field, set(terms))
        if not len(documents):
            return NOTHING
        places = None
        for offset, term in enumerate(terms):
            here = packed_places(self.segment.positions(field, term), documents) - offset
            places = here if places is None else np.intersect1d(places, here, assume_unique=True)
        documents = documents[np.unique(places >> PLACE_BITS)]
        scores = np.zeros(len(documents))
        for term in terms:
            _, weights = self.segment.postings(field, term)
            at = np.searchsorted(self.segment.postings(field, term).documents, documents)
            scores += self.bm25(field, term, documents, weights[at])
        return boosted(Found(documents, scores), query.boost)

    def documents_of_all(self, field, terms) -> np.ndarray:
        lists = [self.segment.postings(field, term) for term in terms]
        if any(postings is None for postings in lists):
            return NOTHING.documents
        lists.sort(key=lambda postings: len(postings.documents))
        documents = lists[0].documents
        for postings in lists[1:]:
            documents = documents[common(documents, postings.documents)[0]]
        return documents


PLACE_BITS = 32


def packed_places(positions, documents) -> np.ndarray:
    """Return (index into ``documents``, place) of each occurrence, packed into one number."""
    rows = np.searchsorted(positions.documents, documents)
    starts = positions.starts[rows]
    counts = positions.starts[rows + 1] - starts
    owners = np.repeat(np.arange(len(documents)), counts)
    within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return (owners << PLACE_BITS) + positions.places[np.repeat(starts, counts) + within]


def common(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where the numbers stand that both sorted arrays have, in each of them."""
    if len(one) > len(other):
        there, here = common(other, one)
        return here, there
    at = np.searchsorted(other, one)
    inside = np.flatnonzero(at < len(other))
    same = inside[other[at[inside]] == one[inside]]
    return same, at[same]


def kept(found: Found, mask: np.ndarray) -> Found:
    return Found(found.documents[mask], found.scores[mask])


def boosted(found: Found, boost: float) -> Found:
    return found if boost == 1.0 else Found(found.documents, found.scores * boost)


EVALUATORS = {
    whoosh.Term: Evaluator.term,
    whoosh.And: Evaluator.conjunction,
    whoosh.Or: Evaluator.disjunction,
    MostOf: Evaluator.most,
    whoosh.AndNot: Evaluator.without,
    whoosh.AndMaybe: Evaluator.maybe,
    whoosh.Every: Evaluator.everything,
    whoosh.Prefix: Evaluator.prefix,
    whoosh.Phrase: Evaluator.phrase,
}
