"""What makes articles alike, for every engine.

Each word and entity is worth the more the fewer articles have it. Only the words that are
worth most are looked for, and none that many articles have, so that the cost does not
grow with the length of the text.
"""

import math

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


def most_common(articles: int) -> float:
    """Return how many articles may have a word that says something."""
    return max(COMMON * articles, FEW)
