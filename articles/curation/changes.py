"""What of a row curators can change, and what an edit changed of it, for the log.

A snapshot is a dict from the name of a field to its value as JSON can hold it. Beside the
columns it has the ids of many-to-many rows, an entity's other names (``aliases``: texts), and
an article's ``mentions`` (id of the entity → count and origin).
"""

from typing import Any

from django.db.models import Model

from articles.curation.log import plain, record, values_of
from articles.models import Action, Article, Entity, Revision

Values = dict[str, Any]
SECRET = ("password", "last_login", "date_joined")  # of users


def columns(row: Model) -> list[str]:
    """Return the names of the columns that a form can change."""
    fields = row._meta.concrete_fields
    return [
        one.name
        for one in fields
        if one.editable and not one.primary_key and one.name not in SECRET
    ]


def many(row: Model) -> list[str]:
    fields = row._meta.many_to_many
    return [one.name for one in fields if one.remote_field.through._meta.auto_created]


def snapshot(row: Model) -> Values:
    """Return what a stored row holds."""
    found = values_of(row, columns(row))
    for name in many(row):
        found[name] = sorted(getattr(row, name).values_list("pk", flat=True))
    if isinstance(row, Entity):
        found["aliases"] = sorted(row.aliases.values_list("text", flat=True))
    if isinstance(row, Article):
        found["mentions"] = {
            str(pk): {"count": count, "origin": origin}
            for pk, count, origin in row.mentions.values_list("entity", "count", "origin")
        }
    return found


def stored(row: Model) -> Values:
    """Return what the database holds of a row, whatever was done to this object."""
    return snapshot(type(row)._default_manager.get(pk=row.pk))


def difference(before: Values, after: Values) -> tuple[Values, Values]:
    """Return both without what is the same in both; of a dict, only its differing keys."""
    was, became = {}, {}
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            old, new = difference(old, new)
        if name in before:
            was[name] = old
        if name in after:
            became[name] = new
    return was, became


def record_creation(who: str, row: Model) -> Action:
    """Log that a row was added; what was left empty is not told."""
    empty = ("", None, [], {})
    values = {name: value for name, value in snapshot(row).items() if value not in empty}
    return record(who, Action.Kind.CREATE, row, after=values)


def record_edit(
    who: str,
    row: Model,
    before: Values,
    after: Values,
    revision: Revision | None = None,
    undoes: Action | None = None,
) -> Action | None:
    """Log what an edit changed, if it changed anything.

    An article's text stands in ``revision``, so that the log need not hold it too: see ``texts``.
    """
    was, became = difference(before, after)
    if not (was or became or undoes):
        return None
    if revision and "body" in was:
        was["body"], became["body"] = {"revision": revision.pk}, {"after": revision.pk}
    kind = Action.Kind.UNDO if undoes else Action.Kind.CHANGE
    return record(who, kind, row, was, became, undoes=undoes)


def texts(action: Action) -> tuple[Values, Values]:
    """Return what stood before and after, with the article's text in the place of its revision.

    A text that is no longer there is None.
    """
    before, after = dict(action.before), dict(action.after)
    if isinstance(before.get("body"), dict):
        before["body"], after["body"] = bodies(action.object_id, before["body"].get("revision"))
    return before, after


def bodies(article: int, revision: int | None) -> tuple[str | None, str | None]:
    """Return the text of a revision and the one that replaced it."""
    rows = Revision.objects.filter(article=article)
    later = rows.filter(pk__gt=revision or 0).order_by("pk")
    old = rows.filter(pk=revision).values_list("body", flat=True).first()
    new = later.values_list("body", flat=True).first()
    if new is None:
        new = Article.objects.filter(pk=article).values_list("body", flat=True).first()
    return old, new


def record_deletions(who: str, rows) -> None:
    """Log all that the rows hold, before they are deleted."""
    for row in rows:
        record(who, Action.Kind.DELETE, row, before=snapshot(row))


def record_update(who: str, rows, **values: Any) -> int:
    """Log the same new values for many rows, of those that have others; return how many."""
    became, count = plain(values), 0
    for row in rows:
        was, new = difference(values_of(row, values), became)
        count += record_edit(who, row, was, new) is not None
    return count
