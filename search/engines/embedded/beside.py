"""The articles that have some words, counted with one more word at a time.

Suggestions ask for the same words before with many words after them, so the
first are looked up once, without scores that nobody will see.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from articles.hindi.stems import stem
from search.analysis import TITLE_WEIGHT
from search.engines.embedded.found import found_one_by_one

FIELD = "stem"
FEW = 16  # times fewer documents than a word has are sought in its list one by one
NOTHING = np.empty(0, np.int32), np.empty(0, np.float32)


class Share(NamedTuple):
    """What one segment has: its documents with all the words, in order, and the mask of them."""

    view: object
    documents: np.ndarray
    mask: np.ndarray


class Beside:
    """See ``search.engines.base.Beside``."""

    def __init__(self, words: Iterable[str], snapshot):
        self.stems = stems_of(words)
        self.statistics = snapshot.statistics
        self.shares = [share(view, self.stems) for view in snapshot.views]
        self.total = sum(len(one.documents) for one in self.shares)

    def counts(self, words: Iterable[str]) -> list[tuple[int, int]]:
        counted = []
        for word in words:
            term = stem(word).encode()
            lists = [(one, one.view.segment.postings(FIELD, term)) for one in self.shares]
            lists = [(one, postings.documents) for one, postings in lists if postings is not None]
            both = sum(count_common(one, documents) for one, documents in lists)
            counted.append((both, sum(len(documents) for _, documents in lists)))
        return counted

    def best(self, most: int, any_of: Iterable[str] = (), in_titles: bool = False) -> list[int]:
        others, least = stems_of(any_of), TITLE_WEIGHT if in_titles else 0.0
        rows = []
        for one in self.shares:
            norms = self.statistics.norms(one.view.segment, FIELD)
            rows += best_of(one, weighed(one, self.stems, others, least, norms), most)
        return [pk for _, _, pk in sorted(rows, reverse=True)[:most]]


def stems_of(words: Iterable[str]) -> list[bytes]:
    return list({stem(word).encode() for word in words})


def share(view, stems: list[bytes]) -> Share:
    """Find the documents of a segment that have all the words."""
    segment, live = view.segment, view.segment.live
    mask = np.ones(segment.size, bool) if live is None else live
    for term in stems:
        postings = segment.postings(FIELD, term)
        mask = kept_of(mask, NOTHING[0] if postings is None else postings.documents)
    return Share(view, np.flatnonzero(mask), mask)


class Worth(NamedTuple):
    """Which documents of a segment are meant, and what each is worth."""

    mask: np.ndarray
    worth: np.ndarray


def weighed(one: Share, stems: list, others: list, least: float, norms: np.ndarray) -> Worth:
    """Weigh documents by all of some words and the best of others, which they must have."""
    size, mask = len(one.mask), one.mask
    worth = np.zeros(size)
    for documents, worths in worth_of(one, stems, least, norms):
        worth[documents] += worths
        mask = kept_of(mask, documents) if least else mask
    if not others:
        return Worth(mask, worth)
    most = np.zeros(size)
    for documents, worths in worth_of(one, others, least, norms):
        most[documents] = np.maximum(most[documents], worths)
    return Worth(mask & (most > 0), worth + most)


def worth_of(one: Share, stems: list[bytes], least: float, norms: np.ndarray):
    """Yield for each word the documents that have it so often, and what it is worth in each."""
    for term in stems:
        postings = one.view.segment.postings(FIELD, term)
        documents, weights = postings if postings is not None else NOTHING
        if least:
            heavy = np.flatnonzero(weights >= least)
            documents, weights = documents[heavy], weights[heavy]
        yield documents, weights / (weights + norms[documents])


def kept_of(mask: np.ndarray, documents: np.ndarray) -> np.ndarray:
    """Return a mask with what it has of some documents alone."""
    kept = np.zeros(len(mask), bool)
    kept[documents] = mask[documents]
    return kept


def best_of(one: Share, found: Worth, most: int) -> list[tuple]:
    """Return (worth, minute, id) of the best documents; of equal ones the newest are better."""
    documents, columns = np.flatnonzero(found.mask), one.view.columns
    if len(documents) > most:
        documents = documents[np.argpartition(-found.worth[documents], most)[:most]]
    rows = found.worth[documents], columns.minutes[documents], columns.pks[documents]
    return list(zip(*(row.tolist() for row in rows), strict=True))


def count_common(one: Share, documents: np.ndarray) -> int:
    """Count the documents of a list that a share has."""
    if len(one.documents) == len(one.mask):
        return len(documents)
    if len(one.documents) * FEW > len(documents):
        return int(np.count_nonzero(one.mask[documents]))
    return len(found_one_by_one(one.documents, documents)[0])
