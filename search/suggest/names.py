"""The names and topics that articles have, by the beginning of any word of them.

They are read together with their counts and kept for a short while: counting all
articles and reading thousands of names costs more than one may wait at a key.
"""

import logging
import time
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from heapq import nsmallest
from threading import Lock, Thread
from typing import NamedTuple

import numpy as np
from django.db import DatabaseError, connection
from django.db.models.signals import post_delete, post_save

from articles.hindi import romanise
from articles.hindi.tokens import fold_words
from articles.models import Alias, Entity, Topic
from articles.signals import names_changed
from search.engines.base import Engine, IndexUnavailable, Request, engine
from search.facets import FACETS, KIND_FACETS
from search.suggest import sound
from search.suggest.typed import Typed, skeletons_of, sounds_of
from search.vocabulary import is_latin

log = logging.getLogger(__name__)

KEPT_SECONDS, OLDEST_SECONDS = 30, 300  # older ones are renewed aside, much older ones at once
MOST_ENTITIES = 5000  # the most frequent
PLACES_A_NAME = 6
LAST = "\uffff"  # after every letter


class Name(NamedTuple):
    """A name, what its articles are found by in an address, and how many they are."""

    text: str
    kind: str
    facet: str
    value: str
    count: int
    forms: tuple[str, ...]  # all that it is called


class Place(NamedTuple):
    """Where a beginning is found: whether inside a name, and the rank of that name."""

    inner: bool
    rank: int


class Sounding(NamedTuple):
    """What is heard at a place, and the skeleton by which it is found."""

    skeleton: str
    place: Place
    sounds: str


class Catalogue:
    """Names, the most frequent first, and where they are found."""

    def __init__(self, names: list[Name]):
        self.names = names
        spelled, sounding = set(), set()
        for rank, name in enumerate(names):
            for tail in (tail for form in name.forms for tail in tails(form)):
                place = Place(tail.inner, rank)
                spelled.add((tail.text, place))
                if tail.sounds:
                    sounding.add(Sounding(tail.skeleton, place, tail.sounds))
        self.spelled, self.sounding = sorted(spelled), sorted(sounding)
        self.sounds = sound.coded(sounds for _, _, sounds in self.sounding)

    def starting(self, typed: Typed, most: int) -> list[Name]:
        """Return the names that have words which begin as typed, in any spelling or in sound.

        Names that begin so come before those that have such a word further on.
        """
        before = typed.words[:-1]
        starts = [" ".join([*before, start]) for start in typed.starts]
        places = {place for start in starts for _, place in within(self.spelled, start)}
        found = foremost(places, most)
        if len(found) < most and is_latin(roman := "".join(typed.words)):
            heard = foremost(self.heard(roman), 2 * most)
            found += [rank for rank in heard if rank not in found]
        return [self.names[rank] for rank in found[:most]]

    def heard(self, roman: str) -> set[Place]:
        """Return the places of names that sound as a roman beginning."""
        readings = sounds_of(roman)
        spans = [span(self.sounding, key) for key in skeletons_of(readings)]
        rows = np.unique(np.concatenate([np.arange(*ends) for ends in spans or [(0, 0)]]))
        near = np.isfinite(sound.distances(readings, self.sounds[rows]))
        return {self.sounding[row].place for row in rows[near].tolist()}


def foremost(places: set[Place], most: int) -> list[int]:
    """Return the ranks of the best places, each name once; a name has a handful of places."""
    best = nsmallest(most * PLACES_A_NAME, places)
    return list(dict.fromkeys(place.rank for place in best))[:most]


class Tail(NamedTuple):
    """A name from one of its words on, folded, and how that sounds if it is in Hindi."""

    inner: bool
    text: str
    sounds: str
    skeleton: str


@lru_cache(maxsize=4 * MOST_ENTITIES)
def tails(form: str) -> tuple[Tail, ...]:
    """Return a name from each of its words on; remembered, since names seldom change."""
    words = fold_words(form)
    return tuple(tail(words[start:], start > 0) for start in range(len(words)))


def tail(words: list[str], inner: bool) -> Tail:
    sounds = "" if any(map(is_latin, words)) else "".join(map(romanise.phones, words))
    return Tail(inner, " ".join(words), sounds, romanise.skeleton(sounds))


def span(entries: list[tuple], start: str) -> tuple[int, int]:
    """Return where the entries, sorted, begin and end whose text begins so."""
    first = bisect_left(entries, (start,))
    return first, bisect_left(entries, (start + LAST,), first)


