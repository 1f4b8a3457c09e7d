"""The posting lists of neighbouring terms, read at once."""

import numpy as np

from search.engines.embedded.postings import Segment


def lists_between(segment: Segment, field: str, first: bytes, last: bytes) -> tuple:
    """Return the terms from ``first`` on and before ``last``, and the documents of each.

    The documents stand in one array, list after list; with it comes the length of each list.
    """
    terms = [term for term in segment.terms(field) if first <= term < last]
    found = [segment.lists.postings(field, term).documents for term in terms]
    counts = np.fromiter(map(len, found), np.int64, len(found))
    return terms, counts, np.concatenate([*found, np.empty(0, np.int32)])
