"""One segment out of several, made from their arrays: no text is read or inverted again.

The documents follow one another as those of the segments do, and so does what a term's
lists say of them. Some millions of numbers are brought together at a time, so that
memory is bounded by the size of the new file.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage

from search.engines.embedded import arrays, packing
from search.engines.embedded.codec import file_of, new_segment, path_of
from search.engines.embedded.lists import FieldLists, gaps, packed_lists
from search.engines.embedded.packing import AT_ONCE, Packed, begins, spans


def joined(folder: Path, storage: FileStorage, segments: list[W3Segment]) -> W3Segment:
    """Write a segment into a folder with all documents of others, in their order.

    Documents that are deleted come along, and are deleted in the new segment too.
    """
    files = [file_of(storage, one) for one in segments]
    sizes = np.array([one.doc_count_all() for one in segments])
    fresh = new_segment(int(sizes.sum()))
    found = {
        name: np.concatenate([file.arrays[name] for file in files], dtype=values.dtype)
        for name, values in files[0].arrays.items()
        if "/" not in name
    }
    for field in files[0].fields:
        lists = [file.fields[field] for file in files]
        parts = Joined(lists, begins(sizes)).packed()
        found |= {f"{field}/{part}": values for part, values in parts.items()}
    arrays.write(path_of(folder, fresh), found)
    fresh._fieldlengths = {
        field: sum(one._fieldlengths[field] for one in segments) for field in ("text", "stem")
    }
    for one, before in zip(segments, begins(sizes).tolist(), strict=True):
        for number in one.deleted_docs():
            fresh.delete_document(before + number)
    return fresh


class Joined:
    """The lists of one field of several segments; ``offsets`` are the new numbers of their firsts.

    ``rows[i]`` are the places of the terms of the i-th segment among all terms.
    """

    def __init__(self, lists: list[FieldLists], offsets: np.ndarray):
        self.lists, self.offsets = lists, offsets
        several = [one.terms.all() for one in lists]
        self.terms = sorted(set().union(*several))
        numbers = {term: number for number, term in enumerate(self.terms)}
        self.rows = [
            np.fromiter(map(numbers.__getitem__, terms), np.int64, len(terms)) for terms in several
        ]
        self.starts = self.summed([one.starts for one in lists])
        placed = [one.place_starts for one in lists if one.place_starts is not None]
        self.place_starts = self.summed(placed) if placed else None

    def summed(self, several: list[np.ndarray]) -> np.ndarray:
        """Return where the list of each term begins, given where those of the segments do."""
        counts = np.zeros(len(self.terms), np.int64)
        for rows, starts in zip(self.rows, several, strict=True):
            counts[rows] += np.diff(starts.astype(np.int64))
        return np.concatenate([[0], np.cumsum(counts)])

    def packed(self) -> dict[str, np.ndarray]:
        """Return the arrays that hold the joined lists."""
        parts = {"documents": self.part(self.documents), "weights": self.part(self.weights)}
        if self.place_starts is not None:
            parts["places"] = self.part(self.places)
        return packed_lists(self.terms, self.starts, parts, self.place_starts)

    def part(self, some: Callable[[int, int], Packed]) -> Packed:
        return packing.concatenated([some(first, end) for first, end in self.chunks()])

    def chunks(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of terms whose lists are not too long all together, or a single one."""
        totals = self.starts if self.place_starts is None else self.place_starts
        cuts = np.searchsorted(totals, np.arange(0, int(totals[-1]), AT_ONCE))
        return pairwise(np.unique([0, *cuts, len(self.terms)]).tolist())

    def documents(self, first: int, end: int) -> Packed:
        def read(lists, rows, offset):
            counts, documents = lists.documents_of(rows)
            return counts, documents + np.int32(offset)

        values = self.in_order(first, end, read)
        starts = self.starts[first : end + 1] - self.starts[first]
        return packing.pack(gaps(values, starts[:-1], less=1), starts)

    def weights(self, first: int, end: int) -> Packed:
        values = self.in_order(first, end, lambda lists, rows, _: lists.weights_of(rows))
        return packing.pack(values, self.starts[first : end + 1] - self.starts[first])

    def places(self, first: int, end: int) -> Packed:
        values = self.in_order(first, end, lambda lists, rows, _: lists.places_of(rows))
        return packing.pack(values, self.place_starts[first : end + 1] - self.place_starts[first])

    def in_order(self, first: int, end: int, read: Callable) -> np.ndarray:
        """Return the numbers that segments have for some terms, term after term.

        ``read`` returns how many there are for each row of a segment, and all of them.
        """
        terms, counts, values = [], [], []
        for lists, rows, offset in zip(self.lists, self.rows, self.offsets, strict=True):
            mine = range(*np.searchsorted(rows, [first, end]).tolist())
            terms.append(rows[mine.start : mine.stop])
            for found, one in zip((counts, values), read(lists, mine, offset), strict=True):
                found.append(one)
        order = np.argsort(np.concatenate(terms), kind="stable")
        lengths = np.concatenate(counts)
        return np.concatenate(values)[spans(begins(lengths)[order], lengths[order])]
