"""Known entities whose names are like that of a suggested one, so that it may be one of them."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from articles.hindi.names.forms import bare, sound_of
from articles.hindi.tokens import fold_words
from articles.models import Alias, Entity
from articles.signals import names_changed

SECONDS = 300.0  # for which a process remembers the names
LEAST = 0.5  # share of the words of two names that they have in common
MOST_SHARERS = 50  # names with one word; a word of more says little by itself
Sounds = frozenset[str]


def sounds_of(name: str) -> Sounds:
    """Return how the words of a name sound, without titles: the same for all usual spellings."""
    words = fold_words(name)
    first, end = bare(words) if words else (0, 0)
    return frozenset(map(sound_of, words[first:end]))


class Known:
    """Names by their words. ``names`` are pairs of an entity's id and a name of it."""

    def __init__(self, names: Iterable[tuple[int, str]]):
        self.names = [(pk, sounds) for pk, name in names if (sounds := sounds_of(name))]
        self.by_word: dict[str, list[int]] = defaultdict(list)
        for number, (_, sounds) in enumerate(self.names):
            for word in sounds:
                self.by_word[word].append(number)

    def like(self, name: str) -> dict[int, float]:
        """Return entities by how much of their name this one has: 1 is all, however spelled."""
        wanted = sounds_of(name)
        shared, telling = Counter(), set()
        for word in wanted:
            sharers = self.by_word.get(word, ())
            shared.update(sharers)
            telling.update(sharers if len(sharers) <= MOST_SHARERS else ())
        found: dict[int, float] = {}
        for number, count in shared.items():
            pk, sounds = self.names[number]
            share = 2 * count / (len(wanted) + len(sounds))
            if share >= LEAST and (number in telling or share > LEAST):
                found[pk] = max(share, found.get(pk, 0))
        return found


@lru_cache(maxsize=1)
def known(period: int) -> Known:
    """Return the names of the confirmed entities; what was merged counts for its target."""
    confirmed = Entity.objects.filter(status=Entity.Status.CONFIRMED)
    labels = confirmed.values_list("pk", "merged_into", "label")
    aliases = Alias.objects.filter(entity__in=confirmed)
    texts = aliases.values_list("entity", "entity__merged_into", "text")
    return Known((target or pk, name) for pk, target, name in [*labels, *texts])


def likely(entity: Entity, most: int = 3) -> list[Entity]:
    """Return confirmed entities that a suggested one may be, the likeliest first."""
    shares = known(int(time.monotonic() // SECONDS)).like(entity.label)
    best = sorted(shares, key=lambda pk: (-shares[pk], pk))[: 3 * most]
    rows = Entity.objects.canonical().filter(pk__in=best, status=Entity.Status.CONFIRMED)
    rows = sorted(
        rows.exclude(pk=entity.pk),
        key=lambda row: (row.kind != entity.kind, -shares[row.pk], row.pk),
    )
    return rows[:most]


def forget(**kwargs) -> None:
    known.cache_clear()


names_changed.connect(forget)
