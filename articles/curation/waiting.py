"""Suggested entities that wait for a curator, those first that matter most."""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from articles.hindi.names.forms import sound_of
from articles.hindi.tokens import fold_words, tokenise
from articles.models import Entity


class Part(NamedTuple):
    """A stretch of a sentence, and whether it is the name."""

    text: str
    marked: bool


def waiting() -> QuerySet[Entity]:
    """Return the suggested entities, the weightiest first."""
    suggested = Entity.objects.canonical().filter(status=Entity.Status.SUGGESTED)
    return suggested.order_by("-weight", "pk")


def later(entities: QuerySet[Entity], weight: float, pk: int) -> QuerySet[Entity]:
    """Return those of ``waiting`` that come after one with this weight and id."""
    return entities.filter(Q(weight__lt=weight) | Q(weight=weight, pk__gt=pk))


def marked(sentence: str, name: str) -> list[Part]:
    """Return a sentence in parts, those marked that are the name in whatever spelling."""
    wanted = [sound_of(word) for word in fold_words(name)]
    tokens = list(tokenise(sentence))
    sounds = [sound_of(token.folded) for token in tokens]
    parts, done, at = [], 0, 0
    while wanted and at <= len(tokens) - len(wanted):
        if sounds[at : at + len(wanted)] != wanted:
            at += 1
            continue
        first, last = tokens[at], tokens[at + len(wanted) - 1]
        parts += [Part(sentence[done : first.start], False)]
        parts += [Part(sentence[first.start : last.end], True)]
        done, at = last.end, at + len(wanted)
    parts.append(Part(sentence[done:], False))
    return [part for part in parts if part.text]
