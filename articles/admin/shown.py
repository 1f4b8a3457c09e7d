"""Actions of the log as they are shown: fields by their names, values as people read them."""

from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.compare import Row, compare
from articles.curation import changes
from articles.curation.reverting import Step, model_of
from articles.models import Action, Entity, Mention
from articles.templatetags.hindi_format import day, minute

COMPARED = 80  # characters; longer texts are compared word by word
MOST_NAMED = 50  # rows named in one value
NAMES = {
    "aliases": gettext_lazy("दूसरे नाम"),
    "mentions": gettext_lazy("उल्लेख"),
    "entities": gettext_lazy("नाम"),
    "articles": gettext_lazy("समाचार"),
    "password": gettext_lazy("पासवर्ड"),
    "cluster": gettext_lazy("एक ही समाचार का समूह"),
}


class Line(NamedTuple):
    """A field of an action: two short values, or two long ones as rows of a comparison."""

    label: str
    before: str
    after: str
    rows: list[Row] | None = None
    later: bool = False


def lines(action: Action) -> list[Line]:
    """Return the fields that an action changed."""
    before, after = changes.texts(action)
    model = model_of(action)
    names = [one for one in dict.fromkeys([*before, *after]) if before.get(one) != after.get(one)]
    return [line(model, name, before.get(name), after.get(name)) for name in names]


def planned(action: Action, steps: list[Step]) -> list[Line]:
    """Return the fields that putting back would change, from now to then."""
    model = model_of(action)
    return [
        line(model, step.name, step.now, step.then)._replace(later=step.later) for step in steps
    ]


def line(model: type[models.Model] | None, name: str, before: Any, after: Any) -> Line:
    texts = shown(model, name, before), shown(model, name, after)
    long = isinstance(before, str) and isinstance(after, str) and max(map(len, texts)) > COMPARED
    rows = compare(*texts) if long and before and after else None
    return Line(label(model, name), *texts, rows)


def summary(action: Action, most: int = 60) -> str:
    """Return in one line what an action changed, for lists: no text is read for it."""
    model, parts = model_of(action), []
    for name in dict.fromkeys([*action.before, *action.after]):
        old, new = action.before.get(name), action.after.get(name)
        if old == new:
            continue
        if isinstance(old, dict) or isinstance(new, dict) or name in ("body", "lead"):
            parts.append(label(model, name))
            continue
        was, became = (Truncator(shown(model, name, one)).chars(most) for one in (old, new))
        both = f"{was} → {became}" if name in action.before else became
        parts.append(f"{label(model, name)}: {both}")
    return " · ".join(parts)


def field_of(model, name) -> models.Field | None:
    try:
        return model and model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def label(model: type[models.Model] | None, name: str) -> str:
    field = None if name in NAMES else field_of(model, name)
    return capfirst(str(getattr(field, "verbose_name", NAMES.get(name, name))))


def shown(model: type[models.Model] | None, name: str, value: Any) -> str:
    """Return a value of the log as text: choices and rows by their names."""
    if value in (None, "", [], {}):
        return "—"
    if name == "mentions" and isinstance(value, dict):
        return mentions(value)
    field = field_of(model, name)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("हाँ") if value else _("नहीं")
    if getattr(field, "related_model", None) and not isinstance(value, dict):
        return rows_named(field.related_model, value if isinstance(value, list) else [value])
    if isinstance(value, list):
        return ", ".join(map(str, value[:MOST_NAMED])) + (" …" if value[MOST_NAMED:] else "")
    return moment(field, value)


def moment(field, value) -> str:
    if isinstance(field, models.DateTimeField) and (parsed := parse_datetime(str(value))):
        return minute(parsed)
    if isinstance(field, models.DateField) and (parsed := parse_date(str(value))):
        return day(parsed)
    return str(value)


def rows_named(model: type[models.Model], values: list) -> str:
    """Return the names of rows; of those that are gone only the number."""
    ids = [value for value in values[:MOST_NAMED] if isinstance(value, int)]
    found = {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)}
    named = [found.get(one, f"#{one}" if one in ids else str(one)) for one in values[:MOST_NAMED]]
    return ", ".join(named) + (" …" if values[MOST_NAMED:] else "")


def mentions(value: dict) -> str:
    names = dict(Entity.objects.filter(pk__in=value).values_list("pk", "label"))
    origins = dict(Mention.Origin.choices)
    parts = []
    for pk, facts in list(value.items())[:MOST_NAMED]:
        entity = names.get(int(pk), f"#{pk}")
        origin = origins.get(facts.get("origin"))
        parts.append(f"{entity} × {facts.get('count', '')}" + (f" ({origin})" if origin else ""))
    return ", ".join(parts)
