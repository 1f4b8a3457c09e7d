"""What is read from a model's file scores words as the features say that it learnt."""

import numpy as np
import pytest

from articles.hindi.names.features import Features, KnownNames, read_clusters
from articles.hindi.names.scores import Scorer
from articles.hindi.names.table import Row
from articles.hindi.names.vocabulary import Vocabulary
from articles.hindi.names.weights import Weights, parted, write
from articles.hindi.names.words import sentences

KNOWN = KnownNames(
    [Row("place", "नया सोनपुर", "", ("सोनपुर",)), Row("person", "एम. लाल बड़गाँव", "", ())]
)
TEXT = "नया सोनपुर में मेला| एम. लाल बड़गाँव व सोनपुर के मेला में WHO 12 आए।\n\nमेला (नया) में"
LABELS = ["O", "B-LOC", "I-LOC"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Return features, made-up weights of all that the text has, and their file."""
    features = Features(read_clusters(), KNOWN)
    words = [word for sentence in sentences(TEXT) for word in features.of(sentence)]
    random = np.random.default_rng(1)
    learnt = {
        (one, label): float(random.integers(-8, 9)) / 4
        for one in sorted({one for word in words for one in word})
        for label in LABELS
    }
    path = tmp_path_factory.mktemp("model") / "names.npz"
    write(path, learnt, {("O", "B-LOC"): 1.5, ("B-LOC", "I-LOC"): 2})
    return features, words, learnt, path


def test_a_file_keeps_labels_and_transitions(model):
    weights = Weights(model[3])
    assert weights.labels == LABELS[:1] + sorted(LABELS[1:])
    assert weights.transitions.tolist() == [[0, 1.5, 0], [0, 0, 2], [0, 0, 0]]


def test_features_that_were_not_learnt_add_nothing(model):
    weights = Weights(model[3])
    groups = [[], ["w=कहींनहीं"], ["w=मेला", "w=कहींनहीं"], []]
    learnt = [model[2]["w=मेला", label] for label in weights.labels]
    found = weights.of_each(groups)
    assert found[:, 0].tolist() == [[0, 0, 0], [0, 0, 0], learnt, [0, 0, 0]]
    assert found[2, 1].tolist() == [model[2]["-1w=मेला", label] for label in weights.labels]
    assert weights.of_each([]).shape == (0, 5, 3)


@pytest.mark.parametrize("size", [1, 1024])
def test_words_are_scored_by_their_features(model, size, monkeypatch):
    features, words, learnt, path = model
    monkeypatch.setattr("articles.hindi.names.vocabulary.ROOM", size)
    vocabulary = Vocabulary(Weights(path), features)
    spread = vocabulary.spread([TEXT])
    scores = Scorer(vocabulary).of(spread)[spread.rows > 0]
    wanted = [[sum(learnt[one, label] for one in word) for label in LABELS] for word in words]
    assert scores == pytest.approx(np.array(wanted))


@pytest.mark.parametrize("pair", [("c1", "c2"), ("|", "c2"), ("c1", "|"), ("|", "|")])
def test_both_sides_of_a_pair_are_told_apart(pair):
    assert parted("|".join(pair)) == pair


def test_pieces_know_where_they_stand(model):
    vocabulary = Vocabulary(Weights(model[3]), model[0])
    texts = ["मेला लगा।\n\nलोग", "", "  मेला \u3000लगा\n", "मेला"]
    spread = vocabulary.spread(texts)
    places = zip(spread.pieces, spread.starts.tolist(), strict=True)
    starts = [(piece, start) for piece, start in places if piece]
    assert starts == [("मेला", 0), ("लगा।", 5), ("लोग", 11), ("मेला", 2), ("लगा", 8), ("मेला", 0)]
