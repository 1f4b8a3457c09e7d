"""The posting lists of neighbouring terms, read at once."""

import numpy as np

from search.engines.embedded.postings import ArrayLists, Segment


def lists_between(segment: Segment, field: str, first: bytes, last: bytes) -> tuple:
    """Return the terms from ``first`` on and before ``last``, and the documents of each.

    The documents stand in one array, list after list; before it comes the length of each list.
    """
    lists = segment.lists
    if isinstance(lists, ArrayLists) and field in lists.fields:
        mine = lists.fields[field]
        rows = mine.terms.between(first, last)
        return [mine.terms[row] for row in rows], *mine.documents_of(rows)
    terms = [term for term in segment.terms(field) if first <= term < last]
    found = [lists.postings(field, term).documents for term in terms]
    counts = np.fromiter(map(len, found), np.int64, len(found))
    return terms, counts, np.concatenate([*found, np.empty(0, np.int32)])
