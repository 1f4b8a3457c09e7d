"""Known entities whose names are like those of suggested ones, which may be the same."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet

from articles.hindi.names.forms import sound_of, sounds_of
from articles.hindi.tokens import fold_words
from articles.models import Alias, Entity

MOST_ROWS = 150  # names read for one condition
LETTERS = frozenset(
    map(
        sound_of,
        fold_words("ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई जेड"),
    )
)
Sounds = tuple[str, ...]
Names = dict[int, list[Sounds]]  # by the id of the entity


def likely(entities: Collection[Entity], most: int = 3) -> dict[int, list[Entity]]:
    """Return, by id, the confirmed entities that each of these may be, the likeliest first.

    Names are looked for by their first and last words as they sound. What was merged
    counts for its target.
    """
    wanted = {row.pk: sounds_of(row.label) for row in entities}
    named = known_names({sounds for sounds in wanted.values() if sounds})
    rows = Entity.objects.filter(pk__in=named).select_related("merged_into")
    heads = {row.pk: row.merged_into or row for row in rows}
    found = {}
    for entity in entities:
        shares = scores(wanted[entity.pk], named, heads)
        shares.pop(entity, None)
        found[entity.pk] = sorted(
            shares, key=lambda row: (-shares[row], row.kind != entity.kind, row.pk)
        )[:most]
    return found


def scores(sounds: Sounds, named: Names, heads: dict[int, Entity]) -> dict[Entity, float]:
    """Return the confirmed entities with a name like this one, and how like: 1 is the same."""
    found: dict[Entity, float] = defaultdict(float)
    for pk, names in named.items():
        head = heads[pk]
        if head.status == Entity.Status.CONFIRMED:
            best = max(likeness(sounds, name) for name in names)
            if best:
                found[head] = max(best, found[head])
    return found


def likeness(one: Sounds, other: Sounds) -> float:
    """Return the share of words in common; 0 where each name has a word that the other lacks.

    A letter may stand for any word: एस जयशंकर.
    """
    first, second = set(one), set(other)
    if not first & second or not (left_over(first, second) or left_over(second, first)):
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def left_over(first: set[str], second: set[str]) -> bool:
    """Return whether nothing is left of the first name without the second one, but for letters."""
    return first - second <= LETTERS


def known_names(several: Collection[Sounds]) -> Names:
    """Return the names that may be like any of these, by the id of their entity."""
    found: Names = defaultdict(list)
    for condition in conditions(several):
        labels = Entity.objects.filter(condition, status=Entity.Status.CONFIRMED)
        for pk, name in [*pairs(labels, "pk", "label"), *aliases(condition)]:
            if sounds := sounds_of(name):
                found[pk].append(sounds)
    return found


def conditions(several: Collection[Sounds]) -> Iterator[Q]:
    """Yield conditions for names: the same ends, then one end among any of the words."""
    if not several:
        return
    ends = Q()
    for sounds in several:
        ends |= Q(first_sound=sounds[0], last_sound=sounds[-1])
    words = {word for sounds in several for word in sounds}
    yield from (ends, Q(first_sound__in=words), Q(last_sound__in=words))


def pairs(rows: QuerySet, *columns: str) -> list[tuple[int, str]]:
    return list(rows.order_by().values_list(*columns)[:MOST_ROWS])


def aliases(condition: Q) -> list[tuple[int, str]]:
    return pairs(Alias.objects.filter(condition), "entity_id", "text")
