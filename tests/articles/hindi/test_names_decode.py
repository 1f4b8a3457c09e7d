"""The likeliest labels and their chances, against all sequences of labels tried one by one."""

import itertools

import numpy as np
import pytest

from articles.hindi.names.decode import Decoder

LABELS = 3


def tried(scores, transitions):
    """Return the best sequence for a sentence, and the chance of each label of each word."""
    totals = {}
    for labels in itertools.product(range(LABELS), repeat=len(scores)):
        pairs = sum(transitions[a, b] for a, b in itertools.pairwise(labels))
        totals[labels] = sum(row[label] for row, label in zip(scores, labels, strict=True)) + pairs
    whole = sum(np.exp(total) for total in totals.values())
    chances = np.zeros((len(scores), LABELS))
    for labels, total in totals.items():
        chances[np.arange(len(scores)), labels] += np.exp(total) / whole
    return max(totals, key=totals.get), chances


def laid_out(sentences):
    """Return the scores of sentences with gaps around them, and where the gaps are."""
    gap = np.zeros((2, LABELS))
    scores = np.vstack([gap, *(part for one in sentences for part in (one, gap))])
    lengths = [2, *(n for one in sentences for n in (len(one), 2))]
    gaps = np.concatenate([np.full(n, not i % 2) for i, n in enumerate(lengths)])
    return scores, gaps


@pytest.mark.parametrize("seed", range(8))
def test_labels_and_chances_are_those_of_all_sequences(seed):
    random = np.random.default_rng(seed)
    transitions = random.normal(0, 2, (LABELS, LABELS))
    sentences = [random.normal(0, 3, (n, LABELS)) for n in (1, 5, 2, 6)]
    scores, gaps = laid_out(sentences)
    places, labels, chances = Decoder(transitions).labels(scores, gaps)
    found = np.zeros(len(scores), int)
    found[places] = labels
    best, likely = zip(*(tried(one, transitions) for one in sentences), strict=True)
    assert found[~gaps].tolist() == list(itertools.chain(*best))
    assert set(np.flatnonzero(found)) <= set(places.tolist())
    # Words that no neighbour can make a name count as none for certain, which moves little.
    wanted = np.zeros((len(scores), LABELS))
    wanted[~gaps] = np.vstack(likely)
    assert np.abs(chances - wanted[places, labels]).max(initial=0) < 0.3


def test_chances_are_exact_where_all_is_open():
    random = np.random.default_rng(1)
    transitions = random.normal(0, 1, (LABELS, LABELS))
    one = random.normal(0, 1, (5, LABELS)) - [9, 0, 0]
    places, labels, chances = Decoder(transitions).labels(*laid_out([one]))
    best, likely = tried(one, transitions)
    assert places.tolist() == [2, 3, 4, 5, 6]
    assert tuple(labels) == best
    assert chances == pytest.approx(likely[np.arange(5), labels])


def test_nothing_has_no_labels():
    scores, gaps = laid_out([])
    assert [len(found) for found in Decoder(np.zeros((LABELS, LABELS))).labels(scores, gaps)] == [
        *(0, 0, 0)
    ]
