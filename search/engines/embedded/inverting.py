"""From documents to the posting lists of each field, a batch at a time, without a loop over words.

Each text is cut at its blanks, which no word spans. A piece gets a number at its
first sight, and with it its words, their folds and their stems; all that follows
is sorting numbers.
"""

from array import array
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from articles.hindi.fold import fold_word
from articles.hindi.stems import stem
from articles.hindi.tokens import PATTERN
from search.analysis import LEAD_WEIGHT, PARAGRAPH, PARAGRAPH_GAP, TITLE_WEIGHT, lead_length
from search.engines.base import Document
from search.engines.embedded.lists import Inverted
from search.engines.embedded.translate import day

WEIGHT_BITS = 2  # for the weight of one occurrence: 1 to 3


class Numbers(dict):
    """Gives each new key the next number."""

    def __missing__(self, key):
        self[key] = len(self)
        return self[key]


class Pieces(dict):
    """The numbers of what stands between blanks: none, one, or several words.

    The words of the i-th piece are ``starts[i]`` to ``starts[i + 1]`` of ``folds``
    and ``stems``, which hold numbers of folds and stems; ``written`` is the first
    written form of each fold.
    """

    def __init__(self):
        super().__init__()
        self.starts, self.folds, self.stems = array("I", [0]), array("I"), array("I")
        self.folded, self.stemmed = Numbers(), Numbers()
        self.written: dict[str, str] = {}

    def __missing__(self, piece: str) -> int:
        self[piece] = len(self)
        for word in PATTERN.findall(piece):
            if folded := fold_word(word):
                self.written.setdefault(folded, word)
                self.folds.append(self.folded[folded])
                self.stems.append(self.stemmed[stem(folded)])
        self.starts.append(len(self.folds))
        return self[piece]

    def words_of(self, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where in ``folds`` the words of pieces stand, and the piece of each word."""
        starts = np.frombuffer(self.starts, np.uint32).astype(np.int32)
        owners = np.repeat(np.arange(len(found), dtype=np.int32), np.diff(starts)[found])
        words = starts[found][owners]
        words += rank_within(owners, len(found))
        return words, owners


class Occurrences(NamedTuple):
    """Every word of a batch in order: its number, document, place there, and weight."""

    words: np.ndarray
    documents: np.ndarray
    places: np.ndarray
    weights: np.ndarray


class Batch:
    """Gathers documents, and inverts them when all are there."""

    def __init__(self):
        self.pieces = Pieces()
        self.found = array("I")
        self.paragraph_lengths, self.paragraph_owners = array("I"), array("I")
        self.documents: list[Document] = []

    def add(self, document: Document) -> None:
        number = len(self.documents)
        self.documents.append(document._replace(title="", body=""))
        # The headline is the first paragraph, whatever it holds.
        for paragraph in PARAGRAPH.join((document.title, document.body)).split(PARAGRAPH):
            found = paragraph.split()
            self.found.extend(map(self.pieces.__getitem__, found))
            self.paragraph_lengths.append(len(found))
            self.paragraph_owners.append(number)

    def occurrences(self) -> Occurrences:
        """Return all words; numbers of 32 bits, since a batch has some ten million of them."""
        owners = np.frombuffer(self.paragraph_owners, np.uint32).astype(np.int32)
        lengths = np.frombuffer(self.paragraph_lengths, np.uint32)
        words, pieces = self.pieces.words_of(np.frombuffer(self.found, np.uint32))
        paragraphs = np.repeat(np.arange(len(owners), dtype=np.int32), lengths)[pieces]
        del pieces
        firsts = np.searchsorted(owners, np.arange(len(self.documents))).astype(np.int32)
        documents = owners[paragraphs]
        paragraphs -= firsts[documents]  # now the number of each within its document
        places = rank_within(documents, len(self.documents))
        weights = self.weigh(documents, places, paragraphs)
        paragraphs *= PARAGRAPH_GAP
        places += paragraphs
        return Occurrences(words, documents, places, weights)

    def weigh(self, documents, rank, paragraphs) -> np.ndarray:
        """Words of the headline weigh most, those of the lead more than the others."""
        size, titled = len(self.documents), paragraphs == 0
        lengths = np.bincount(documents, minlength=size)
        titles = np.bincount(documents[titled], minlength=size)
        leads = (titles + lead_length(lengths - titles)).astype(np.int32)
        weights = np.ones(len(documents), np.int8)
        weights[rank < leads[documents]] = LEAD_WEIGHT
        weights[titled] = TITLE_WEIGHT
        return weights

    def inverted(self) -> tuple[dict[str, Inverted], dict[str, np.ndarray]]:
        """Return the lists of each field, and the length of each text field by document."""
        found = self.occurrences()
        folds = np.frombuffer(self.pieces.folds, np.uint32)[found.words]
        stems = np.frombuffer(self.pieces.stems, np.uint32)[found.words]
        lengths = np.bincount(found.documents, minlength=len(self.documents))
        lists = {
            "text": invert(self.pieces.folded, found._replace(words=folds), placed=True),
            "stem": invert(self.pieces.stemmed, found._replace(words=stems)),
        }
        for field, values in facet_values(self.documents).items():
            lists[field] = invert_values(values)
        return lists, {"text": lengths, "stem": lengths}


def rank_within(owners: np.ndarray, size: int) -> np.ndarray:
    """Return the number of each item among those of the same owner; owners are in order."""
    starts = np.searchsorted(owners, np.arange(size)).astype(np.int32)
    ranks = np.arange(len(owners), dtype=np.int32)
    ranks -= starts[owners]
    return ranks


def invert(numbers: dict, found: Occurrences, placed: bool = False) -> Inverted:
    """Sort occurrences into lists, by one sort of numbers that hold all of each."""
    ranks, terms = sorted_terms(numbers)
    document_bits = bits(found.documents)
    place_bits = bits(found.places) if placed else 0
    keys = ranks[found.words]
    append_bits(keys, document_bits, found.documents)
    append_bits(keys, place_bits, found.places if placed else 0)
    append_bits(keys, WEIGHT_BITS, found.weights)
    keys.sort()
    weights = take_bits(keys, WEIGHT_BITS).astype(np.int8)
    places = take_bits(keys, place_bits).astype(np.int32) if placed else None
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    summed = np.add.reduceat(weights, first, dtype=np.int32) if len(first) else weights
    keys = keys[first]
    documents = take_bits(keys, document_bits).astype(np.int32)
    starts = np.searchsorted(keys, np.arange(len(terms) + 1))
    if not placed:
        return Inverted(terms, starts, documents, summed)
    return Inverted(terms, starts, documents, summed, np.append(first, len(places)), places)


def append_bits(keys: np.ndarray, number: int, values) -> None:
    """Shift the keys and put values of so many bits at their ends."""
    np.left_shift(keys, number, out=keys)
    np.bitwise_or(keys, values, out=keys)


def take_bits(keys: np.ndarray, number: int) -> np.ndarray:
    """Return the last bits of the keys, and shift them out."""
    taken = keys & (2**number - 1)
    np.right_shift(keys, number, out=keys)
    return taken


def sorted_terms(numbers: dict) -> tuple[np.ndarray, list[bytes]]:
    """Return the rank of each number in the order of the terms, and the terms in order."""
    texts = list(numbers)
    order = sorted(range(len(texts)), key=texts.__getitem__)
    ranks = np.empty(len(texts), np.int64)
    ranks[order] = np.arange(len(texts))
    return ranks, [texts[number].encode() for number in order]


def bits(values: np.ndarray) -> int:
    return int(values.max(initial=1)).bit_length()


def facet_values(documents: list[Document]) -> dict[str, Iterable[tuple[int, str]]]:
    """Return for each field the pairs of document number and value."""
    one = {
        "pk": (str(document.pk) for document in documents),
        "source": (str(document.source) for document in documents),
        "agency": (document.agency for document in documents),
        "day": (day_of(document.minute) for document in documents),
    }
    many = {
        "entity": (document.entities for document in documents),
        "topic": (document.topics for document in documents),
    }
    pairs = {field: enumerate(values) for field, values in one.items()}
    for field, values in many.items():
        pairs[field] = ((n, str(value)) for n, several in enumerate(values) for value in several)
    return pairs


def day_of(minute: int | None) -> str:
    return "" if minute is None else day(date(1970, 1, 1) + timedelta(minutes=minute))


def invert_values(pairs: Iterable[tuple[int, str]]) -> Inverted:
    """Sort values into lists; a value of a document counts once, an empty one not at all."""
    numbers = Numbers()
    found = {(numbers[value], document) for document, value in pairs if value}
    both = np.array(sorted(found), np.int64).reshape(-1, 2)
    ones = np.ones(len(both), np.int64)
    return invert(numbers, Occurrences(both[:, 0], both[:, 1], ones, ones))
