"""The leaves of Whoosh query trees, evaluated on arrays: terms, phrases, prefixes, ranges.

What stands for many terms (prefixes, patterns, similar words, ranges) scores alike in
all documents: Whoosh scores it by its terms where they are few and alike where they
are many, which costs much and says little.
"""

from typing import Self

import numpy as np
from whoosh import query as whoosh
from whoosh.searching import SearchContext

from search import deadline
from search.engines.embedded import expansions
from search.engines.embedded.found import NOTHING, Found, Numbers, boosted, union
from search.engines.embedded.phrases import with_phrase
from search.engines.embedded.postings import Segment
from search.engines.embedded.scoring import Statistics

# A pattern that any term matches.
ANYTHING = {whoosh.Prefix: "", whoosh.Wildcard: "*", whoosh.Regex: ".*"}


class Leaves:
    """Evaluates what has no parts, in one segment, among all of its documents or some of them.

    ``among`` are the documents in question, in order; None means all. What is found
    are places among them. Where ``scored`` is false, no scores are computed.
    """

    def __init__(self, leaf, segment: Segment, statistics: Statistics, among=None, scored=True):
        self.leaf = leaf
        self.segment = segment
        self.statistics = statistics
        self.among = among
        self.numbers = None if among is None else Numbers(among, segment.size)
        self.scored = scored
        self.size = segment.size if among is None else len(among)

    def by_whoosh(self, query) -> Found:
        matcher = query.matcher(self.leaf, SearchContext(weighting=self.leaf.weighting))
        pairs = []
        while matcher.is_active():
            deadline.check()
            pairs.append((matcher.id(), matcher.score()))
            matcher.next()
        documents, scores = zip(*pairs, strict=True) if pairs else ((), ())
        rows, at = self.rows_of(np.array(documents, np.int32))
        return Found(rows, np.array(scores, np.float64)[at])

    def within(self, rows: np.ndarray, scored: bool | None = None) -> Self:
        """Return an evaluator for some of the documents in question alone."""
        scored = self.scored if scored is None else scored
        return type(self)(self.leaf, self.segment, self.statistics, self.documents(rows), scored)

    def documents(self, rows: np.ndarray) -> np.ndarray:
        return rows if self.among is None else self.among[rows]

    def rows_of(self, documents: np.ndarray) -> tuple[np.ndarray, np.ndarray | slice]:
        """Return where some documents stand among those in question, and which these are."""
        if self.numbers is None:
            return documents.astype(np.intp), slice(None)
        return self.numbers.find(documents)

    def all_with(self, score: float) -> Found:
        return self.alike(np.arange(self.size), score)

    def alike(self, rows: np.ndarray, score: float) -> Found:
        return Found(rows, np.full(len(rows), score, np.float64) if self.scored else None)

    def masked(self, mask: np.ndarray, score: float) -> Found:
        """Return the documents in question that a mask of the segment has."""
        return self.alike(np.flatnonzero(mask if self.among is None else mask[self.among]), score)

    def term(self, query) -> Found:
        if query.minquality:
            return self.by_whoosh(query)
        term = self.bytes_of(query.fieldname, query.text)
        return boosted(self.scored_term(query.fieldname, term), query.boost) if term else NOTHING

    def bytes_of(self, field, text) -> bytes | None:
        if field not in self.segment.reader.schema:
            return None
        try:
            return self.segment.reader.schema[field].to_bytes(text)
        except ValueError:
            return None

    def scored_term(self, field: str, term: bytes) -> Found:
        deadline.check()  # a prefix may stand for thousands of terms
        postings = self.segment.postings(field, term)
        if postings is None:
            return NOTHING
        rows, at = self.rows_of(postings.documents)
        if not self.scored:
            return Found(rows, None)
        if self.among is None:
            return Found(rows, self.statistics.scores(self.segment, field, term))
        return Found(rows, self.statistics.scores_at(self.segment, field, term, at))

    def phrase(self, query) -> Found:
        """Documents where the words stand in a row; they score as all the words would."""
        field, terms = query.fieldname, [self.bytes_of(query.fieldname, w) for w in query.words]
        if not terms or not all(terms):
            return NOTHING
        if not self.segment.reader.schema[field].format.supports("positions"):
            return self.by_whoosh(query)  # which says what is wrong
        words = [whoosh.Term(field, term) for term in dict.fromkeys(terms)]
        rows = self.unscored().evaluate(whoosh.And(words)).rows
        if len(terms) > 1 and len(rows):
            documents = self.documents(rows)
            documents = with_phrase(self.segment, field, terms, query.slop, documents)
            rows, _ = self.rows_of(documents)
        if not self.scored:
            return Found(rows, None)
        scorer = self.within(rows)
        scores = sum(scorer.scored_term(field, term).scores for term in terms)
        return boosted(Found(rows, scores), query.boost)

    def unscored(self) -> Self:
        return type(self)(self.leaf, self.segment, self.statistics, self.among, scored=False)

    def many_terms(self, query) -> Found:
        """Documents that have any of the terms that a query stands for."""
        if query.fieldname not in self.segment.reader.schema:
            return NOTHING
        if query.constantscore or not self.scored:
            return self.masked(expansions.mask_of(query, self.segment), query.boost)
        terms = expansions.terms_of(query, self.segment)
        if len(terms) == 1:  # whose boost Whoosh forgets
            return self.scored_term(query.fieldname, terms[0])
        found = [self.scored_term(query.fieldname, term) for term in terms]
        return boosted(union(found, self.size), query.boost)

    def pattern(self, query) -> Found:
        """A pattern that any term matches asks for any term at all."""
        if query.text == ANYTHING[type(query)]:
            return self.everything(whoosh.Every(query.fieldname, boost=query.boost))
        return self.many_terms(query)

    def numbers(self, query) -> Found:
        return self.evaluate(query._compile_query(self.segment.reader))

    def everything(self, query) -> Found:
        score = query.boost or 1.0  # Whoosh takes a boost of zero for none
        if query.fieldname is None:
            return self.all_with(score)
        if query.fieldname not in self.segment.reader.schema:
            return NOTHING
        return self.masked(expansions.mask_of_all(self.segment, query.fieldname), score)

    def nothing(self, query) -> Found:
        return NOTHING
