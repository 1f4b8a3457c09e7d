"""Learn which words stand in the same places, for the recogniser of names.

Words are clustered by what stands next to them in plain text, without labels:
counts of neighbours, weighted by how much they exceed chance, brought to fifty
dimensions and clustered by k-means. What is written is a table of words, one
cluster a line: no sentence of the text can be read out of it.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from articles.hindi.names.features import CLUSTERS
from articles.hindi.tokens import fold_words

WORDS, NEIGHBOURS = 60_000, 3_000  # that are clustered; that are looked at beside them
FEWEST = 6  # occurrences of a word that is clustered
DIMENSIONS = 64
COUNTED = re.compile("[0-9]+")
PLACES = (-2, -1, 1, 2)


def texts(paths: list[Path]) -> Iterator[list[str]]:
    """Yield the folded words of each article of the JSON Lines files, numbers as one word."""
    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = f"{record['title']} {record['body']}"
                yield ["0" if word[0].isdigit() else word for word in fold_words(text)]


def neighbours(documents: list[numpy.ndarray], size: int) -> sparse.csr_matrix:
    """Return how often each word has each frequent word beside it, a column for word and place."""
    total = sparse.csr_matrix((size, NEIGHBOURS * len(PLACES)), dtype=numpy.float32)
    words = numpy.concatenate(documents)
    for index, place in enumerate(PLACES):
        here, there = words[max(-place, 0) :], words[max(place, 0) :]
        here, there = here[: len(there)], there[: len(here)]
        kept = (here >= 0) & (there >= 0) & (there < NEIGHBOURS)
        columns = there[kept] + index * NEIGHBOURS
        ones = numpy.ones(len(columns), dtype=numpy.float32)
        total += sparse.csr_matrix((ones, (here[kept], columns)), shape=total.shape)
    return total


def beyond_chance(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the logarithm of each count over what chance would give, where it is more."""
    rows, columns = numpy.asarray(counts.sum(1)).ravel(), numpy.asarray(counts.sum(0)).ravel()
    found = counts.tocoo()
    smoothed = columns**0.75
    expected = rows[found.row] * smoothed[found.col] / smoothed.sum()
    found.data = numpy.maximum(numpy.log(found.data / expected), 0)
    return found.tocsr()


def cluster(paths: list[Path]) -> list[list[str]]:
    frequency: Counter[str] = Counter()
    documents = []
    for words in texts(paths):
        frequency.update(words)
        documents.append(words)
    known = [word for word, count in frequency.most_common(WORDS) if count >= FEWEST]
    number = {word: index for index, word in enumerate(known)}
    numbered = [numpy.array([*(number.get(w, -1) for w in words), -1, -1]) for words in documents]
    vectors = TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(
        beyond_chance(neighbours(numbered, len(known)))
    )
    means = MiniBatchKMeans(CLUSTERS, random_state=0, batch_size=8192, n_init=3)
    labels = means.fit_predict(normalize(vectors))
    return order(means.cluster_centers_, labels, known)


def order(centres: numpy.ndarray, labels: numpy.ndarray, words: list[str]) -> list[list[str]]:
    """Return the clusters, like ones beside one another, each begun by its group."""
    coarse = MiniBatchKMeans(CLUSTERS // 8, random_state=0, n_init=3).fit_predict(centres)
    return [
        [str(coarse[one]), *sorted(words[index] for index in numpy.flatnonzero(labels == one))]
        for one in numpy.argsort(coarse, kind="stable")
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, help="the table to write")
    parser.add_argument("texts", type=Path, nargs="+", help="JSON Lines with title and body")
    options = parser.parse_args()
    lines = [" ".join(words) for words in cluster(options.texts)]
    options.target.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
