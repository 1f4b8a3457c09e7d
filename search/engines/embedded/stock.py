"""Posting lists of segments that Whoosh's own codec wrote, decoded a block at a time."""

from pathlib import Path

import numpy as np
from whoosh.codec.whoosh3 import W3Codec
from whoosh.reading import TermNotFound

from search.engines.embedded.lists import Listed, Positions, Postings


class StockLists:
    """The posting lists of one segment."""

    def __init__(self, reader):
        self.reader = reader

    def postings(self, field: str, term: bytes) -> Postings | None:
        matcher = self._matcher(field, term)
        if matcher is None:
            return None
        documents, weights = [], []
        for block in blocks(matcher):
            documents.append(np.array(block._ids, np.int32))
            weights.append(np.array(block._weights, np.float32))
        return Postings(np.concatenate(documents), np.concatenate(weights))

    def positions(self, field: str, term: bytes) -> Positions | None:
        matcher = self._matcher(field, term)
        if matcher is None:
            return None
        decode = self.reader.schema[field].format.decoder("positions")
        documents, places = [], []
        for block in blocks(matcher):
            documents.extend(block._ids)
            places.extend(np.array(decode(value), np.int32) for value in block._values)
        starts = np.cumsum([0, *map(len, places)])
        return Positions(np.array(documents, np.int32), starts, np.concatenate(places))

    def terms(self, field: str) -> list[bytes]:
        if field not in self.reader.indexed_field_names():
            return []
        return list(self.reader.lexicon(field))

    def column(self, name: str, kind) -> np.ndarray:
        stored = W3Codec.column_filename(self.reader.segment(), name)
        path = Path(self.reader.storage().folder) / stored
        return np.fromfile(path, kind) if path.exists() else np.empty(0, kind)

    def frequencies(self, field: str, terms: list[bytes]) -> dict[bytes, int]:
        known = self.reader._terms
        return {term: known.doc_frequency(field, term) for term in terms if (field, term) in known}

    def listed(self, field: str, terms: list[bytes]) -> list[Listed]:
        known = self.frequencies(field, terms)
        return [Listed(known.get(term, 0)) for term in terms]

    def verify(self) -> None:
        """Whoosh's files have no checksums."""

    def _matcher(self, field, term):
        try:
            return self.reader._terms.matcher(field, term, self.reader.schema[field].format)
        except TermNotFound:
            return None


def blocks(matcher):
    """Walk a Whoosh leaf matcher block by block; a short list held in memory is one block."""
    if not hasattr(matcher, "_next_block"):
        yield matcher
        return
    while matcher.is_active():
        matcher.id(), matcher.weight(), matcher.value()  # each loads its part of the block
        yield matcher
        matcher._next_block()
