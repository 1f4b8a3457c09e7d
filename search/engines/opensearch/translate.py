"""From our query tree to the cluster's query language."""

from datetime import date, timedelta

from articles.hindi.stems import stem
from search import tree
from search.engines.base import ARRIVAL, DATE, Filter, Request
from search.engines.boosts import (
    JOINED_BOOST,
    NEAR_BOOST,
    STEM_BOOST,
    TEXT_BOOST,
    pairs,
)

EVERYTHING = {"match_all": {}}


def translate(node: tree.Node) -> dict:
    """Return the query for a tree whose names are resolved."""
    return TRANSLATORS[type(node)](node)


def term(field: str, value, boost: float = 1.0) -> dict:
    return {"term": {field: {"value": value, "boost": boost}}}


def any_of(queries: list[dict], boost: float = 1.0, least: int = 1) -> dict:
    return {"bool": {"should": queries, "minimum_should_match": least, "boost": boost}}


def word(node: tree.Word) -> dict:
    """One token, or several typed as one: with a number side by side, else all of them."""
    if len(node.words) == 1:
        return token(node.words[0])
    together = phrase(node.words, JOINED_BOOST)
    if node.has_number:
        return together
    return {"bool": {"must": [token(part) for part in node.words], "should": [together]}}


def token(folded: str, boost: float = 1.0) -> dict:
    """A word in any of its forms; as written it is found by both fields and ranks first."""
    forms = [term("text", folded, TEXT_BOOST), term("stem", stem(folded), STEM_BOOST)]
    return any_of(forms, boost)


def phrase(words: tuple[str, ...], boost: float = 1.0) -> dict:
    """Words side by side, which score as all of them would."""
    row = {"match_phrase": {"text": " ".join(words)}}
    return {"bool": {"must": [term("text", one) for one in words], "filter": [row], "boost": boost}}


def prefix(node: tree.Prefix) -> dict:
    return {"constant_score": {"filter": {"prefix": {"text": node.start}}}}


def strict(node: tree.Node) -> dict:
    """What is left out is left out as written: -खेल does not hide खेलों."""
    if isinstance(node, tree.Word):
        return phrase(node.words)
    if isinstance(node, tree.And):
        return {"bool": {"must": [strict(part) for part in node.parts]}}
    if isinstance(node, tree.Or):
        return any_of([strict(part) for part in node.parts])
    return translate(node)


def conjunction(node: tree.And) -> dict:
    """All wanted parts; the unwanted are taken away from them, without adding to the score."""
    wanted = [part for part in node.parts if not isinstance(part, tree.Not)]
    unwanted = [strict(part.part) for part in node.parts if isinstance(part, tree.Not)]
    found = [translate(part) for part in wanted] or [EVERYTHING]
    return {"bool": {"must": found, "must_not": unwanted, "should": near(wanted)}}


def most(node: tree.Most) -> dict:
    found = any_of([translate(part) for part in node.parts], least=node.minimum)
    return {"bool": {"must": [found], "should": near(node.parts)}}


def near(parts) -> list[dict]:
    """Words that were typed one after another count more where they stand so."""
    return [phrase(pair, NEAR_BOOST) for pair in pairs(parts)]


def variants(node: tree.Variants) -> dict:
    others = [weighted(other.words, other.weight) for other in node.others]
    return any_of([translate(node.part), *others])


def weighted(words: tuple[str, ...], weight: float) -> dict:
    return phrase(words, weight) if len(words) > 1 else token(words[0], weight)


def unscored(query: dict) -> dict:
    return {"constant_score": {"filter": query, "boost": 0.0}}


def days(first: date | None, last: date | None) -> dict:
    """Articles of some days, both included; those without a date have none."""
    bounds = {}
    if first:
        bounds["gte"] = f"{first.isoformat()}T00:00"
    if last and last < date.max:
        bounds["lt"] = f"{(last + timedelta(days=1)).isoformat()}T00:00"
    return {"range": {"moment": bounds}} if bounds else {"exists": {"field": "moment"}}


TRANSLATORS = {
    tree.Everything: lambda node: EVERYTHING,
    tree.Word: word,
    tree.Phrase: lambda node: phrase(node.words),
    tree.Prefix: prefix,
    tree.Field: lambda node: unscored({"terms": {node.name: list(node.ids)}}),
    tree.Dates: lambda node: unscored(days(node.first, node.last)),
    tree.Not: lambda node: {"bool": {"must": [EVERYTHING], "must_not": [strict(node.part)]}},
    tree.And: conjunction,
    tree.Most: most,
    tree.Variants: variants,
    tree.Or: lambda node: any_of([translate(part) for part in node.parts]),
}


def conditions(request: Request) -> dict[str, list[dict]]:
    """Return the conditions of a request beside its query, by the name of the filter."""
    found: dict[str, list[dict]] = {}
    for one in request.filters:
        found.setdefault(one.name, []).append(condition(one))
    if request.first or request.last:
        found[DATE] = [days(request.first, request.last)]
    if request.after or request.upto is not None:
        bounds = {"gt": request.after} | ({} if request.upto is None else {"lte": request.upto})
        found[ARRIVAL] = [{"range": {"pk": bounds}}]
    return found


def condition(one: Filter) -> dict:
    some = {"terms": {one.column: list(one.values)}}
    return {"bool": {"must_not": [some]}} if one.exclude else some
