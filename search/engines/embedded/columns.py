"""The facet values of a segment as arrays.

Segments never change, so their arrays are made once and kept by segment id;
only which documents are deleted belongs to a moment.
"""

from collections import OrderedDict
from threading import Lock

import numpy as np

from search.schema import FACETS, NO_MINUTE

MINUTES_A_DAY = 24 * 60
KEPT_SEGMENTS = 64


class FacetColumn:
    """The values of one facet in one segment, by document and by value.

    ``values`` holds the values of all documents one after another, ``owners``
    the document of each; both are sorted by document.
    """

    def __init__(self, reader, name):
        terms = {
            key: np.fromiter(reader.postings(name, text).all_ids(), np.int64)
            for text, key in value_terms(reader, name)
        }
        self.documents = terms
        sizes = [len(found) for found in terms.values()]
        owners = np.concatenate([*terms.values(), np.empty(0, np.int64)])
        self.labels = list(terms)
        ordinals = np.repeat(np.arange(len(terms)), sizes)
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


def value_terms(reader, name):
    """Yield the terms of a facet field with the value that each stands for."""
    if name in reader.indexed_field_names():
        for term in reader.lexicon(name):
            text = term.decode()
            yield text, text if name == "agency" else int(text)


class Columns:
    """All that is known of a segment's documents beside their words."""

    def __init__(self, reader):
        self.size = reader.doc_count_all()
        self.pks = numbers(reader, "number", self.size, 0)
        self.minutes = numbers(reader, "minute", self.size, NO_MINUTE)
        self.dated = self.minutes != NO_MINUTE
        self.days = np.where(self.dated, self.minutes // MINUTES_A_DAY, NO_MINUTE)
        self.facets = {name: FacetColumn(reader, name) for name in FACETS}


def numbers(reader, name, size, default):
    if not reader.has_column(name):
        return np.full(size, default, np.int64)
    column = reader.column_reader(name)
    return np.fromiter((column[number] for number in range(size)), np.int64, size)


class ColumnCache:
    """Columns by segment id, for as many segments as an index has at most at a time."""

    def __init__(self):
        self.kept: OrderedDict[str, Columns] = OrderedDict()
        self.lock = Lock()

    def get(self, reader) -> Columns:
        key = reader.segment().segment_id()
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = Columns(reader)
        with self.lock:
            self.kept[key] = made
            while len(self.kept) > KEPT_SEGMENTS:
                self.kept.popitem(last=False)
        return made