def within(entries: list[tuple], start: str) -> list[tuple]:
    return entries[slice(*span(entries, start))]


class Catalogues(NamedTuple):
    entities: Catalogue
    topics: Catalogue


class Kept(NamedTuple):
    """The catalogues of an engine, and when they were made (monotonic seconds)."""

    engine: Engine
    made: float
    catalogues: Catalogues


class Keeper:
    """The catalogues of this process. Nobody who types waits for newer ones to be made."""

    def __init__(self):
        self.lock = Lock()
        self.kept: Kept | None = None

    def forget(self, **kwargs):
        self.kept = None

    def current(self) -> Catalogues:
        kept = self.kept
        if not kept or kept.engine is not engine():
            return self._waited_for(kept)
        age = time.monotonic() - kept.made
        if age > OLDEST_SECONDS:
            return self._waited_for(kept)
        if age > KEPT_SECONDS and self.lock.acquire(blocking=False):
            Thread(target=self._refresh_apart, daemon=True).start()
        return kept.catalogues

    def _waited_for(self, seen: Kept | None) -> Catalogues:
        """Make the catalogues, unless another thread has just done so."""
        with self.lock:
            kept = self.kept
            if kept and kept is not seen and kept.engine is engine():
                return kept.catalogues
            return self._made()

    def _made(self) -> Catalogues:
        before = self.kept
        made = catalogues(before and before.catalogues)
        if self.kept is before:  # else a name was saved meanwhile
            self.kept = Kept(engine(), time.monotonic(), made)
        return made

    def _refresh_apart(self) -> None:
        try:
            self._made()
        except (DatabaseError, IndexUnavailable) as error:
            log.warning("Names for suggestions were not read anew: %s", error)
        finally:
            self.lock.release()
            connection.close()


KEEPER = Keeper()
current = KEEPER.current
for model in (Entity, Alias, Topic):
    post_save.connect(KEEPER.forget, sender=model)
    post_delete.connect(KEEPER.forget, sender=model)
    names_changed.connect(KEEPER.forget, sender=model)


def catalogues(before: Catalogues | None = None) -> Catalogues:
    """Read all names and topics with the number of articles that have them."""
    matches = engine().match(Request())
    read = entities(matches.counts("entity")), topics(matches.counts("topic"))
    return Catalogues(*map(renewed, before or (None, None), read))


def renewed(before: Catalogue | None, names: list[Name]) -> Catalogue:
    """Return what is there where no name changed: putting names in order takes the longest."""
    return before if before and before.names == names else Catalogue(names)


def entities(counts: dict[int, int]) -> list[Name]:
    frequent = sorted(counts, key=lambda pk: (-counts[pk], pk))[:MOST_ENTITIES]
    aliases = other_names(frequent)
    rows = Entity.objects.readable().filter(pk__in=frequent)
    known = {row[0]: row[1:] for row in rows.values_list("pk", "label", "roman", "kind", "slug")}
    made = []
    for pk in filter(known.__contains__, frequent):
        label, roman, kind, slug = known[pk]
        forms = (label, *filter(None, [roman]), *aliases[pk])
        made.append(Name(label, kind, KIND_FACETS[kind], slug, counts[pk], forms))
    return made


def other_names(ids: list[int]) -> dict[int, list[str]]:
    """Return what else entities are called: aliases, and all names of those merged into them."""
    names, head = defaultdict(list), {pk: pk for pk in ids}
    merged = Entity.objects.filter(merged_into__in=ids)
    for pk, canonical, label, roman in merged.values_list("pk", "merged_into", "label", "roman"):
        head[pk] = canonical
        names[canonical] += filter(None, (label, roman))
    for pk, text in Alias.objects.filter(entity__in=list(head)).values_list("entity", "text"):
        names[head[pk]].append(text)
    return names


def topics(counts: dict[int, int]) -> list[Name]:
    rows = Topic.objects.filter(pk__in=list(counts)).values_list("pk", "name")
    made = [Name(name, "topic", "topic", name, counts[pk], (name,)) for pk, name in rows]
    return sorted(made, key=lambda name: (-name.count, name.text))


def kind_label(kind: str) -> str:
    """Return the word for a kind of name as readers see it."""
    return str(FACETS["topic"].label if kind == "topic" else Entity.Kind(kind).label)
