"""Find names in text by a model that learnt from annotated sentences.

The model is a conditional random field, ``names.crfsuite``; docs/entities.md says
what it was trained on and how. Where python-crfsuite is not installed nothing is found.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.hindi import data
from articles.hindi.names import features
from articles.hindi.names.words import Word, sentences

try:
    import pycrfsuite
except ImportError:  # it is compiled, and may have no wheel for a machine
    pycrfsuite = None

MODEL = Path(data.__file__).parent / "names.crfsuite"
KIND_OF = {"PER": "person", "LOC": "place", "ORG": "organisation"}


class Found(NamedTuple):
    """A name in a text: its kind, where it stands (``text[start:end]``), and how sure that is."""

    kind: str
    start: int
    end: int
    confidence: float


class Recogniser:
    """Finds names. The model is read by each process when it first needs it."""

    def __init__(self, model: Path = MODEL):
        self.model = model
        self.tagger = None

    def __getstate__(self):
        return {"model": self.model, "tagger": None}

    def find(self, text: str) -> list[Found]:
        """Return the names in a text, in order; none overlap. Never raises for any string."""
        if pycrfsuite is None:
            return []
        if self.tagger is None:
            self.tagger = pycrfsuite.Tagger()
            self.tagger.open(str(self.model))
        return [found for sentence in sentences(text) for found in self._in(sentence)]

    def _in(self, sentence: list[Word]) -> Iterator[Found]:
        self.tagger.set(features.shipped().of(sentence))
        labels = self.tagger.tag()
        for kind, first, end in spans(labels):
            sure = min(self.tagger.marginal(labels[index], index) for index in range(first, end))
            yield Found(KIND_OF[kind], sentence[first].start, sentence[end - 1].end, sure)


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, first, end) of the names that labels such as B-PER, I-PER and O mark.

    An I- that follows no word of its kind begins a name.
    """
    first, kind = 0, ""
    for index, label in enumerate([*labels, "O"]):
        goes_on = label == f"I-{kind}"
        if kind and not goes_on:
            yield kind, first, index
        if not goes_on:
            first, kind = index, label[2:]
