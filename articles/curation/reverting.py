"""Putting the fields of a row back to what they were before a change in the log."""

from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from articles import filing
from articles.curation import Refused, changes, topics
from articles.curation.editing import keep_text, prepare
from articles.hindi.fold import fold
from articles.ingestion.retag import retag
from articles.locks import in_turn
from articles.models import Action, Alias, Article, Entity, Mention, Revision, Topic

KINDS = (Action.Kind.CHANGE, Action.Kind.UNDO)


class Step(NamedTuple):
    """A field that is to be put back; ``later`` says whether it was changed again since."""

    name: str
    now: Any
    then: Any
    later: bool


def model_of(action: Action) -> type[models.Model] | None:
    """Return the model that an action was about, if the archive has it."""
    for label in "articles", "auth":
        try:
            return apps.get_model(label, action.model)
        except LookupError:
            continue
    return None


def row_of(action: Action) -> models.Model | None:
    """Return the row that an action was about, if it is still there."""
    model = model_of(action)
    return model and model._default_manager.filter(pk=action.object_id).first()


def can_revert(action: Action) -> str:
    """Return why the fields of an action cannot be put back; "" if they can."""
    model = model_of(action)
    first = action.undoes or action
    if {action.kind, first.kind} - set(KINDS) or not model or model._meta.app_label != "articles":
        return _("इस तरह का काम यहाँ से वापस नहीं लिया जा सकता।")
    if Action.objects.filter(undoes=action).exists():
        return _("यह पहले ही वापस लिया जा चुका है।")
    row = row_of(action)
    if row is None:
        return _("यह अब संग्रह में नहीं है।")
    if not steps(action, row):
        return _("सब कुछ पहले से वैसा ही है।")
    return ""


def steps(action: Action, row: models.Model) -> list[Step]:
    """Return what putting back would change, in the order of the row's fields."""
    before, after = changes.texts(action)
    now = changes.stored(row)
    found = []
    for name in [name for name in now if name in before or name in after]:
        held, then, meant = now[name], before.get(name), after.get(name)
        if name == "mentions":
            held, then, meant = part(held, action), then or {}, meant or {}
        if then is None and name == "body":
            continue  # its revision is gone
        if held != then:
            found.append(Step(name, held, then, held != meant))
    return found


def part(mentions: dict, action: Action) -> dict:
    """Return the mentions that the action was about."""
    touched = {**action.before.get("mentions", {}), **action.after.get("mentions", {})}
    return {pk: value for pk, value in mentions.items() if pk in touched}


@in_turn()
def revert(action: Action, who: str) -> Action:
    """Put the fields back, and log that; Refused where the row would not hold together."""
    if reason := can_revert(action):
        raise Refused(reason)
    row = row_of(action)
    before = changes.stored(row)
    wanted = {step.name: step.then for step in steps(action, row)}
    revision = put_back(row, wanted, action)
    if isinstance(row, Topic):
        topics.follow(row, "parent" in wanted, who)
    return changes.record_edit(who, row, before, changes.stored(row), revision, undoes=action)


def put_back(row: models.Model, wanted: dict[str, Any], action: Action) -> Revision | None:
    """Write the values onto a row and save it as an edit would."""
    earlier = type(row)._default_manager.get(pk=row.pk)
    for name, value in wanted.items():
        put_column(row, name, value)
    if isinstance(row, Article):
        row.set_published(row.published_at, row.precision)
        prepare(row, earlier)
    save(row)
    for name in set(wanted) & set(changes.many(row)):
        put_many(row, name, wanted[name] or [])
    if "mentions" in wanted:
        put_mentions(row, wanted["mentions"], part(changes.stored(row)["mentions"], action))
    if isinstance(row, Entity):
        put_names(row, wanted)
    return keep_text(row, earlier) if isinstance(row, Article) else None


def save(row: models.Model) -> None:
    try:
        row.full_clean()
        with in_turn():
            row.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused(_("अब कोई और यही नाम रखता है।")) from error


def put_column(row: models.Model, name: str, value: Any) -> None:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if field.concrete and not field.many_to_many:
        setattr(row, field.attname, field.to_python(value))


def put_many(row: models.Model, name: str, ids: list[int]) -> None:
    """Link those of the rows that are still there; topics are filed as by hand."""
    linked = getattr(row, name)
    before = set(linked.values_list("pk", flat=True))
    linked.set(linked.model._default_manager.filter(pk__in=ids))
    if isinstance(row, Article):
        filing.decided_between(row, before)


def put_mentions(article: Article, wanted: dict, held: dict) -> None:
    """Make the mentions that an edit touched those that stood there before it."""
    for mention in article.mentions.filter(entity__in=held.keys() - wanted.keys()):
        mention.delete()
    known = Entity.objects.filter(pk__in=wanted).values_list("pk", flat=True)
    for pk in known:
        Mention.objects.update_or_create(article=article, entity_id=pk, defaults=wanted[str(pk)])


def put_names(entity: Entity, wanted: dict) -> None:
    """Put back an entity's other names, and look for it in the articles if its names changed."""
    if "aliases" in wanted:
        texts = {fold(text): text for text in wanted["aliases"] or ()}
        for alias in entity.aliases.all():
            if texts.get(alias.folded) != alias.text:
                alias.delete()
            else:
                del texts[alias.folded]
        for text in texts.values():
            Alias.objects.create(entity=entity, text=text)
    if wanted.keys() & {"aliases", "label"} and entity.status != Entity.Status.REJECTED:
        transaction.on_commit(lambda: retag(entity), robust=True)
