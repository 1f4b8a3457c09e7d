"""Which segments are written again as one: the many small ones that single saves leave.

Each save makes a segment of its own. As soon as there are more than ``MOST`` of up
to ten documents, they become one; likewise those of up to a hundred, a thousand and
ten thousand. So an index has a few dozen segments at most however often it is
written to, and each document is written again about once a size. A segment of which
more than half is deleted is written again as well.

Larger ones, up to ``JOINED_SIZE``, are joined as they are, without reading a text, as soon as
there are more than ``MOST_LARGE`` of them: a search looks at each segment by itself.
"""

from itertools import accumulate

from whoosh.codec.whoosh3 import W3Segment

from search.engines.embedded.codec import ArrayCodec

SIZES = (10, 100, 1_000, 10_000)
MOST = 8
LARGEST = 10_000  # documents of a segment that is written again for its deletions alone
MOST_DOCUMENTS = 30_000  # written again at a time, which bounds memory and time
MOST_LARGE = 4
JOINED_SIZE = 300_000  # documents of a segment that may be joined with others
MOST_JOINED = 1_000_000  # documents of segments joined at a time, which bounds memory


def worn(segments: list[W3Segment]) -> list[W3Segment]:
    """Return the segments to write again now as one, none if all is well."""
    for size in SIZES:
        small = [one for one in segments if one.doc_count() <= size]
        if len(small) > MOST:
            return as_many_as_allowed(small, MOST_DOCUMENTS)
    return as_many_as_allowed([one for one in segments if is_hollow(one)], MOST_DOCUMENTS)


def to_join(segments: list[W3Segment]) -> list[W3Segment]:
    """Return the segments to join now, none if all is well."""
    large = [one for one in segments if LARGEST < one.doc_count_all() <= JOINED_SIZE]
    ours = [one for one in large if is_ours(one)]
    return as_many_as_allowed(ours, MOST_JOINED) if len(ours) > MOST_LARGE else []


def is_ours(segment: W3Segment) -> bool:
    return isinstance(segment.codec(), ArrayCodec)


def is_hollow(segment: W3Segment) -> bool:
    return segment.doc_count() <= LARGEST and segment.deleted_count() > segment.doc_count()


def as_many_as_allowed(segments: list[W3Segment], most: int) -> list[W3Segment]:
    """Return the smallest of them, with so many documents at most."""
    smallest = sorted(segments, key=W3Segment.doc_count)
    sums = accumulate(one.doc_count() for one in smallest)
    return [one for one, total in zip(smallest, sums, strict=True) if total <= most]
