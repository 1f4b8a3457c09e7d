"""From the scores of labels to the likeliest label of each word, and how likely that is.

Most words can be no part of a name whatever their neighbours are. Only the stretches
between them are worked out, all of a text's at once.
"""

from collections.abc import Iterator

import numpy as np

GAP, NONE, OPEN = range(3)  # what is known of a word: it is none, no name, or that is open
ROUNDS = 2


class Stretches:
    """Runs of neighbouring words, the longest first, with what stands before and after each."""

    def __init__(self, places: np.ndarray, kinds: np.ndarray):
        begins = np.flatnonzero(np.diff(places, prepend=-1) != 1)
        lengths = np.diff(begins, append=len(places))
        order = np.argsort(-lengths, kind="stable")
        self.begins, lengths = begins[order], lengths[order]
        self.ends = self.begins + lengths - 1
        self.after_none = kinds[places[self.begins] - 1] == NONE
        self.before_none = kinds[places[self.ends] + 1] == NONE
        steps = np.arange(1, lengths.max(initial=0))
        self.still = np.searchsorted(-lengths, -steps).tolist()  # that have a second word, a third

    def forward(self) -> Iterator[np.ndarray]:
        """Yield the second words of all stretches that have one, then the third …"""
        for step, count in enumerate(self.still, start=1):
            yield self.begins[:count] + step

    def backward(self) -> Iterator[np.ndarray]:
        """Yield the last words but one, then the last but two …"""
        for step, count in enumerate(self.still, start=1):
            yield self.ends[:count] - step


class Decoder:
    """Finds the labels of scored words; the first label is that of what is no name."""

    def __init__(self, transitions: np.ndarray):
        self.transitions, self.likely = transitions, np.exp(transitions)
        self.left, self.right = gains(transitions), gains(transitions.T)
        self.most = self.left.max(axis=0) + self.right.max(axis=0)

    def labels(
        self, scores: np.ndarray, gaps: np.ndarray, least: float = 0
    ) -> tuple[np.ndarray, ...]:
        """Return the words that may be of a name, the likeliest label of each, and its chance.

        The labels are those of the likeliest sequence; a chance is that of a word's own label.
        Stretches without a word that is of a name with a chance of ``least`` are left out.
        ``gaps`` is true where sentences are parted; the first and the last word are.
        """
        kinds = np.where(gaps, GAP, OPEN)
        places = self._open(scores, kinds)
        chances = self._chances(scores[places], Stretches(places, kinds))
        wanted = stretches_of(places, 1 - chances[:, 0] >= least)
        places, chances = places[wanted], chances[wanted]
        best = self._best(scores[places], Stretches(places, kinds))
        return places, best, chances[np.arange(len(best)), best]

    def _open(self, scores: np.ndarray, kinds: np.ndarray) -> np.ndarray:
        """Return the words that may be of a name, having noted which are not."""
        most = scores[:, 1] + self.most[1]
        for label in range(2, scores.shape[1]):
            np.maximum(most, scores[:, label] + self.most[label], out=most)
        kinds[(most <= scores[:, 0]) & (kinds == OPEN)] = NONE
        places = np.flatnonzero(kinds == OPEN)
        for _ in range(ROUNDS):
            here = scores[places]
            most = here + self.left[kinds[places - 1]] + self.right[kinds[places + 1]]
            none = most[:, 1:].max(axis=1, initial=-np.inf) <= here[:, 0]
            kinds[places[none]] = NONE
            places = places[~none]
        return places

    def _best(self, scores: np.ndarray, stretches: Stretches) -> np.ndarray:
        """Return the likeliest sequence of labels (Viterbi's algorithm)."""
        best = scores.copy()
        best[stretches.begins] += np.where(stretches.after_none[:, None], self.transitions[0], 0)
        for here in stretches.forward():
            ways = best[here - 1].T[:, :, None] + self.transitions[:, None, :]
            best[here] += ways.max(axis=0)
        after = np.where(stretches.before_none[:, None], self.transitions[:, 0], 0)
        labels = np.zeros(len(scores), np.intp)
        labels[stretches.ends] = (best[stretches.ends] + after).argmax(axis=1)
        for here in stretches.backward():
            ways = best[here] + self.transitions.T[labels[here + 1]]
            labels[here] = ways.argmax(axis=1)
        return labels

    def _chances(self, scores: np.ndarray, stretches: Stretches) -> np.ndarray:
        """Return how likely each label is (the forward-backward algorithm)."""
        own = np.exp(scores - scores.max(axis=1, keepdims=True))
        forth, back = own.copy(), np.ones_like(own)
        forth[stretches.begins] *= np.where(stretches.after_none[:, None], self.likely[0], 1)
        back[stretches.ends] = np.where(stretches.before_none[:, None], self.likely[:, 0], 1)
        for here in stretches.forward():
            forth[here] *= shares(forth[here - 1] @ self.likely)
        for here in stretches.backward():
            back[here] = shares((back[here + 1] * own[here + 1]) @ self.likely.T)
        return shares(forth * back)


def stretches_of(places: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Return for each word whether ``some`` is true of one in its stretch."""
    stretch = np.cumsum(np.diff(places, prepend=-2) != 1) - 1
    return np.bincount(stretch[some], minlength=len(places))[stretch] > 0


def gains(transitions: np.ndarray) -> np.ndarray:
    """Return how much more a neighbour of each kind can speak for a label than for no name."""
    more = transitions - transitions[:, :1]
    return np.array([np.zeros_like(more[0]), more[0], more.max(axis=0)])


def shares(rows: np.ndarray) -> np.ndarray:
    return rows / rows.sum(axis=1, keepdims=True)
