"""The names of the shipped table, and how they go together with what the model finds."""

from collections.abc import Iterable, Iterator

from articles.hindi.names import features
from articles.hindi.names.recogniser import Found
from articles.hindi.names.words import sentences

KIND_OF = {"P": "person", "L": "place", "O": "organisation"}


def in_table(text: str) -> Iterator[Found]:
    """Yield the persons, places and organisations of the table in a text, the longest names."""
    for sentence in sentences(text):
        marks = features.shipped().known.mark([word.folded for word in sentence])
        for index, mark in enumerate(marks):
            if mark.startswith("B") and mark[1] in KIND_OF:
                end = index + 1
                while end < len(marks) and marks[end].startswith("I"):
                    end += 1
                yield Found(KIND_OF[mark[1]], sentence[index].start, sentence[end - 1].end, 1.0)


def together(model: Iterable[Found], table: Iterable[Found]) -> list[Found]:
    """Return what the model found, and the names of the table where it found none."""
    found = list(model)
    taken = {place for name in found for place in range(name.start, name.end)}
    missed = [name for name in table if taken.isdisjoint(range(name.start, name.end))]
    return sorted([*found, *missed], key=lambda name: name.start)
