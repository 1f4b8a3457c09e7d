"""The facet values of a segment as arrays.

Segments never change, so their arrays are made once and kept by segment id;
only which documents are deleted belongs to a moment.
"""

from collections import OrderedDict
from threading import Lock

import numpy as np

from search.engines.embedded.postings import Segment
from search.schema import FACETS, NO_MINUTE

MINUTES_A_DAY = 24 * 60
KEPT_SEGMENTS = 64


class FacetColumn:
    """The values of one facet in one segment, by document and by value.

    ``values`` holds the values of all documents one after another, ``owners``
    the document of each; both are sorted by document.
    """

    def __init__(self, segment: Segment, name: str):
        terms = segment.terms(name)
        self.labels = [value_of(name, term) for term in terms]
        found = [segment.postings(name, term).documents for term in terms]
        self.documents = dict(zip(self.labels, found, strict=True))
        owners = np.concatenate([*found, np.empty(0, np.int32)])
        ordinals = np.repeat(np.arange(len(terms)), [len(several) for several in found])
        order = np.argsort(owners, kind="stable")
        self.owners, self.values = owners[order], ordinals[order]

    def counts(self, chosen: np.ndarray) -> dict:
        """Return how many of the chosen documents (a mask) have each value."""
        counted = np.bincount(self.values[chosen[self.owners]], minlength=len(self.labels))
        return {self.labels[i]: int(counted[i]) for i in np.flatnonzero(counted)}

    def mask(self, wanted, size: int) -> np.ndarray:
        """Return the documents that have any of the wanted values."""
        mask = np.zeros(size, bool)
        for value in wanted:
            if value in self.documents:
                mask[self.documents[value]] = True
        return mask


def value_of(name: str, term: bytes):
    """Return the value that a term of a facet field stands for: a name of an agency, or an id."""
    text = term.decode()
    return text if name == "agency" else int(text)


class Columns:
    """All that is known of a segment's documents beside their words."""

    def __init__(self, segment: Segment):
        self.size = segment.size
        self.pks = segment.numbers("number")
        self.minutes = segment.numbers("minute")
        self.dated = self.minutes != NO_MINUTE
        self.days = np.where(self.dated, self.minutes // MINUTES_A_DAY, NO_MINUTE)
        self.facets = {name: FacetColumn(segment, name) for name in FACETS}


class ColumnCache:
    """Columns by segment id, for as many segments as an index has at most at a time."""

    def __init__(self):
        self.kept: OrderedDict[str, Columns] = OrderedDict()
        self.lock = Lock()

    def get(self, segment: Segment) -> Columns:
        key = segment.key
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = Columns(segment)
        with self.lock:
            self.kept[key] = made
            while len(self.kept) > KEPT_SEGMENTS:
                self.kept.popitem(last=False)
        return made
