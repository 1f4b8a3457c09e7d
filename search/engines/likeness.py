"""What makes articles alike, for every engine.

Each word and entity is worth the more the fewer articles have it. Only the words that are
worth most are looked for, and none that many articles have, so that the cost does not
grow with the length of the text.
"""

import math
from collections import defaultdict
from collections.abc import Mapping

from articles.hindi.stems import stem

FIELD = "stem"
MOST_WORDS, MOST_ENTITIES = 24, 8
COMMON = 0.1  # a word that so large a share of articles has says nothing,
FEW = 20  # unless these are so few
NAME_WORTH = 0.4  # of an entity, whose words count too, beside a word as rare
# What an article is worth by its distance in days: half of what depends on it after so many,
# and what does not depend on it, so that the one good article of years ago is found too.
HALF_LIFE, TIMELESS = 30.0, 0.5


def rarity(count: int, articles: int) -> float:
    return math.log((articles + 1) / (count + 1)) if count else 0.0


def weights_of(words: Mapping[str, float]) -> dict[str, float]:
    """Return how much each stem counts, by how much each word does."""
    weights: dict[str, float] = defaultdict(float)
    for word, weight in words.items():
        weights[stem(word)] += weight
    return weights


def worth_of_word(count: int, articles: int, weight: float) -> float | None:
    """Return what a word that so many articles have is worth; None if it says nothing."""
    if not 1 < count <= max(COMMON * articles, FEW):
        return None
    return rarity(count, articles) * weight / (weight + 1)


def worth_of_name(count: int, articles: int) -> float:
    return NAME_WORTH * rarity(count, articles)


def worthiest(terms: list, most: int) -> list:
    """Return those that are worth most, the best first."""
    return sorted(terms, key=lambda term: -term.worth)[:most]
