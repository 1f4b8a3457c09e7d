"""The posting lists of neighbouring terms, read at once."""

import numpy as np

from search.engines.embedded.postings import ArrayLists, Segment


def documents_between(
    segment: Segment, field: str, first: bytes, last: bytes
) -> tuple[np.ndarray, np.ndarray]:
    """Return the documents of all terms from ``first`` on and before ``last``, list after list.

    Before them come the lengths of the lists.
    """
    lists = segment.lists
    if isinstance(lists, ArrayLists) and field in lists.fields:
        mine = lists.fields[field]
        return mine.documents_of(mine.terms.between(first, last))
    terms = (term for term in segment.terms(field) if first <= term < last)
    found = [lists.postings(field, term).documents for term in terms]
    counts = np.fromiter(map(len, found), np.int64, len(found))
    return counts, np.concatenate([*found, np.empty(0, np.int32)])
