"""Train the recogniser of names on annotated sentences, and write its model file.

The shipped model was made by this script and a clustering by ``bench.cluster_words``;
docs/entities.md names the data, their licences and the figures.
"""

import argparse
import tempfile
import time
from pathlib import Path

import pycrfsuite

from articles.hindi.names import features, weights
from bench import conll

# Both penalties: c1 keeps the model small, c2 keeps rare words from being learnt by heart.
SETTINGS = {
    "c1": 0.1,
    "c2": 0.3,
    "max_iterations": 100,
    "feature.possible_transitions": True,
}
# Features that a word of the second corpus has twice, once as its own: the corpora differ in
# what they call a name, and what only one of them says is learnt there.
APART = "2:"
OWN = ("b", "c=", "g=", "m=", "k")


def train(target: Path, main: list[conll.Sentence], others: list[conll.Sentence]) -> float:
    """Write a model learnt from both corpora; return the seconds that took."""
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    for sentence in main:
        for words, labels in conll.labelled(sentence):
            trainer.append(features.shipped().of(words), labels)
    for sentence in others:
        for words, labels in conll.labelled(sentence):
            trainer.append([apart(one) for one in features.shipped().of(words)], labels)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        learnt = str(Path(folder) / "names.crfsuite")
        trainer.train(learnt)
        convert(learnt, target)
    return time.perf_counter() - began


def convert(source: str, target: Path) -> None:
    """Write what python-crfsuite learnt as the recogniser reads it, without the second corpus."""
    tagger = pycrfsuite.Tagger()
    tagger.open(source)
    info = tagger.info()
    learnt = {key: w for key, w in info.state_features.items() if not key[0].startswith(APART)}
    weights.write(target, learnt, info.transitions)


def apart(one: list[str]) -> list[str]:
    """Return the features of a word of the second corpus."""
    return [*one, *(f"{APART}{feature}" for feature in one if feature.startswith(OWN))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, help="the model file to write")
    parser.add_argument("--main", type=Path, nargs="+", required=True, help="CoNLL files")
    parser.add_argument("--others", type=Path, nargs="*", default=[], help="of another annotation")
    options = parser.parse_args()
    main = [sentence for path in options.main for sentence in conll.read(path)]
    others = [sentence for path in options.others for sentence in conll.read(path)]
    seconds = train(options.target, main, others)
    size = options.target.stat().st_size / 1e6
    print(f"{len(main)} + {len(others)} sentences, {seconds:.0f} s, {size:.1f} MB")


if __name__ == "__main__":
    main()
