"""How much speaks for each label of each word of a text."""

import numpy as np

from articles.hindi.names.features import KINDS, WITHIN, KnownNames
from articles.hindi.names.vocabulary import Spread, Vocabulary
from articles.hindi.names.weights import MARKED, Weights

MARKS = ["", *(f"B{k}{n}" for k in KINDS.values() for n in (1, 2, 3))]
MARKS += [f"I{kind}" for kind in KINDS.values()]
NUMBER = {mark: n for n, mark in enumerate(MARKS)}


class MarkScores:
    """What a mark of a known name adds: to its word (by what follows), to the next, to the last."""

    def __init__(self, weights: Weights):
        sides = [[form.format(mark)] for mark in MARKS for form in ("m={}", "-m={}", "+m={}")]
        names = ["", *weights.names]
        before = [[f"{MARKED}={mark}|{name}"] for mark in MARKS for name in names]
        self.sides = weights.of_each(sides)[:, 0].reshape(len(MARKS), 3, -1)
        self.before = weights.of_each(before)[:, 0].reshape(len(MARKS), len(names), -1)


class Scorer:
    """Scores the words of texts."""

    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary, self.weights = vocabulary, vocabulary.weights
        self.known: KnownNames = vocabulary.features.known
        self.marks = MarkScores(self.weights)

    def of(self, spread: Spread) -> np.ndarray:
        """Return the score of each label for each row of a text."""
        rows = spread.rows
        sides = self.vocabulary.scores.values[rows]
        scores = sides[:, 0].astype(np.float32)
        scores[1:] += sides[:-1, 1]
        scores[:-1] += sides[1:, 2]
        scores[2:] += sides[:-2, 3]
        scores[:-2] += sides[2:, 4]
        pairs = self.vocabulary.pairs.values[rows]
        self._add_pairs(scores[1:-1], pairs)
        self._add_marks(scores, rows, pairs)
        return scores

    def _add_pairs(self, scores: np.ndarray, pairs: np.ndarray) -> None:
        before, here, after = pairs[:-2], pairs[1:-1], pairs[2:]
        for rows, one, other in zip(
            self.weights.rows, (before, here, before), (here, after, after), strict=True
        ):
            scores += self.weights.pairs[rows[one, other]]

    def _add_marks(self, scores: np.ndarray, rows: np.ndarray, pairs: np.ndarray) -> None:
        places, marks = self._marked(rows)
        sides = self.marks.sides[marks]
        scores[places] += sides[:, 0] + self.marks.before[marks, pairs[places + 1]]
        scores[places + 1] += sides[:, 1]
        scores[places - 1] += sides[:, 2]

    def _marked(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where known names stand, and the numbers of their marks."""
        places, marks, free = [], [], 0
        one, more = self.vocabulary.begins.values[rows].T
        more[:-1] &= self.vocabulary.goes_on.values[rows[1:]]
        firsts, rows = np.flatnonzero(one | more).tolist(), rows.tolist()
        for first in firsts:
            if first >= free and (found := self._name_at(rows, first)):
                here, kind = found
                free = here[-1] + 1
                inside = range(first + 1, free)
                places += [first, *inside]
                marks += [NUMBER[f"B{kind}{min(len(here), 3)}"]]
                marks += [NUMBER[f"I{kind}"]] * len(inside)
        return np.array(places, np.intp), np.array(marks, np.intp)

    def _name_at(self, rows: list[int], first: int) -> tuple[list[int], str] | None:
        """Return where the words of the longest name stand that begins there, and its kind."""
        folded = self.vocabulary.folded
        names = self.known.by_first[folded[rows[first]]]
        places, words, place = [first], [folded[rows[first]]], first + 1
        while len(words) < len(names[0][0]) and rows[place]:
            if (word := folded[rows[place]]) not in WITHIN:
                places.append(place)
                words.append(word)
            place += 1
        for name, kind in names:
            if name == tuple(words[: len(name)]):
                return places[: len(name)], kind
        return None
