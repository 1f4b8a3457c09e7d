"""Taking back what was done, as the log kept it.

The rule: an act is taken back only while what it changed is as it left it. Where a
later one changed the same, that has to be taken back first. An act that was taken
back stays in the log, with the one that did so.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.curation import Refused, articles, entities, log, merging, splitting
from articles.locks import in_turn
from articles.models import Action

Kind = Action.Kind


class Undoing(NamedTuple):
    """How acts of a kind are taken back.

    ``later`` kinds of acts on the same row must be taken back first; ``why_not``
    returns a reason or an empty string; ``take_back(action, row, who)`` does it.
    """

    take_back: Callable[[Action, Model, str], None]
    why_not: Callable[[Action, Model], str]
    later: tuple[str, ...] = ()


KINDS: dict[tuple[str, str], Undoing] = {}


def register(model: str, kinds: tuple[str, ...], undoing: Undoing) -> None:
    """Say how acts of these kinds on rows of a model (as in ``model_name``) are taken back."""
    KINDS.update({(kind, model): undoing for kind in kinds})


def undoing_of(action: Action) -> Undoing | None:
    """Return how an act is taken back; a change of fields is only if it is a renaming."""
    renamed = action.kind == Kind.CHANGE and "alias" in action.kept
    return KINDS.get((RENAME if renamed else action.kind, action.model))


def can_undo(action: Action) -> str:
    """Return an empty string, or why an act cannot be taken back."""
    undoing = undoing_of(action)
    if action.kind == Kind.UNDO:
        return _("वापस लेना वापस नहीं लिया जाता; वही काम फिर से करें।")
    if Action.objects.filter(undoes=action).exists():
        return _("यह पहले ही वापस लिया जा चुका है।")
    if not undoing:
        return _("यह काम वापस नहीं लिया जा सकता।")
    row = row_of(action)
    if not row:
        return _("“%(name)s” अब संग्रह में नहीं है।") % {"name": action.label}
    if later := later_than(action, undoing):
        return _("इस पर बाद में “%(later)s” हुआ; पहले वह वापस लें।") % {"later": later}
    return undoing.why_not(action, row)


@in_turn()
def undo(action: Action, who: str) -> Action:
    """Take an act back and log that; ``Refused`` says why it cannot be."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if reason := can_undo(action):
        raise Refused(reason)
    row = row_of(action)
    undoing_of(action).take_back(action, row, who)
    done = {"before": action.after, "after": action.before}
    return log.record(who, Kind.UNDO, row, **done, undoes=action, label=action.label)


def row_of(action: Action) -> Model | None:
    """Return what an act was done to, or None if it is gone."""
    model = apps.get_model("articles", action.model)
    return model._base_manager.select_for_update().filter(pk=action.object_id).first()


def later_than(action: Action, undoing: Undoing) -> Action | None:
    """Return the latest act on the same row that has to be taken back before."""
    same = Action.objects.filter(model=action.model, object_id=action.object_id, pk__gt=action.pk)
    standing = same.filter(kind__in=[*undoing.later, Kind.CHANGE], undone_by=None)
    return next((one for one in standing if stands_on(one, action)), None)


def stands_on(later: Action, action: Action) -> bool:
    """A change of fields matters only where both changed the same one."""
    return later.kind != Kind.CHANGE or bool(later.after.keys() & action.after.keys())


def changed_since() -> str:
    return _("यह बाद में बदला गया; जैसा था वैसा अब नहीं लौटाया जा सकता।")


def as_left(action: Action, row: Model) -> str:
    """Return an empty string if the row has the values that the act gave it."""
    now = log.values_of(row, action.after)
    return "" if now == action.after else changed_since()


def why_decided_still(action: Action, entity) -> str:
    try:
        entities.refuse_merged([entity])
    except Refused as error:
        return str(error)
    return as_left(action, entity)


def why_filed_still(action: Action, article) -> str:
    return changed_since() if articles.filed_otherwise(action, article) else ""


RENAME = "rename"
DECIDED = (Kind.CONFIRM, Kind.REJECT)
SHOWN = (Kind.HIDE, Kind.SHOW)
FILED = (Kind.FILE, Kind.UNFILE)

decision = Undoing(entities.undo_decision, why_decided_still, (*DECIDED, Kind.MERGE, Kind.SPLIT))
merged = Undoing(merging.undo_merge, merging.why_merged_still, (Kind.SPLIT,))
parted = Undoing(splitting.undo_split, splitting.why_split_still, (Kind.SPLIT, Kind.MERGE))
register("entity", DECIDED, decision)
register("entity", (RENAME,), Undoing(entities.undo_rename, as_left))
register("entity", (Kind.MERGE,), merged)
register("entity", (Kind.SPLIT,), parted)
register("article", SHOWN, Undoing(articles.undo_status, as_left, SHOWN))
register("article", FILED, Undoing(articles.undo_filing, why_filed_still))
