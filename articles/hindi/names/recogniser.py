"""Find names in text by a model that learnt from annotated sentences.

The model is a conditional random field, ``names.npz``; docs/entities.md says what it
was trained on and how.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from articles.hindi import data
from articles.hindi.names import features
from articles.hindi.names.decode import Decoder
from articles.hindi.names.scores import Scorer
from articles.hindi.names.vocabulary import Spread, Vocabulary
from articles.hindi.names.weights import Weights
from articles.hindi.names.words import PIECE

MODEL = Path(data.__file__).parent / "names.npz"
KIND_OF = {"PER": "person", "LOC": "place", "ORG": "organisation"}
MOST_TEXT = 200_000  # characters of a text that are looked at


class Found(NamedTuple):
    """A name in a text: its kind, where it stands (``text[start:end]``), and how sure that is."""

    kind: str
    start: int
    end: int
    confidence: float


class Span(NamedTuple):
    """A name in texts spread out as rows: from ``first`` up to ``end``."""

    kind: str
    first: int
    end: int
    confidence: float


class Reader:
    """A model in memory."""

    def __init__(self, model: Path):
        weights = Weights(model)
        self.names = weights.labels
        self.vocabulary = Vocabulary(weights, features.shipped())
        self.scorer, self.decoder = Scorer(self.vocabulary), Decoder(weights.transitions)

    def spans(self, spread: Spread, least: float) -> list[Span]:
        scores = self.scorer.of(spread)
        places, labels, chances = self.decoder.labels(scores, spread.rows == 0, least)
        named = np.flatnonzero(labels)
        marked = [self.names[label] for label in labels[named].tolist()]
        return list(joined(places[named].tolist(), marked, chances[named].tolist()))


class Recogniser:
    """Finds names. The model is read by each process when it first needs it."""

    def __init__(self, model: Path = MODEL):
        self.model = model
        self.reader: Reader | None = None

    def __getstate__(self):
        return {"model": self.model, "reader": None}

    def find(self, text: str) -> list[Found]:
        """Return the names in a text, in order; none overlap. Never raises for any string."""
        return self.find_each([text])[0]

    def find_each(self, texts: Sequence[str], least: float = 0) -> list[list[Found]]:
        """Return the names in each text of which the model is at least so sure.

        Several texts at a time take less time than one by one.
        """
        if self.reader is None:
            self.reader = Reader(self.model)
        texts = [text[:MOST_TEXT] for text in texts]
        spread = self.reader.vocabulary.spread(texts)
        spans = [span for span in self.reader.spans(spread, least) if span.confidence >= least]
        return placed(texts, spread, spans)


def joined(places: list[int], labels: list[str], chances: list[float]) -> Iterator[Span]:
    """Yield the names that labels such as B-PER and I-PER mark, and what is sure of all of one.

    An I- that follows no word of its kind begins a name.
    """
    first = last = sure = None
    kind = ""
    for place, label, chance in zip(places, labels, chances, strict=True):
        if place - 1 == last and label == f"I-{kind}":
            sure = min(sure, chance)
        else:
            if kind:
                yield Span(KIND_OF[kind], first, last + 1, sure)
            first, kind, sure = place, label[2:], chance
        last = place
    if kind:
        yield Span(KIND_OF[kind], first, last + 1, sure)


def placed(texts: Sequence[str], spread: Spread, spans: list[Span]) -> list[list[Found]]:
    """Return the names of each text with where they stand in it."""
    found: list[list[Found]] = [[] for _ in texts]
    rows = np.array([(span.first, span.end - 1) for span in spans], np.intp).reshape(-1, 2)
    pieces = np.searchsorted(spread.ends, rows, "right")
    numbers = np.searchsorted(spread.begins, pieces[:, 0], "right") - 1
    for span, (first, last), number in zip(spans, pieces.tolist(), numbers.tolist(), strict=True):
        start = where(spread, first, span.first)[0]
        end = where(spread, last, span.end - 1)[1]
        found[number].append(Found(span.kind, start, end, span.confidence))
    return found


def where(spread: Spread, piece: int, row: int) -> tuple[int, int]:
    """Return where a row of a piece begins and ends in its text."""
    written, start = spread.pieces[piece], int(spread.starts[piece])
    begins = int(spread.ends[piece - 1])
    if spread.ends[piece] - begins == 1:
        return start, start + len(written)
    before = int(np.count_nonzero(spread.rows[begins:row]))
    match = next(islice(PIECE.finditer(written), before, None))
    return start + match.start(), start + match.end()
