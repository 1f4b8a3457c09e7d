"""Entities that are one: merged into one of them, without a row being lost."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.canonical import articles_naming, family
from articles.curation import Refused, log
from articles.curation.entities import changed, locked, names_of, refuse_merged
from articles.locks import in_turn
from articles.models import Action, Alias, Article, Entity

SAMPLES = 5


@dataclass(frozen=True)
class Preview:
    """What a merge would change.

    ``moved`` articles will count for the target, which then has ``together``; ``names``
    lead to it; ``conflicts`` are pairs of such a name and a third entity that bears it;
    ``odd`` sources are of another kind. ``refusal`` says why it cannot be, or is empty.
    """

    sources: list[Entity]
    target: Entity
    moved: int
    together: int
    names: list[str]
    conflicts: list[tuple[str, Entity]]
    odd: list[Entity]
    samples: list[Article]
    refusal: str = ""


def preview(sources: Iterable[Entity], target: Entity) -> Preview:
    """Return what merging the sources into the target would change; nothing is changed."""
    rows = [row for row in sources if row.pk != target.pk]
    moving, own = family([row.pk for row in rows]), family([target.pk])
    moved = articles_naming(moving)
    newest = Article.objects.filter(pk__in=sorted(moved)[-1000:]).order_by("-pk")
    return Preview(
        sources=rows,
        target=target,
        moved=len(moved),
        together=len(moved | articles_naming(own)),
        names=names(moving),
        conflicts=conflicts(moving, own),
        odd=[row for row in rows if row.kind != target.kind],
        samples=list(newest.only("pk", "title")[:SAMPLES]),
        refusal=refusal(rows, target),
    )


def names(ids: list[int]) -> list[str]:
    """Return all that these entities are called, each once."""
    labels = Entity.objects.filter(pk__in=ids).values_list("label", flat=True)
    aliases = Alias.objects.filter(entity__in=ids).order_by("entity", "text")
    return list(dict.fromkeys([*labels, *aliases.values_list("text", flat=True)]))


def conflicts(moving: list[int], own: list[int]) -> list[tuple[str, Entity]]:
    """Return the names of the entities ``moving`` that others, not in ``own``, bear as well."""
    texts = dict(Entity.objects.filter(pk__in=moving).values_list("folded", "label"))
    texts |= dict(Alias.objects.filter(entity__in=moving).values_list("folded", "text"))
    others = Entity.objects.exclude(pk__in=[*moving, *own])
    found = [(texts[one.folded], one) for one in others.filter(folded__in=texts)]
    aliases = Alias.objects.filter(folded__in=texts, entity__in=others).select_related("entity")
    return [*found, *((texts[alias.folded], alias.entity) for alias in aliases)]


@in_turn()
def merge(sources: Iterable[Entity], target: Entity, who: str) -> Action:
    """Merge entities into another one, with all that was merged into them; may be undone."""
    ids = {row.pk for row in sources} - {target.pk}
    rows = {row.pk: row for row in locked(Entity.objects.filter(pk__in=[*ids, target.pk]))}
    target = rows.pop(target.pk)
    sources = list(rows.values())
    if fault := refusal(sources, target):
        raise Refused(fault)
    moving = Entity.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids))
    pointers = dict(moving.values_list("pk", "merged_into"))
    moving.update(merged_into=target)
    brought = show_with(target, sources)
    changed(pointers.keys() | ({target.pk} if brought else set()), names_of(sources), who)
    return log.record(
        who,
        Action.Kind.MERGE,
        target,
        {"entities": [row.label for row in sources]},
        {"entities": [target.label]},
        {"pointers": pointers, "brought": brought},
        label=f"{names_of(sources)} → {target}",
    )


def refusal(sources: list[Entity], target: Entity) -> str:
    """Return why the sources cannot be merged into the target, or an empty string."""
    try:
        refuse_merged([*sources, target])
    except Refused as error:
        return str(error)
    if not sources:
        return _("मिलाने के लिए कोई दूसरा नाम चुनें।")
    if target.status == Entity.Status.REJECTED:
        return _("“%(target)s” नामंज़ूर है; उसमें कुछ नहीं मिल सकता।") % {"target": target}
    confirmed = [row for row in sources if row.status == Entity.Status.CONFIRMED]
    if confirmed and target.status == Entity.Status.SUGGESTED:
        text = _("“%(source)s” पक्का है और “%(target)s” सिर्फ़ सुझाया हुआ; उलटा मिलाएँ या पहले उसे पक्का करें।")
        return text % {"source": confirmed[0], "target": target}
    return ""


def show_with(target: Entity, sources: list[Entity]) -> bool:
    """Show the target where a source was shown: what readers see does not go by a merge."""
    if target.shown or not any(row.shown for row in sources):
        return False
    Entity.objects.filter(pk=target.pk).update(shown=True)
    return True


def why_merged_still(action: Action, target: Entity) -> str:
    """Return why a merge cannot be taken back: what it moved was moved again, or is gone."""
    wanted = {int(pk): former for pk, former in action.kept["pointers"].items()}
    now = dict(Entity.objects.filter(pk__in=wanted).values_list("pk", "merged_into"))
    if now.keys() != wanted.keys():
        return _("मिलाए हुए नामों में से कोई अब संग्रह में नहीं है।")
    if any(pointer != target.pk for pointer in now.values()):
        return _("मिलाए हुए नाम बाद में कहीं और गए; पहले वह काम वापस लें।")
    return ""


def undo_merge(action: Action, target: Entity, who: str) -> None:
    """Give each entity the pointer that it had before."""
    ids = set()
    for pk, former in action.kept["pointers"].items():
        Entity.objects.filter(pk=pk).update(merged_into=former)
        ids.add(int(pk))
    if action.kept["brought"]:
        suggested = Entity.objects.filter(pk=target.pk, status=Entity.Status.SUGGESTED)
        suggested.update(shown=False)
        ids.add(target.pk)
    changed(ids, action.label, who)
