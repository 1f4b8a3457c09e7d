"""Sentences of which the names are marked, in the format of CoNLL: a word, a tab and a BIO tag."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.hindi.names.words import Word, sentences

# What the corpora call the kinds: HiNER, then IL-NER. Their other kinds are no names here.
KINDS = {
    "PERSON": "PER",
    "LOCATION": "LOC",
    "ORGANIZATION": "ORG",
    "NEP": "PER",
    "NEL": "LOC",
    "NEO": "ORG",
}
TEMPLATE = 3  # so many sentences alike but for their names
SIGNS = re.compile(r"[।॥.,;:()'\"{}\[\]0-9०-९-]+")


class Span(NamedTuple):
    """A name: its kind, and the words ``first`` to ``end`` of a sentence."""

    kind: str
    first: int
    end: int


class Sentence(NamedTuple):
    """The words of a sentence, and the names in it."""

    words: tuple[str, ...]
    spans: frozenset[Span]

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def places(self) -> list[tuple[int, int]]:
        """Return where each word stands in the text."""
        found, start = [], 0
        for word in self.words:
            found.append((start, start + len(word)))
            start += len(word) + 1
        return found

    def pattern(self) -> str:
        """Return the sentence with a gap for each name, without signs and digits."""
        inside = {n: span.first for span in self.spans for n in range(span.first, span.end)}
        kept = []
        for index, word in enumerate(self.words):
            word = "_" if index in inside else SIGNS.sub("", word)
            if word and not (word == "_" and kept and kept[-1] == "_"):
                kept.append(word)
        return " ".join(kept)


def read(path: Path) -> list[Sentence]:
    """Return the sentences of a file. A tag that is malformed (``-NEL``) goes on like ``I-``."""
    found, rows = [], []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        word, _, tag = line.strip().partition("\t")
        if word:
            rows.append((word, tag.strip()))
        elif rows:
            words, tags = zip(*rows, strict=True)
            found.append(Sentence(words, frozenset(spans(tags))))
            rows = []
    return found


def spans(tags: Sequence[str]) -> Iterator[Span]:
    kind, first = "", 0
    for index, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        now = KINDS.get(name, "")
        if kind and (mark == "B" or now != kind):
            yield Span(kind, first, index)
        if mark == "B" or now != kind:
            first = index
        kind = now


def templates(several: list[Sentence]) -> set[str]:
    """Return the patterns that several sentences share: made by filling names into a template."""
    counted = Counter(sentence.pattern() for sentence in several)
    return {pattern for pattern, count in counted.items() if count >= TEMPLATE and "_" in pattern}


def labelled(sentence: Sentence) -> Iterator[tuple[list[Word], list[str]]]:
    """Yield the words as the recogniser cuts them, by its own sentences, and their labels.

    Signs at the ends of a name, which the corpora leave on the word, are no part of it.
    """
    places = sentence.places()
    limits = [(s.kind, places[s.first][0], places[s.end - 1][1]) for s in sentence.spans]
    for words in sentences(sentence.text):
        labels = ["O"] * len(words)
        for kind, start, end in limits:
            inside = [n for n, word in enumerate(words) if start <= word.start and word.end <= end]
            while inside and not is_word(words[inside[0]]):
                del inside[0]
            while inside and not is_word(words[inside[-1]]):
                del inside[-1]
            for n in inside:
                labels[n] = f"{'B' if n == inside[0] else 'I'}-{kind}"
        yield words, labels


def is_word(word: Word) -> bool:
    return any(map(str.isalnum, word.written))
