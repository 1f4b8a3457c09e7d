"""The articles that have some words, counted with one more word at a time.

Suggestions ask for the same words before with many words after them, so the
first are looked up once, without scores that nobody will see.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from articles.hindi.stems import stem
from search.analysis import TITLE_WEIGHT

FIELD = "stem"
LONG_TEXT = 1.0  # how much a text of average length is held against its words
FEW = 16  # times fewer documents than a word has are sought in its list one by one


class Share(NamedTuple):
    """What one segment has: the mask of its documents, and what each of them is worth."""

    view: object
    mask: np.ndarray
    worth: np.ndarray


class Beside:
    """See ``search.engines.base.Beside``."""

    def __init__(self, words: Iterable[str], snapshot, in_titles: bool = False):
        self.least = TITLE_WEIGHT if in_titles else 0.0
        stems = {stem(word).encode() for word in words}
        self.shares = [share(view, stems, self.least) for view in snapshot.views]
        self.total = sum(int(np.count_nonzero(one.mask)) for one in self.shares)

    def counts(self, words: Iterable[str]) -> list[tuple[int, int]]:
        counted = []
        found = [np.flatnonzero(one.mask) for one in self.shares]
        for word in words:
            lists = [one.view.segment.postings(FIELD, stem(word).encode()) for one in self.shares]
            pairs = [
                (count_common(one.mask, mine, postings.documents), len(postings.documents))
                for one, mine, postings in zip(self.shares, found, lists, strict=True)
                if postings is not None
            ]
            counted.append((sum(both for both, _ in pairs), sum(every for _, every in pairs)))
        return counted

    def best(self, most: int, any_of: Iterable[str] = ()) -> list[int]:
        stems = {stem(word).encode() for word in any_of}
        found = [best_of(*narrowed(one, stems, self.least), most) for one in self.shares]
        rows = sorted((row for rows in found for row in rows), reverse=True)
        return [pk for _, _, pk in rows[:most]]


def share(view, stems: set[bytes], least: float) -> Share:
    """Return which documents of a segment have all the words, and what each is worth."""
    size, live = view.segment.size, view.segment.live
    matched, worth = np.zeros(size, np.uint8), np.zeros(size, np.float32)
    for documents, weights in lists_of(view, stems, least):
        matched[documents] += 1
        worth[documents] += weights
    mask = matched == len(stems)
    return Share(view, mask if live is None else mask & live, worth)


def narrowed(one: Share, stems: set[bytes], least: float) -> tuple:
    """Return the segment, those of its documents that have any of the words, and their worth."""
    if not stems:
        documents = np.flatnonzero(one.mask)
        return one.view, documents, one.worth[documents]
    most = np.zeros(len(one.mask), np.float32)
    for documents, weights in lists_of(one.view, stems, least):
        most[documents] = np.maximum(most[documents], weights)
    documents = np.flatnonzero(one.mask & (most > 0))
    return one.view, documents, one.worth[documents] + most[documents]


def lists_of(view, stems: set[bytes], least: float):
    """Yield for each word the documents that have it, and what it is worth in each."""
    lengths = view.segment.lengths(FIELD)
    usual = LONG_TEXT / max(1.0, float(lengths.mean())) if len(lengths) else 0.0
    for word in stems:
        postings = view.segment.postings(FIELD, word)
        if postings is not None:
            heavy = postings.weights >= least
            documents, weights = postings.documents[heavy], postings.weights[heavy]
            yield documents, weights / (weights + lengths[documents] * usual)


def best_of(view, documents: np.ndarray, worth: np.ndarray, most: int) -> list[tuple]:
    """Return (worth, minute, id) of the best documents; of equal ones the newest are better."""
    if len(documents) > most:
        kept = np.argpartition(-worth, most)[:most]
        documents, worth = documents[kept], worth[kept]
    columns = view.columns
    minutes, pks = columns.minutes[documents], columns.pks[documents]
    return list(zip(worth.tolist(), minutes.tolist(), pks.tolist(), strict=True))


def count_common(mask: np.ndarray, mine: np.ndarray, documents: np.ndarray) -> int:
    """Count the documents of a list that a mask has; ``mine`` are those of the mask, in order."""
    if len(mine) * FEW > len(documents):
        return int(np.count_nonzero(mask[documents]))
    at = np.searchsorted(documents, mine)
    inside = at < len(documents)
    return int(np.count_nonzero(documents[at[inside]] == mine[inside]))
