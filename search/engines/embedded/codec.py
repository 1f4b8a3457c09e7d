"""A Whoosh codec whose posting lists are memory-mapped arrays.

Whoosh lets a segment say which codec reads it. With this one, Whoosh's own
searchers, matchers and parsers work as with any other; the archive's evaluator
reads the arrays beneath.
"""

import copy
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from pickle import dumps
from uuid import uuid4

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment, W3TermInfo
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.system import pack_uint
from whoosh.util.numeric import byte_to_length

from search.engines.embedded.arrays import ArrayFile, Opened
from search.engines.embedded.lists import FieldLists

EXTENSION = ".arrays"
INDEX_NAME = "MAIN"  # of the only index in a folder
# The lengths of texts that Whoosh keeps apart: a byte stands for each.
LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)


class ArrayCodec(W3Codec):
    """Postings and columns in one file of arrays; deletions as Whoosh keeps them."""

    def terms_reader(self, storage, segment):
        return ArrayTermsReader(file_of(storage, segment))

    def per_document_reader(self, storage, segment):
        return ArrayPerDocReader(storage, segment)


class SegmentFile(ArrayFile):
    """The arrays of a segment: those named ``field/part`` belong to a field, others are columns."""

    @cached_property
    def fields(self) -> dict[str, FieldLists]:
        """Return the lists of each field."""
        split: dict[str, dict] = {}
        for name, values in self.arrays.items():
            field, slash, part = name.partition("/")
            if slash:
                split.setdefault(field, {})[part] = values
        return {field: FieldLists(arrays) for field, arrays in split.items()}


OPENED = Opened(SegmentFile)


def new_segment(documents: int) -> W3Segment:
    """Return a segment of so many documents, of which no file is written yet."""
    return W3Segment(ArrayCodec(), INDEX_NAME, documents, segid=uuid4().hex[:16])


def path_of(folder: str | Path, segment: W3Segment) -> Path:
    """Return where the arrays of a segment are."""
    return Path(folder) / segment.make_filename(EXTENSION)


def file_of(storage, segment) -> SegmentFile:
    return OPENED.open(path_of(storage.folder, segment))


class ArrayPerDocReader(W3PerDocReader):
    """Whoosh's view of the columns, which are the arrays that belong to no field."""

    def __init__(self, storage, segment):
        super().__init__(storage, segment)
        self.file = file_of(storage, segment)

    def has_column(self, fieldname):
        return fieldname in self.file.arrays

    def _get_column_file(self, fieldname):
        content = self.file.arrays[fieldname].tobytes()
        return BufferFile(content), 0, len(content)

    def stored_fields(self, docnum):
        return {}


class ArrayTermsReader:
    """See ``whoosh.codec.base.TermsReader``; ``fields`` has the lists for the evaluator."""

    def __init__(self, file: SegmentFile):
        self.file, self.fields = file, file.fields

    def row(self, fieldname, term: bytes) -> int | None:
        lists = self.fields.get(fieldname)
        return None if lists is None else lists.terms.find(term)

    def known_row(self, fieldname, term) -> int:
        row = self.row(fieldname, term)
        if row is None:
            raise TermNotFound(f"No term {fieldname}:{term!r}")
        return row

    def __contains__(self, term):
        return self.row(*term) is not None

    def indexed_field_names(self):
        return sorted(field for field, lists in self.fields.items() if len(lists.terms))

    def term_info(self, fieldname, term):
        return ArrayTermInfo(self.fields[fieldname], self.known_row(fieldname, term))

    def frequency(self, fieldname, term):
        row = self.row(fieldname, term)
        return 0 if row is None else self.term_info(fieldname, term).weight()

    def doc_frequency(self, fieldname, term):
        row = self.row(fieldname, term)
        return 0 if row is None else self.fields[fieldname].length(row)

    def matcher(self, fieldname, term, format_, scorer=None):
        row = self.known_row(fieldname, term)
        return ArrayMatcher(self.fields[fieldname], row, (fieldname, term), format_, scorer)

    def terms_from(self, fieldname, prefix):
        names = (name for name in self.indexed_field_names() if name >= fieldname)
        for name in names:
            terms = self.fields[name].terms
            for row in terms.between(prefix if name == fieldname else b""):
                yield name, terms[row]

    def terms(self):
        return self.terms_from("", b"")

    def items(self):
        return self.items_from("", b"")

    def items_from(self, fieldname, prefix) -> Iterator[tuple]:
        for name, term in self.terms_from(fieldname, prefix):
            yield (name, term), self.term_info(name, term)

    def cursor(self, fieldname, fieldobj):
        return ArrayCursor(self.fields[fieldname], fieldobj)

    def close(self):
        """The memory is given back when nobody uses an array of it any longer."""


