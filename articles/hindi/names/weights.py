"""What the model learnt, as arrays: how much each feature speaks for each label.

``bench/train_ner.py`` writes it from what python-crfsuite learnt. Reading it needs numpy
alone, and scores whole texts at a time.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

import numpy as np

NONE = "O"  # the label of what is no name; the first of all
# Features of two words beside one another are looked up by both: before and here, and so on.
PAIRS = ("cb", "ca", "cc")
MARKED = "mc"  # of a mark of a known name, and the word after it


def key_of(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "little")


def parted(pair: str) -> tuple[str, str]:
    """Return both sides of ``a|b``; either may itself be that sign."""
    cut = pair.index("|", 1)
    return pair[:cut], pair[cut + 1 :]


class Weights:
    """The weights of features, and of a label after another (``transitions[before, after]``)."""

    def __init__(self, path: Path):
        with np.load(path) as file:
            self.labels: list[str] = file["labels"].tolist()
            self.transitions = file["transitions"].astype(np.float32)
            self.keys, self.values = file["keys"], file["values"].astype(np.float32)
            self.names = {name: n for n, name in enumerate(file["names"].tolist(), start=1)}
            places, values = file["places"].astype(np.intp), file["pairs"].astype(np.float32)
        # The row of each pair; what is in none of them has the first row, which is empty.
        size = len(self.names) + 1
        self.rows = np.zeros((len(PAIRS), size, size), np.uint16)
        self.rows[tuple(places.T)] = np.arange(1, len(places) + 1)
        self.pairs = np.vstack([np.zeros_like(values[:1]), values])

    def of(self, features: Iterable[str]) -> np.ndarray:
        """Return what features together add to the score of each label."""
        wanted = np.array([key_of(feature) for feature in features], np.uint64)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return self.values[places[self.keys[places] == wanted]].sum(axis=0)


def write(
    path: Path,
    features: Mapping[tuple[str, str], float],
    transitions: Mapping[tuple[str, str], float],
) -> None:
    """Write weights: of (feature, label) and of (label, label after it)."""
    labels = sorted({label for _, label in features}, key=lambda label: (label != NONE, label))
    table: dict[str, np.ndarray] = {}
    for (feature, label), weight in features.items():
        table.setdefault(feature, np.zeros(len(labels)))[labels.index(label)] = weight
    pairs = {one: table.pop(one) for one in sorted(table) if one.split("=")[0] in PAIRS}
    sides = [(one.split("=")[0], *parted(one.split("=", 1)[1])) for one in pairs]
    names = sorted({side for _, *both in sides for side in both})
    numbers = {name: n for n, name in enumerate(names, start=1)}
    single = sorted((key_of(feature), feature) for feature in table)
    np.savez_compressed(
        path,
        labels=np.array(labels),
        transitions=np.array([[transitions.get((a, b), 0) for b in labels] for a in labels]),
        keys=np.array([key for key, _ in single], np.uint64),
        values=np.array([table[feature] for _, feature in single], np.float16),
        names=np.array(names),
        places=np.array([(PAIRS.index(t), numbers[a], numbers[b]) for t, a, b in sides], np.uint16),
        pairs=np.array(list(pairs.values()), np.float16),
    )
