"""The answer to a search for programs: ``/search.json`` and ``manage.py search --json``."""

import time

from articles.paging import Shallow, nearest_page
from articles.twins import date_of
from search.copies import add_copies
from search.correct import corrections
from search.facets import FACETS, MACHINE_SHOWN, Choice, choices
from search.filters import SearchFilter, page_size
from search.histogram import counted, is_chosen
from search.results import Hit, Results

JSON_FACETS = ("source", "entity", "topic", "agency")


def as_dict(filters: SearchFilter, page: str = "", per: str = "") -> dict:
    """Return the answer; raises what ``Results`` raises.

    ``took_ms`` is the time of the search with all its facets in milliseconds.
    ``problems`` says which parameters were not understood, and why; ``corrections``
    are likelier queries where little was found, and empty where enough was.
    """
    began = time.perf_counter()
    results: Results = filters.qs
    size = page_size(per)
    shown = nearest_page(Shallow(results, size), page[:9])
    hits = list(shown)
    add_copies(hits)
    answer = {
        "query": query_as_dict(filters, results, shown.number, size),
        "total": results.count(),
        "took_ms": 0.0,
        "hits": [hit_as_dict(hit) for hit in hits],
        "facets": facets_as_dict(results),
        "problems": problems(filters, results),
        "corrections": [{"query": c.query, "count": c.count} for c in corrections(results)],
    }
    answer["took_ms"] = round((time.perf_counter() - began) * 1000, 2)
    return answer


def query_as_dict(filters, results, page: int, per: int) -> dict:
    """Return the query as understood: every filter in force, dates as days."""
    given = filters.form.cleaned_data
    repeated = {name: list(given[name]) for name in FACETS if given.get(name)}
    repeated |= {f"not_{n}": list(given[f"not_{n}"]) for n in FACETS if given.get(f"not_{n}")}
    first, last = results.request.first, results.request.last
    return {
        "q": results.text,
        "readings": [reading._asdict() for reading in results.expanded.readings],
        "loosened": results.loosened,
        **repeated,
        "from": first and first.isoformat(),
        "to": last and last.isoformat(),
        "sort": results.sort,
        "page": page,
        "per": per,
    }


def problems(filters, results) -> list[dict]:
    errors = [
        {"parameter": name, "message": message}
        for name, messages in filters.errors.items()
        for message in messages
    ]
    unknown = [
        {"parameter": name, "message": f"{value!r} names nothing in the archive"}
        for name, value in results.unknown
    ]
    index = {"parameter": "", "message": "The index cannot be read: only titles were searched."}
    return errors + unknown + [index] * results.unindexed


def hit_as_dict(hit: Hit) -> dict:
    article = hit.article
    return {
        "id": article.pk,
        "title": article.title,
        "url": article.get_absolute_url(),
        "source": article.source.name,
        "date": date_of(article),
        "score": round(hit.score, 6),
        "snippet": "".join(part.text for part in hit.snippet),
        "marks": [part.text for part in (*hit.title, *hit.snippet) if part.marked],
        "original_url": article.url,
        "agency": article.agency,
        "cluster": article.cluster_id,
        "copies": len(hit.copies.articles) if hit.copies else 0,
    }


def facets_as_dict(results: Results) -> dict:
    facets = {name: facet_as_list(results, name) for name in JSON_FACETS}
    first, last = results.request.first, results.request.last
    _, pairs = counted(results.matches, first, last)
    facets["date"] = [
        {
            "value": period.value,
            "label": period.label,
            "count": count,
            "selected": is_chosen(period, first, last),
        }
        for period, count in pairs
        if count
    ]
    return facets


def facet_as_list(results: Results, name: str) -> list[dict]:
    facet = FACETS[name]
    listed, _ = choices(facet, results.counted(name), results.chosen(name), MACHINE_SHOWN)
    return [choice_as_dict(choice) for choice in listed]


def choice_as_dict(choice: Choice) -> dict:
    entry = {
        "value": choice.value,
        "label": choice.label,
        "count": choice.count,
        "selected": choice.selected,
    }
    return entry | {"kind": choice.kind} if choice.kind else entry
