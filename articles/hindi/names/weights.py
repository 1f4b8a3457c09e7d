"""What the model learnt, as arrays: how much each feature speaks for each label.

``bench/train_ner.py`` writes it from what python-crfsuite learnt. Reading it needs numpy
alone, and scores whole texts at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

# How a feature begins by the word that it is of: this one, the last, the next …
SIDES = ("", "-1", "+1", "-2", "+2")
NONE = "O"  # the label of what is no name; the first of all
# Features of two words beside one another are looked up by both: before and here, and so on.
PAIRS = ("cb", "ca", "cc")
MARKED = "mc"  # of a mark of a known name, and the word after it


def parted(pair: str) -> tuple[str, str]:
    """Return both sides of ``a|b``; either may itself be that sign."""
    cut = pair.index("|", 1)
    return pair[:cut], pair[cut + 1 :]


def side_of(feature: str) -> tuple[int, str]:
    """Return of which word a feature is (a number of ``SIDES``), and what it is called there."""
    start = feature[:2]
    return (SIDES.index(start), feature[2:]) if start in SIDES else (0, feature)


class Weights:
    """The weights of features, and of a label after another (``transitions[before, after]``)."""

    def __init__(self, path: Path):
        with np.load(path) as file:
            self.labels: list[str] = file["labels"].tolist()
            self.transitions = file["transitions"].astype(np.float32)
            features = file["features"].tobytes().decode().split("\n")
            self.values = file["values"].astype(np.float32)
            self.names = {name: n for n, name in enumerate(file["names"].tolist(), start=1)}
            places, values = file["places"].astype(np.intp), file["pairs"].astype(np.float32)
        self.row = {feature: n for n, feature in enumerate(features)}  # the first is none
        # The row of each pair; what is in none of them has the first row, which is empty.
        size = len(self.names) + 1
        self.rows = np.zeros((len(PAIRS), size, size), np.uint16)
        self.rows[tuple(places.T)] = np.arange(1, len(places) + 1)
        self.pairs = np.vstack([np.zeros_like(values[:1]), values])

    def of_each(self, several: Sequence[Iterable[str]]) -> np.ndarray:
        """Return what each group of a word's own features adds to the scores of labels.

        By group, then by ``SIDES``: for the word itself, for the next, for the last …
        """
        known = [[0, *filter(None, map(self.row.get, features))] for features in several]
        if not known:
            return self.values[:0]
        ends = np.cumsum([0, *map(len, known)][:-1])
        return np.add.reduceat(self.values[list(chain.from_iterable(known))], ends, axis=0)


def write(
    path: Path,
    features: Mapping[tuple[str, str], float],
    transitions: Mapping[tuple[str, str], float],
) -> None:
    """Write weights: of (feature, label) and of (label, label after it)."""
    labels = sorted({label for _, label in features}, key=lambda label: (label != NONE, label))
    empty = np.zeros((len(SIDES), len(labels)))
    table: dict[str, np.ndarray] = {"": empty}
    for (feature, label), weight in features.items():
        side, name = side_of(feature)
        table.setdefault(name, empty.copy())[side, labels.index(label)] = weight
    pairs = {one: table.pop(one)[0] for one in sorted(table) if one.split("=")[0] in PAIRS}
    sides = [(one.split("=")[0], *parted(one.split("=", 1)[1])) for one in pairs]
    names = sorted({side for _, *both in sides for side in both})
    numbers = {name: n for n, name in enumerate(names, start=1)}
    single = sorted(table)  # the first is none
    np.savez_compressed(
        path,
        labels=np.array(labels),
        transitions=np.array([[transitions.get((a, b), 0) for b in labels] for a in labels]),
        features=np.frombuffer("\n".join(single).encode(), np.uint8),
        values=np.array([table[one] for one in single], np.float16),
        names=np.array(names),
        places=np.array([(PAIRS.index(t), numbers[a], numbers[b]) for t, a, b in sides], np.uint16),
        pairs=np.array(list(pairs.values()), np.float16),
    )
