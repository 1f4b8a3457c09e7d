"""A curator decides about entities: which are some, which are none, and what they are called."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from articles.canonical import family
from articles.curation import Refused, indexing, log
from articles.hindi.fold import fold
from articles.locks import in_turn
from articles.models import Action, Alias, Entity
from articles.signals import names_changed

STATE = ("status", "shown")


def confirm(entities: Iterable[Entity], who: str) -> list[Action]:
    """Confirm suggested or rejected entities; those that are confirmed stay as they are."""
    return decide(entities, Entity.Status.CONFIRMED, Action.Kind.CONFIRM, who)


def reject(entities: Iterable[Entity], who: str) -> list[Action]:
    """Reject entities: readers see them no more, and no ingest brings them back."""
    return decide(entities, Entity.Status.REJECTED, Action.Kind.REJECT, who)


@in_turn()
def decide(entities, status, kind, who) -> list[Action]:
    rows = [row for row in locked(entities) if row.status != status]
    refuse_merged(rows)
    before = [log.values_of(row, STATE) for row in rows]
    for row in rows:
        row.status, row.shown = status, status == Entity.Status.CONFIRMED
    Entity.objects.bulk_update(rows, STATE, batch_size=200)
    after = [log.values_of(row, STATE) for row in rows]
    actions = log.record_many(who, kind, zip(rows, before, after, strict=True))
    changed({row.pk for row in rows}, names_of(rows), who)
    return actions


@in_turn()
def rename(entity: Entity, label: str, who: str) -> Action | None:
    """Give an entity another label; the old one becomes an alias. None if that is its label.

    Articles are not read again: ``ingestion.retag`` finds the new name in those stored.
    """
    (entity,) = locked([entity])
    if not fold(label):
        raise Refused(_("नाम में एक भी शब्द नहीं है।"))
    if label == entity.label:
        return None
    old, entity.label = entity.label, label
    entity.save()
    alias = None
    if fold(old) != entity.folded and not entity.aliases.filter(folded=fold(old)).exists():
        alias = Alias.objects.create(entity=entity, text=old)
    kept = {"alias": alias and alias.pk}
    return log.record(who, Action.Kind.CHANGE, entity, {"label": old}, {"label": label}, kept)


def undo_decision(action: Action, entity: Entity, who: str) -> None:
    """Give an entity the status and visibility that it had before it was decided about."""
    entity.status, entity.shown = action.before["status"], action.before["shown"]
    Entity.objects.bulk_update([entity], STATE)
    changed({entity.pk}, str(entity), who)


def undo_rename(action: Action, entity: Entity, who: str) -> None:
    """Give an entity its former label, and take away the alias that the renaming made."""
    entity.label = action.before["label"]
    made = entity.aliases.filter(pk=action.kept.get("alias"), folded=fold(entity.label))
    made.delete()
    entity.save()


def locked(entities: Iterable[Entity]) -> list[Entity]:
    """Return the rows as they are now, which nobody else changes until the transaction ends."""
    ids = [entity.pk for entity in entities]
    return list(Entity.objects.select_for_update().filter(pk__in=ids).order_by("pk"))


def refuse_merged(rows: Collection[Entity]) -> None:
    """Raise ``Refused`` if one of these was merged: what is decided is decided of the canonical."""
    for row in rows:
        if row.merged_into_id:
            names = {"name": row, "target": row.merged_into}
            text = _(
                "“%(name)s” पहले ही “%(target)s” में मिला है; “%(target)s” पर काम करें या मिलान वापस लें।"
            )
            raise Refused(text % names)


def changed(ids: Collection[int], label: str, who: str) -> None:
    """Tell the index and those who keep names that these entities, with their families, changed."""
    indexing.entities_changed(family(ids), label, who)
    transaction.on_commit(lambda: names_changed.send(sender=Entity))


def names_of(rows: Collection[Entity], most: int = 3) -> str:
    names = [str(row) for row in rows]
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")
