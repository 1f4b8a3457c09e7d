"""What a term is worth in a document: Whoosh's BM25F, computed on arrays.

Scores and norms depend on the whole index (how many documents have a term, how long
a text is on average), so they are kept under those numbers: a commit that changes
them makes new ones, and threads that see the same index share theirs.
"""

import numpy as np

from search.engines.embedded.postings import Postings, Segment


class Statistics:
    """What scoring needs to know of the whole index, asked of Whoosh once."""

    def __init__(self, searcher, kept=True):
        self.searcher = searcher
        self.weighting = searcher.weighting
        self.kept = kept  # whether the scores of a term are kept for the next query
        self.idfs: dict = {}
        self.averages: dict = {}

    def unkept(self) -> "Statistics":
        return Statistics(self.searcher, kept=False)

    def idf(self, field: str, term: bytes) -> float:
        key = field, term
        if key not in self.idfs:
            self.idfs[key] = self.searcher.idf(field, term)
        return self.idfs[key]

    def average_length(self, field: str) -> float:
        if field not in self.averages:
            self.averages[field] = self.searcher.avg_field_length(field) or 1
        return self.averages[field]

    def worth(self, field: str, term: bytes) -> tuple[float, float]:
        """Return what the scores of a term depend on beside its segment."""
        return self.idf(field, term), self.average_length(field)

    def norms(self, segment: Segment, field: str) -> np.ndarray:
        """Return what each document's length adds to the frequency at which a term saturates."""
        average = self.average_length(field)
        b, k1 = self.weighting._field_B.get(field, self.weighting.B), self.weighting.K1

        def make():
            return (k1 * ((1 - b) + b * segment.lengths(field) / average),)

        return segment.cache.get((segment.key, field, "norms", average, b, k1), make)[0]

    def scores(self, segment: Segment, field: str, term: bytes) -> np.ndarray:
        """Return what a term of the segment is worth in each document of its postings."""
        postings = segment.postings(field, term)
        if not segment.reader.schema[field].scorable:
            return postings.weights.astype(np.float64)

        def make():
            return (self._bm25(segment, field, term, postings),)

        if not self.kept:
            return self._bm25(segment, field, term, postings)
        key = segment.key, field, term, "scores", *self.worth(field, term)
        return segment.cache.get(key, make)[0]

    def scores_at(self, segment: Segment, field: str, term: bytes, at: np.ndarray) -> np.ndarray:
        """Return what a term is worth in some documents, given their places in its postings."""
        postings = segment.postings(field, term)
        if 2 * len(at) > len(postings.documents):
            return self.scores(segment, field, term)[at]
        chosen = Postings(postings.documents[at], postings.weights[at])
        if not segment.reader.schema[field].scorable:
            return chosen.weights.astype(np.float64)
        return self._bm25(segment, field, term, chosen)

    def _bm25(self, segment: Segment, field: str, term: bytes, postings: Postings) -> np.ndarray:
        weights = postings.weights.astype(np.float64)
        norms = self.norms(segment, field)[postings.documents.astype(np.intp)]
        worth = weights * (self.weighting.K1 + 1) / (weights + norms)
        return self.idf(field, term) * worth
