"""Whoosh query trees evaluated on arrays: which documents of a segment match, with what score.

The scores are those of Whoosh's own searcher, but for those of prefixes and their kind
(see ``leaves``). Whatever is not known here is left to Whoosh's matchers, for that part
of the tree alone.
"""

from collections.abc import Iterator

import numpy as np
from whoosh import query as whoosh
from whoosh.query.qcore import _NullQuery

from search import deadline
from search.engines.embedded.found import NOTHING, Found, boosted, kept, marked, union
from search.engines.embedded.leaves import ANYTHING, Leaves
from search.engines.embedded.mostof import MostOf

FEW_WORDS = 10  # of a disjunction; what more find is not kept by word
UNMATCHED_SCORE = 1.0  # what Whoosh gives a document for not matching the query in a Not


class Evaluator(Leaves):
    """Evaluates whole queries; see ``Leaves`` for what it is given and what it returns."""

    def found(self, query) -> Found:
        """Return what a query finds among the documents that are not deleted."""
        result = self.evaluate(query)
        live = self.segment.live
        return result if live is None else kept(result, live[self.documents(result.rows)])

    def evaluate(self, query) -> Found:
        deadline.check()
        method = EVALUATORS.get(type(query))
        return method(self, query) if method else self.by_whoosh(query)

    def compound(self, query) -> Found:
        """Of a single subquery Whoosh takes the scores as they are, without the boost around it."""
        if len(query.subqueries) == 1:
            return self.evaluate(query.subqueries[0])
        if not query.subqueries:
            return NOTHING
        return boosted(COMPOUNDS[type(query)](self, query), query.boost)

    def conjunction(self, query) -> Found:
        """The part that finds least comes first, so that the others are sought in little."""
        wanted = [part for part in query.subqueries if type(part) is not whoosh.Not]
        unwanted = [part.query for part in query.subqueries if type(part) is whoosh.Not]
        wanted.sort(key=self.estimate)
        found = self.evaluate(wanted[0]) if wanted else self.all_with(0.0)
        for part in wanted[1:]:
            if len(found.rows):
                found = self.narrowed(found, part)
        for part in unwanted:
            found = self.without(found, part)
            if self.scored:
                found = Found(found.rows, found.scores + UNMATCHED_SCORE)
        return found

    def narrowed(self, found: Found, query) -> Found:
        """Return what a query finds of what is found already, with both scores."""
        also = self.within(found.rows).evaluate(query)
        scores = found.scores[also.rows] + also.scores if self.scored else None
        return Found(found.rows[also.rows], scores)

    def without(self, found: Found, query) -> Found:
        """Return what is found already but what a query finds of it."""
        if not len(found.rows):
            return found
        away = self.within(found.rows, scored=False).evaluate(query)
        return kept(found, ~marked(away.rows, len(found.rows)))

    def estimate(self, query) -> int:
        """Return about how many documents a query finds, at most."""
        if type(query) is whoosh.Term:
            term = self.bytes_of(query.fieldname, query.text)
            return self.segment.frequency(query.fieldname, term) if term else 0
        if type(query) is whoosh.Phrase:
            words = (whoosh.Term(query.fieldname, word) for word in query.words)
            return min(map(self.estimate, words), default=0)
        if type(query) is whoosh.And:
            return min(map(self.estimate, query.subqueries), default=0)
        if isinstance(query, whoosh.Or | whoosh.DisjunctionMax):
            return min(sum(map(self.estimate, query.subqueries)), self.segment.size)
        if isinstance(query, whoosh.AndNot | whoosh.AndMaybe | whoosh.Require):
            return self.estimate(query.a)
        return self.segment.size

    def disjunction(self, query) -> Found:
        if query.scale:
            return self.by_whoosh(query)
        if self.is_word(query):
            return self.word(query)
        return union(list(self.parts_of(query)), self.size)

    def parts_of(self, query, boost: float = 1.0) -> Iterator[Found]:
        """Yield what each part of a disjunction finds, and those of disjunctions within it."""
        few = len(query.subqueries) <= FEW_WORDS
        for part in query.subqueries:
            if few and self.is_word(part):
                yield boosted(self.word(part), boost * part.boost)
            elif type(part) is whoosh.Or and len(part.subqueries) > 1 and not part.scale:
                yield from self.parts_of(part, boost * part.boost)
            else:
                yield boosted(self.evaluate(part), boost)

    def is_word(self, query) -> bool:
        """Return whether a query is a word of the archive: a term in each of two fields."""
        if not self.scored or type(query) is not whoosh.Or or query.scale:
            return False
        parts = query.subqueries
        return len(parts) == 2 and all(
            type(part) is whoosh.Term and not part.minquality for part in parts
        )

    def word(self, query) -> Found:
        """Return what a word finds, without its boost; of all documents it is kept."""
        if self.among is not None and 2 * len(self.among) < self.estimate(query):
            return union([self.evaluate(part) for part in query.subqueries], self.size)
        found = Found(*self.segment.cache.get(self.word_key(query), lambda: self.whole(query)))
        if self.among is None:
            return found
        rows, at = self.rows_of(found.rows)
        return Found(rows, found.scores[at])

    def word_key(self, query) -> tuple:
        parts = query.subqueries
        terms = [(part.fieldname, self.bytes_of(part.fieldname, part.text)) for part in parts]
        worth = [self.statistics.worth(*term) for term in terms if term[1]]
        return (self.segment.key, *terms, *(part.boost for part in parts), *worth)

    def whole(self, query) -> Found:
        """The scores of the terms are not kept beside those of the word."""
        every = type(self)(self.leaf, self.segment, self.statistics.unkept())
        return union([every.evaluate(part) for part in query.subqueries], every.size)

    def most(self, query: MostOf) -> Found:
        """Documents that match enough of the parts, each by the sum of those it matches."""
        parts = [self.evaluate(part) for part in query.subqueries]
        matched = np.zeros(self.size, np.int32)
        for part in parts:
            matched[part.rows] += 1
        found = union(parts, self.size)
        enough = matched[found.rows] >= query.minimum
        return boosted(kept(found, enough), query.boost)

    def highest(self, query) -> Found:
        """Documents that match any part, each by the part that is worth most in it."""
        parts = [self.evaluate(part) for part in query.subqueries]
        mask = marked(np.concatenate([part.rows for part in parts]), self.size)
        rows = np.flatnonzero(mask)
        if not self.scored:
            return Found(rows, None)
        highest = np.full(self.size, -np.inf)
        for part in parts:
            highest[part.rows] = np.maximum(highest[part.rows], part.scores)
        return Found(rows, highest[rows])

    def inverse(self, query) -> Found:
        return self.without(self.all_with(UNMATCHED_SCORE), query.query)

    def and_not(self, query) -> Found:
        return self.without(self.evaluate(query.a), query.b)

    def and_maybe(self, query) -> Found:
        found = self.evaluate(query.a)
        if not self.scored or not len(found.rows):
            return found
        extra = self.within(found.rows).evaluate(query.b)
        scores = found.scores.copy()
        scores[extra.rows] += extra.scores
        return Found(found.rows, scores)

    def require(self, query) -> Found:
        found = self.evaluate(query.a)
        return kept(found, self.within(found.rows, scored=False).evaluate(query.b).rows)

    def constant(self, query) -> Found:
        return self.alike(self.unscored().evaluate(query.child).rows, query.score or 1.0)


COMPOUNDS = {
    whoosh.And: Evaluator.conjunction,
    whoosh.Or: Evaluator.disjunction,
    whoosh.DisjunctionMax: Evaluator.highest,
}
EVALUATORS = {
    **dict.fromkeys(COMPOUNDS, Evaluator.compound),
    **dict.fromkeys(ANYTHING, Evaluator.pattern),
    whoosh.Term: Evaluator.term,
    whoosh.Phrase: Evaluator.phrase,
    whoosh.FuzzyTerm: Evaluator.many_terms,
    whoosh.TermRange: Evaluator.many_terms,
    whoosh.NumericRange: Evaluator.numbers,
    whoosh.DateRange: Evaluator.numbers,
    whoosh.Every: Evaluator.everything,
    _NullQuery: Evaluator.nothing,
    MostOf: Evaluator.most,
    whoosh.Not: Evaluator.inverse,
    whoosh.AndNot: Evaluator.and_not,
    whoosh.AndMaybe: Evaluator.and_maybe,
    whoosh.Require: Evaluator.require,
    whoosh.ConstantScoreQuery: Evaluator.constant,
}
