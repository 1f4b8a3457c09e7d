"""Queries that stand for many terms of a field: prefixes, patterns, similar words, ranges."""

from collections.abc import Iterable

import numpy as np
from whoosh import query as whoosh

from search.engines.embedded.found import marked
from search.engines.embedded.postings import Segment
from search.engines.embedded.ranges import documents_between

LAST = b"\xff\xff\xff\xff"  # what Whoosh takes for the end of all terms


def bounds(query, segment: Segment) -> tuple[bytes, bytes] | None:
    """Return first term and the one after the last where a query means all terms between."""
    to_bytes = segment.reader.schema[query.fieldname].to_bytes
    try:
        if type(query) is whoosh.Prefix:
            start = to_bytes(query.text)
            return start, after_all_with(start)
        if type(query) is whoosh.TermRange:
            first = b"" if query.start is None else to_bytes(query.start)
            last = LAST if query.end is None else to_bytes(query.end)
            # Nothing lies between a term and the same with a zero byte behind it.
            first += b"\0" if query.startexcl and query.start is not None else b""
            return first, last if query.endexcl else last + b"\0"
    except ValueError:
        return b"", b""
    return None


def after_all_with(prefix: bytes) -> bytes:
    """Return the least term after all that begin with ``prefix``."""
    stripped = prefix.rstrip(b"\xff")
    return stripped[:-1] + bytes([stripped[-1] + 1]) if stripped else LAST


def terms_of(query, segment: Segment) -> list[bytes]:
    """Return the terms of the segment that a query stands for, each once."""
    to_bytes = segment.reader.schema[query.fieldname].to_bytes
    if query.fieldname not in segment.reader.indexed_field_names():
        return []
    terms = dict.fromkeys(map(to_bytes, query._btexts(segment.reader)))
    return [term for term in terms if term]


def mask_of(query, segment: Segment) -> np.ndarray:
    """Return the mask of the documents that have any of the terms that a query stands for."""
    between = bounds(query, segment)
    if between is not None:
        return mask_between(segment, query.fieldname, *between)
    return mask_of_terms(segment, query.fieldname, terms_of(query, segment))


def mask_of_terms(segment: Segment, field: str, terms: Iterable[bytes]) -> np.ndarray:
    """Return the mask of the documents that have any of these terms; not all need be known."""
    lists = (segment.postings(field, term) for term in terms)
    found = [postings.documents for postings in lists if postings is not None]
    return marked(np.concatenate([*found, np.empty(0, np.int32)]), segment.size)


def mask_between(segment: Segment, field: str, first: bytes, last: bytes) -> np.ndarray:
    """Return the mask of the documents that have a term from ``first`` on and before ``last``."""

    def make():
        _, documents = documents_between(segment, field, first, last)
        return (marked(documents, segment.size),)

    return segment.cache.get((segment.key, field, "between", first, last), make)[0]


def mask_of_all(segment: Segment, field: str) -> np.ndarray:
    """Return the mask of the documents that have any term in a field."""
    if segment.reader.schema[field].scorable:
        return segment.lengths(field) > 0
    return mask_between(segment, field, b"", LAST)
