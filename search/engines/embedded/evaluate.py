"""Which documents of a segment match a Whoosh query, and with what score."""

import numpy as np
from whoosh.searching import SearchContext


def evaluate(query, leaf) -> tuple[np.ndarray, np.ndarray]:
    """Return the matching documents of a segment, in order, and their scores.

    ``leaf`` is Whoosh's searcher of the segment; deleted documents are no
    matches. Without a query all documents match with score 0.
    """
    if query is None:
        documents = np.fromiter(leaf.reader().all_doc_ids(), np.int64)
        return documents, np.zeros(len(documents))
    matcher = query.matcher(leaf, SearchContext(weighting=leaf.weighting))
    documents, scores = [], []
    while matcher.is_active():
        documents.append(matcher.id())
        scores.append(matcher.score())
        matcher.next()
    return np.array(documents, np.int64), np.array(scores, np.float64)
