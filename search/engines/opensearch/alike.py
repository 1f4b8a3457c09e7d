"""The articles that are most like one: see ``search.engines.embedded.alike``, whose terms,
worths and distances in time are asked of the cluster here.
"""

from collections import defaultdict
from typing import NamedTuple

from articles.hindi.stems import stem
from search.engines.base import Clues
from search.engines.likeness import (
    FIELD,
    HALF_LIFE,
    MOST_ENTITIES,
    MOST_WORDS,
    NAME_WORTH,
    TIMELESS,
    most_common,
    rarity,
)
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.mapping import moment_of
from search.engines.opensearch.terms import factor, frequencies
from search.engines.opensearch.translate import term


class Term(NamedTuple):
    """A query for a term, and what the term is worth."""

    query: dict
    worth: float


def alike(cluster: Cluster, articles: int, clues: Clues, most: int) -> list[tuple[int, float]]:
    """Return ids and scores of the best articles; see ``search.engines.base.Engine.alike``."""
    terms = [*words(cluster, articles, clues), *entities(cluster, articles, clues)]
    if not terms:
        return []
    found = {"bool": {"should": [one.query for one in terms], "minimum_should_match": 1}}
    query = found if clues.minute is None else nearer(found, clues.minute)
    order = [{"_score": "desc"}, {"pk": "desc"}]
    body = {"query": query, "sort": order, "size": most, "stored_fields": "_none_"}
    hits = cluster.search(body)["hits"]["hits"]
    return [(hit["sort"][-1], hit["sort"][0]) for hit in hits]


def words(cluster: Cluster, articles: int, clues: Clues) -> list[Term]:
    """Return the words that are worth most, each by its stem."""
    weights: dict[str, float] = defaultdict(float)
    for word, weight in clues.words.items():
        weights[stem(word)] += weight
    most = most_common(articles)
    terms = []
    for text, count in frequencies(cluster, FIELD, weights):
        if 1 < count <= most:
            worth = rarity(count, articles) * weights[text] / (weights[text] + 1)
            # By its rarity the cluster multiplies its share of a text's weight already.
            terms.append(Term(term(FIELD, text, worth / factor(count, articles)), worth))
    return best(terms, MOST_WORDS)


def entities(cluster: Cluster, articles: int, clues: Clues) -> list[Term]:
    terms = []
    for pk, count in frequencies(cluster, "entity", clues.entities):
        worth = NAME_WORTH * rarity(count, articles)
        query = {"constant_score": {"filter": {"term": {"entity": pk}}, "boost": worth}}
        terms.append(Term(query, worth))
    return best([one for one in terms if one.worth], MOST_ENTITIES)


def best(terms: list[Term], most: int) -> list[Term]:
    return sorted(terms, key=lambda one: -one.worth)[:most]


def nearer(query: dict, minute: int) -> dict:
    """What is near in time counts more; what has no date only as what does not depend on it."""
    here = {"origin": moment_of(minute), "scale": f"{HALF_LIFE:.0f}d", "decay": 0.5}
    near = {
        "filter": {"exists": {"field": "moment"}},
        "exp": {"moment": here},
        "weight": 1 - TIMELESS,
    }
    always = {"filter": {"match_all": {}}, "weight": TIMELESS}
    return {
        "function_score": {
            "query": query,
            "functions": [always, near],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }
