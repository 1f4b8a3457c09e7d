"""The articles that are most like one: see ``search.engines.embedded.alike``, whose terms,
worths and distances in time are asked of the cluster here.
"""

from typing import NamedTuple

from search.engines import likeness
from search.engines.base import Clues
from search.engines.likeness import FIELD
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
    weights, terms = likeness.weights_of(clues.words), []
    for text, count in frequencies(cluster, FIELD, weights):
        worth = likeness.worth_of_word(count, articles, weights[text])
        if worth is not None:
            # By its rarity the cluster multiplies its share of a text's weight already.
            terms.append(Term(term(FIELD, text, worth / factor(count, articles)), worth))
    return likeness.worthiest(terms, likeness.MOST_WORDS)


def entities(cluster: Cluster, articles: int, clues: Clues) -> list[Term]:
    terms = []
    for pk, count in frequencies(cluster, "entity", clues.entities):
        worth = likeness.worth_of_name(count, articles)
        query = {"constant_score": {"filter": {"term": {"entity": pk}}, "boost": worth}}
        terms.append(Term(query, worth))
    return likeness.worthiest([one for one in terms if one.worth], likeness.MOST_ENTITIES)


def nearer(query: dict, minute: int) -> dict:
    """What is near in time counts more; what has no date only as what does not depend on it."""
    here = {"origin": moment_of(minute), "scale": f"{likeness.HALF_LIFE:.0f}d", "decay": 0.5}
    near = {
        "filter": {"exists": {"field": "moment"}},
        "exp": {"moment": here},
        "weight": 1 - likeness.TIMELESS,
    }
    always = {"filter": {"match_all": {}}, "weight": likeness.TIMELESS}
    return {
        "function_score": {
            "query": query,
            "functions": [always, near],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }
