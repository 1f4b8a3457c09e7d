"""Suggestions while a reader types: names, topics, words that go on so, headlines."""

from django.utils.translation import ngettext, pgettext

from articles.links import path_of
from search.engines.base import IndexUnavailable
from search.state import QueryState
from search.suggest import headlines, names, words
from search.suggest.typed import Typed, read

MOST_NAMES, MOST_TOPICS, MOST_WORDS, MOST_HEADLINES = 4, 2, 5, 3


def answer(text: str) -> dict:
    """Return the suggestions for what was typed so far, in groups; a group without any is left out.

    Whatever was typed has an answer; it has no groups where there is nothing to
    suggest and where the index cannot be read.
    """
    typed = read(text)
    try:
        groups = groups_for(typed) if typed.last else []
    except IndexUnavailable:
        groups = []
    count = sum(len(group["items"]) for group in groups)
    status = ngettext("%(count)d सुझाव", "%(count)d सुझाव", count) % {"count": count}
    return {"query": typed.text, "status": status, "groups": groups}


def groups_for(typed: Typed) -> list[dict]:
    catalogues = names.current()
    context = words.Context(typed)
    groups = (
        ("names", pgettext("suggestions", "नाम"), by_name(catalogues.entities, typed, MOST_NAMES)),
        ("topics", pgettext("suggestions", "विषय"), by_name(catalogues.topics, typed, MOST_TOPICS)),
        ("words", pgettext("suggestions", "शब्द"), completed(context)),
        ("headlines", pgettext("suggestions", "समाचार"), titled(context)),
    )
    return [
        {"name": name, "label": label, "items": items} for name, label, items in groups if items
    ]


def item(text: str, kind: str, count: int | None, url: str, kind_label: str = "") -> dict:
    return {"text": text, "kind": kind, "kind_label": kind_label, "count": count, "url": url}


def by_name(catalogue: names.Catalogue, typed: Typed, most: int) -> list[dict]:
    """Return names; each leads to the search for the articles that have it."""
    return [
        item(
            name.text,
            name.kind,
            name.count,
            QueryState().set(**{name.facet: name.value}).url(),
            names.kind_label(name.kind),
        )
        for name in catalogue.starting(typed, most)
    ]


def completed(context: words.Context) -> list[dict]:
    """Return what was typed with its last word completed, the likeliest first."""
    return [
        item(text, "word", count, QueryState().set(q=text).url())
        for text, count in context.queries(MOST_WORDS)
    ]


def titled(context: words.Context) -> list[dict]:
    return [
        item(title, "article", None, path_of("articles:article", pk))
        for pk, title in headlines.headlines(context, MOST_HEADLINES)
    ]
