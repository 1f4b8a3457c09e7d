"""What the words of a text add to the scores of labels: made once for each word and kept."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from articles.hindi.names.features import EDGES, Features
from articles.hindi.names.weights import Weights
from articles.hindi.names.words import PIECE, SENTENCE_END, SHORTEST_BEFORE_STOP, Word, folded

MOST = 60_000  # words that are kept
ROOM = 1024  # words that there is room for at first
LONGEST = 200  # characters between blanks that are worth keeping
NO_BLANKS = re.compile(r"\S+")
GAP = (0, 0)  # between sentences: as far as a word looks


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


class Pieces(dict):
    """The rows of what stands between blanks, sentence ends included."""

    def __init__(self, vocabulary: "Vocabulary"):
        self.vocabulary = vocabulary
        self[""] = GAP

    def __missing__(self, piece: str) -> tuple[int, ...]:
        rows = tuple(self.vocabulary.rows_of(piece))
        if len(piece) <= LONGEST:
            self[piece] = rows
        return rows


class Vocabulary:
    """Words by row. Row 0 is what stands before and after a sentence."""

    def __init__(self, weights: Weights, features: Features):
        self.weights, self.features = weights, features
        self.clear()

    def clear(self) -> None:
        self.row: dict[str, int] = {}
        self.pieces = Pieces(self)
        self.folded = [""]
        self.scores = np.zeros((ROOM, *self.weights.values.shape[1:]), np.float32)
        self.pairs = np.zeros(ROOM, np.intp)  # numbers of the weights' names
        self.begins = np.zeros((ROOM, 2), bool)  # begins a known name of one word, of more
        self.goes_on = np.zeros(ROOM, bool)  # is the second word of one
        self.learn([(EDGES, "^")])

    def spread(self, texts: list[str]) -> Spread:
        """Return texts as rows; those of others are worth nothing afterwards."""
        if len(self.folded) > MOST:
            self.clear()
        pieces, begins = [], []
        for text in texts:
            begins.append(len(pieces))
            pieces.append("")
            for line in text.split("\n"):
                pieces += line.split()
                pieces.append("")
        rows = list(map(self.pieces.__getitem__, pieces))
        self.learn(self.fresh)
        ends = np.cumsum(list(map(len, rows)))
        flat = np.fromiter(chain.from_iterable(rows), np.intp, ends[-1] if pieces else 0)
        return Spread(flat, ends, pieces, starts_of(texts, pieces, begins), begins)

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

    def learn(self, fresh: list[tuple[list[str], str]]) -> None:
        """Keep what the words that came last add to scores."""
        end = len(self.folded)
        begin, names, known = end - len(fresh), self.weights.names, self.features.known
        while end > len(self.pairs):
            for table in ("pairs", "begins", "goes_on", "scores"):
                old = getattr(self, table)
                setattr(self, table, np.concatenate([old, np.zeros_like(old)]))
        words = self.folded[begin:]
        self.scores[begin:end] = self.weights.of_each([own for own, _ in fresh])
        self.pairs[begin:end] = [names.get(pair, 0) for _, pair in fresh]
        self.begins[begin:end] = np.array([*map(known.begins, words)], bool).reshape(-1, 2)
        self.goes_on[begin:end] = [known.goes_on(word) for word in words]
        self.fresh: list[tuple[list[str], str]] = []  # features, and the name in pairs


def starts_of(texts: list[str], pieces: list[str], begins: list[int]) -> np.ndarray:
    """Return where each piece stands in its text."""
    lengths = np.fromiter(map(len, pieces), np.intp, len(pieces))
    widths = np.where(lengths, lengths + 1, 0)
    blank = np.flatnonzero((lengths[1:] == 0) & (lengths[:-1] == 0)) + 1
    widths[blank] = 1  # a line of nothing
    widths[begins] = 0
    starts = np.cumsum(widths) - widths
    for text, first, end in zip(texts, begins, [*begins, len(pieces)][1:], strict=True):
        starts[first:end] -= starts[first]
        if starts[end - 1] + widths[end - 1] != len(text) + 1:  # wider blanks than need be
            places = (match.start() for match in NO_BLANKS.finditer(text))
            starts[first:end][lengths[first:end] > 0] = list(places)
    return starts


def stops(before: str, start: int) -> bool:
    """Return whether a full stop ends a sentence: it stands alone, or after no initial."""
    return not start or len(before) > SHORTEST_BEFORE_STOP
