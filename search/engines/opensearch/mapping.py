"""What the index of a cluster holds, and how an article becomes a document of it.

Our own words are sent, joined by blanks, so that the cluster cuts at blanks and does
nothing else: articles and queries are analysed by the same code with every engine.

A word that weighs more than one is sent as often as it weighs, in one place (जल|जल|जल):
the cluster counts it so often, but the text is no longer for it. Paragraphs are values of
their own with a gap between them, which no phrase spans.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain, repeat

from articles.hindi.fold import fold_word
from articles.hindi.stems import stem
from articles.hindi.tokens import PATTERN
from search.analysis import LEAD_WEIGHT, PARAGRAPH, PARAGRAPH_GAP, TITLE_WEIGHT, lead_length
from search.engines.base import Document, fingerprint
from search.engines.boosts import LENGTH_SHARE, SATURATION
from search.engines.opensearch.address import Address

EPOCH = datetime(1970, 1, 1)
LONGEST_WORD = 8000  # letters; a term of the index may have 32,766 bytes
MOST_PIECES = 500_000  # of text between blanks whose words are remembered

JOINT = "|"  # which no word holds

NUMBER = {"type": "long"}
FACETS = {"source": NUMBER, "agency": {"type": "keyword"}, "entity": NUMBER, "topic": NUMBER}


def index_body(address: Address) -> dict:
    """Return settings and fields of a new index."""
    return {
        "settings": {
            "number_of_shards": address.shards,
            "number_of_replicas": address.replicas,
            "refresh_interval": "-1",  # what is written is seen when all of it is there
            "gc_deletes": "1h",  # how long a late writer cannot bring back what was deleted
            "similarity": {
                "default": {"type": "BM25", "k1": SATURATION, "b": LENGTH_SHARE},
            },
            "analysis": {
                "analyzer": {
                    "words": {"type": "custom", "tokenizer": "blanks"},
                    "weighed": {"type": "custom", "tokenizer": "blanks", "filter": ["each"]},
                },
                "filter": {
                    "each": {
                        "type": "pattern_capture",
                        "preserve_original": False,
                        "patterns": [f"([^{JOINT}]+)"],
                    },
                },
                "tokenizer": {
                    "blanks": {"type": "whitespace", "max_token_length": LONGEST_WORD},
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},  # the database has the texts
            "properties": fields(),
        },
    }


def fields() -> dict:
    words = {"type": "text", "analyzer": "weighed", "search_analyzer": "words"}
    return {
        "text": words | {"position_increment_gap": PARAGRAPH_GAP},
        "stem": words | {"index_options": "freqs"},
        "title": words | {"index_options": "docs", "norms": False},  # stems of the headline
        **FACETS,
        "moment": {"type": "date", "format": "strict_date_hour_minute"},  # local time
        "pk": NUMBER,
        "version": {"type": "long", "index": False},
    }


class Pieces(dict):
    """The words of what stands between blanks, each folded and as its stem.

    ``written`` is the first written form of each folded word.
    """

    def __init__(self):
        super().__init__()
        self.written: dict[str, str] = {}

    def __missing__(self, piece: str) -> list[tuple[str, str]]:
        if len(self) > MOST_PIECES:
            self.clear()
        self[piece] = found = []
        for word in PATTERN.findall(piece):
            if folded := fold_word(word):
                self.written.setdefault(folded, word)
                found.append((folded, stem(folded)))
        return found

    def words(self, text: str) -> list[tuple[str, str]]:
        """Return the words of a paragraph."""
        return list(chain.from_iterable(map(self.__getitem__, text.split())))


def source(document: Document, pieces: Pieces) -> dict:
    """Return what the cluster is sent of an article."""
    texts = PARAGRAPH.join((document.title, document.body)).split(PARAGRAPH)
    paragraphs = list(map(pieces.words, texts))
    weights = [*weights_of(paragraphs)]
    facts = {
        "text": rows([[folded for folded, _ in words] for words in paragraphs], weights),
        "stem": rows([[stemmed for _, stemmed in words] for words in paragraphs], weights),
        "title": " ".join({stemmed for _, stemmed in paragraphs[0]}),
        "source": document.source,
        "agency": document.agency,
        "entity": document.entities,
        "topic": document.topics,
        "moment": None if document.minute is None else moment_of(document.minute),
        "pk": document.pk,
        "version": fingerprint(document),
    }
    return {name: value for name, value in facts.items() if value or value == 0}


def weights_of(paragraphs: list[list]) -> Iterator[int]:
    """Yield the weight of each word of an article, the headline being its first paragraph."""
    title, words = len(paragraphs[0]), sum(map(len, paragraphs))
    lead = int(lead_length(words - title))
    yield from repeat(TITLE_WEIGHT, title)
    yield from repeat(LEAD_WEIGHT, lead)
    yield from repeat(1, words - title - lead)


def rows(paragraphs: list[list[str]], weights: list[int]) -> list[str]:
    """Return what is sent of each paragraph: its words, each as often as it weighs."""
    left = iter(weights)
    return [
        " ".join(JOINT.join([word] * weight) for word, weight in zip(words, left, strict=False))
        for words in paragraphs
    ]


def moment_of(minute: int) -> str:
    return (EPOCH + timedelta(minutes=minute)).isoformat(timespec="minutes")


def stems_of(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, each once."""
    return list(dict.fromkeys(map(stem, words)))
