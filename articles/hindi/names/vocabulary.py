"""What the words of a text add to the scores of labels: made once for each word and kept."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from articles.hindi.names.features import EDGES, Features
from articles.hindi.names.weights import Weights
from articles.hindi.names.words import PIECE, SENTENCE_END, SHORTEST_BEFORE_STOP, Word, folded

MOST = 90_000  # words that are kept, and pieces: what stands between blanks
ROOM = 1024  # that there is room for at first
LONGEST = 200  # characters between blanks that are worth keeping
NO_BLANKS = re.compile(r"\S+")
GAP = (0, 0)  # rows between sentences: as far as a word looks


class Spread(NamedTuple):
    """Texts as rows of the vocabulary, one after the other, with gaps between sentences.

    A piece is what stands between blanks; there is an empty one before each text and after
    each line.
    """

    rows: np.ndarray
    ends: np.ndarray  # of each piece, in rows
    pieces: list[str]
    starts: np.ndarray  # of each piece, in its text
    begins: list[int]  # the first piece of each text


class Column:
    """An array that grows."""

    def __init__(self, dtype, *shape: int):
        self.count = 0
        self.values = np.zeros((ROOM, *shape), dtype)

    def extend(self, values) -> None:
        end = self.count + len(values)
        while end > len(self.values):
            self.values = np.concatenate([self.values, np.zeros_like(self.values)])
        if len(values):
            self.values[self.count : end] = values
        self.count = end


class Pieces(dict):
    """Numbers what stands between blanks, and keeps the rows of each, sentence ends included."""

    def __init__(self, vocabulary: "Vocabulary"):
        self.vocabulary = vocabulary
        self.rows, self.ends, self.lengths = (Column(np.int32) for _ in range(3))
        self.fresh: list[tuple[int, ...]] = [GAP]
        self.sizes: list[int] = [0]
        self[""] = 0

    def __missing__(self, piece: str) -> int:
        number = len(self.fresh) + self.ends.count
        self.fresh.append(tuple(self.vocabulary.rows_of(piece)))
        self.sizes.append(len(piece))
        if len(piece) <= LONGEST:
            self[piece] = number
        return number

    def learn(self) -> None:
        """Keep the rows of the pieces that came last."""
        before = self.rows.count
        self.rows.extend([row for rows in self.fresh for row in rows])
        self.ends.extend(before + np.cumsum(list(map(len, self.fresh)), dtype=np.int32))
        self.lengths.extend(self.sizes)
        self.fresh, self.sizes = [], []

    def laid_out(self, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of pieces, and where those of each end."""
        last = self.ends.values[numbers]
        counts = last - np.where(numbers, self.ends.values[numbers - 1], 0)
        ends = np.cumsum(counts)
        total = ends[-1] if len(ends) else 0
        return self.rows.values[np.arange(total) + np.repeat(last - ends, counts)], ends


class Vocabulary:
    """Words by row. Row 0 is what stands before and after a sentence."""

    def __init__(self, weights: Weights, features: Features):
        self.weights, self.features = weights, features
        self.clear()

    def clear(self) -> None:
        self.row: dict[str, int] = {}
        self.pieces = Pieces(self)
        self.folded = [""]
        self.scores = Column(np.float16, *self.weights.values.shape[1:])
        self.pairs = Column(np.int32)  # numbers of the weights' names
        self.begins = Column(bool, 2)  # begins a known name of one word, of more
        self.goes_on = Column(bool)  # is the second word of one
        # Features of the words that came last, and what they are called in pairs.
        self.fresh: list[tuple[list[str], str]] = [(EDGES, "^")]

    def spread(self, texts: list[str]) -> Spread:
        """Return texts as rows; those of others are worth nothing afterwards."""
        if max(len(self.folded), self.pieces.ends.count) > MOST:
            self.clear()
        pieces, begins = [], []
        for text in texts:
            begins.append(len(pieces))
            pieces.append("")
            for line in text.split("\n"):
                pieces += line.split()
                pieces.append("")
        numbers = np.fromiter(map(self.pieces.__getitem__, pieces), np.intp, len(pieces))
        self._learn()
        rows, ends = self.pieces.laid_out(numbers)
        starts = starts_of(texts, self.pieces.lengths.values[numbers], begins)
        return Spread(rows, ends, pieces, starts, begins)

    def rows_of(self, piece: str) -> Iterator[int]:
        """Yield the rows of a piece's words and signs."""
        last = ""
        for match in PIECE.finditer(piece):
            written = match[0]
            yield self._row(written)
            if written in SENTENCE_END or (written == "." and stops(last, match.start())):
                yield from GAP
            last = written

    def _row(self, written: str) -> int:
        number = self.row.get(written)
        if number is None:
            number = self.row[written] = len(self.folded)
            word = Word(folded(written), written, 0, 0)
            self.folded.append(word.folded)
            self.fresh.append((self.features.own(word), self.features.pair(word)))
        return number

    def _learn(self) -> None:
        """Keep what the words that came last add to scores."""
        names, known = self.weights.names, self.features.known
        words = self.folded[self.scores.count :]
        self.scores.extend(self.weights.of_each([own for own, _ in self.fresh]))
        self.pairs.extend([names.get(pair, 0) for _, pair in self.fresh])
        self.begins.extend(list(map(known.begins, words)))
        self.goes_on.extend(list(map(known.goes_on, words)))
        self.pieces.learn()
        self.fresh = []


def starts_of(texts: list[str], lengths: np.ndarray, begins: list[int]) -> np.ndarray:
    """Return where each piece stands in its text, from the lengths of the pieces."""
    widths = np.where(lengths, lengths + 1, 0)
    blank = np.flatnonzero((lengths[1:] == 0) & (lengths[:-1] == 0)) + 1
    widths[blank] = 1  # a line of nothing
    widths[begins] = 0
    starts = np.cumsum(widths) - widths
    for text, first, end in zip(texts, begins, [*begins, len(lengths)][1:], strict=True):
        starts[first:end] -= starts[first]
        if starts[end - 1] + widths[end - 1] != len(text) + 1:  # wider blanks than need be
            places = (match.start() for match in NO_BLANKS.finditer(text))
            starts[first:end][lengths[first:end] > 0] = list(places)
    return starts


def stops(before: str, start: int) -> bool:
    """Return whether a full stop ends a sentence: it stands alone, or after no initial."""
    return not start or len(before) > SHORTEST_BEFORE_STOP
