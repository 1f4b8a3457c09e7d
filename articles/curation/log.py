"""The log of curation: who did what, when, and what stood there before and after."""

from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from articles.models import Action

LONGEST_LABEL = 300  # characters
encoder = DjangoJSONEncoder()


def record(
    who: str,
    kind: str,
    row: Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None,
    undoes: Action | None = None,
    label: str = "",
) -> Action:
    """Log what ``who`` (a user name) did to a row, in the transaction of the change itself.

    ``label`` says what it was done to, where that is more than the row's own name.
    """
    action = made(who, kind, row, before, after, kept)
    action.label = label[:LONGEST_LABEL] or action.label
    action.undoes = undoes
    action.save()
    return action


def record_many(
    who: str, kind: str, changes: Iterable[tuple[Model | dict[str, Any], ...]]
) -> list[Action]:
    """Log the same for many rows: (row, before, after), or also what to keep, for each."""
    actions = [made(who, kind, *change) for change in changes]
    return Action.objects.bulk_create(actions, batch_size=500)


def made(who, kind, row, before=None, after=None, kept=None) -> Action:
    return Action(
        who=who,
        kind=kind,
        model=row._meta.model_name,
        object_id=row.pk,
        label=str(row)[:LONGEST_LABEL],
        before=plain(before),
        after=plain(after),
        kept=plain(kept),
    )


def plain(values: dict[str, Any] | None) -> dict[str, Any]:
    """Return values as JSON can hold them: moments as text, rows as their ids."""
    return {name: plain_value(value) for name, value in (values or {}).items()}


def plain_value(value):
    if isinstance(value, Model):
        return value.pk
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return encoder.default(value)


def values_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of a row as the log keeps them, by name."""
    return plain({name: getattr(row, row._meta.get_field(name).attname) for name in names})


def history_of(row: Model):
    """Return what was done to a row, the latest first."""
    return Action.objects.filter(model=row._meta.model_name, object_id=row.pk)