class ArrayTermInfo(W3TermInfo):
    """What Whoosh asks of a term before it reads its postings."""

    def __init__(self, lists: FieldLists, row: int):
        super().__init__()
        self.lists, self.row = lists, row
        self._df = lists.length(row)

    @cached_property
    def postings(self):
        return self.lists.postings(self.row)

    def weight(self):
        return float(self.postings.weights.sum())

    def max_weight(self):
        return float(self.postings.weights.max())

    def min_id(self):
        return int(self.postings.documents[0])

    def max_id(self):
        return int(self.postings.documents[-1])

    def min_length(self):
        """Quality bounds are left open: the shortest text that Whoosh can tell."""
        return 1

    def max_length(self):
        return 2**20


class ArrayCursor:
    """Walks the terms of a field, for Whoosh's own corrections and term lists."""

    def __init__(self, lists: FieldLists, fieldobj):
        self.lists, self.fieldobj, self.row = lists, fieldobj, 0

    def is_valid(self):
        return self.row < len(self.lists.terms)

    def first(self):
        self.row = 0
        return self.text()

    def find(self, term):
        term = term if isinstance(term, bytes) else self.fieldobj.to_bytes(term)
        self.row = self.lists.terms.between(term).start
        return self.text()

    def next(self):
        self.row += 1
        return self.text()

    def text(self):
        return self.fieldobj.from_bytes(self.lists.terms[self.row]) if self.is_valid() else None

    def term_info(self):
        return ArrayTermInfo(self.lists, self.row) if self.is_valid() else None


class ArrayMatcher(LeafMatcher):
    """Goes through the postings of a term one by one, as Whoosh's matchers do."""

    def __init__(self, lists: FieldLists, row: int, term, format_, scorer=None):
        self.lists, self.row, self.format, self.scorer = lists, row, format_, scorer
        self._term = term
        postings = lists.postings(row)
        self.documents, self.weights = postings.documents.tolist(), postings.weights.tolist()
        self.at = 0

    def is_active(self):
        return self.at < len(self.documents)

    def id(self):
        return self.documents[self.at]

    def weight(self):
        return self.weights[self.at]

    def next(self):
        if not self.is_active():
            raise ReadTooFar
        self.at += 1
        return True

    def skip_to(self, target):
        if not self.is_active():
            raise ReadTooFar
        self.at = bisect_left(self.documents, target, self.at)

    def all_ids(self):
        rest, self.at = self.documents[self.at :], len(self.documents)
        return iter(rest)

    def reset(self):
        self.at = 0

    def copy(self):
        return copy.copy(self)

    def supports_block_quality(self):
        return False

    def max_quality(self):
        return self.scorer.max_quality() if self.scorer else 0

    def block_quality(self):
        return self.max_quality()

    def skip_to_quality(self, minquality):
        return 0

    @cached_property
    def positions(self):
        return self.lists.positions(self.row)

    def places(self) -> list[int]:
        starts = self.positions.starts
        return self.positions.places[starts[self.at] : starts[self.at + 1]].tolist()

    def value(self):
        if not self.format.supports("positions"):
            return pack_uint(int(self.weight())) if self.format.posting_size else b""
        places = self.places()
        gaps = [place - before for place, before in zip(places, [0, *places], strict=False)]
        return pack_uint(len(places)) + dumps(gaps, 2)

    def value_as(self, astype):
        if astype == "positions":
            return self.places()
        return self.format.decoder(astype)(self.value())
