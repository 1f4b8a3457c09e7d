"""The curated gazetteer: from its table into the database, and from there to the matcher."""

from pathlib import Path

from django.utils.text import slugify

from articles.canonical import canonical_status, undecided
from articles.hindi.fold import fold
from articles.hindi.names.table import SHIPPED, Row, read_table
from articles.ingestion.entities import Gazetteer
from articles.locks import in_turn
from articles.models import Alias, Entity
from articles.models.entities import ends_of

__all__ = ["SHIPPED", "Row", "current", "load", "read_table"]


@in_turn()
def load(path: Path = SHIPPED) -> int:
    """Add the entities and aliases of the table that the database has not; return how many.

    What a curator changed stays: an entity is known by its address, which comes
    from its roman label, and only missing entities are added, with their aliases.
    """
    taken = set(Entity.objects.values_list("slug", flat=True))
    fresh = {}
    for row in read_table(path):
        slug = slugify(row.roman)[:110] or row.label
        slug = slug if slug not in fresh else f"{slug}-{row.kind}"
        if slug not in taken and slug not in fresh:
            fresh[slug] = row
    entities = Entity.objects.bulk_create(
        Entity(
            kind=row.kind,
            label=row.label,
            folded=fold(row.label),
            roman=row.roman,
            slug=slug,
            **ends_of(row.label),
        )
        for slug, row in fresh.items()
    )
    Alias.objects.bulk_create(
        Alias(entity=entity, text=text, folded=folded, **ends_of(text))
        for entity in entities
        for folded, text in {fold(text): text for text in fresh[entity.slug].aliases}.items()
    )
    return len(entities)


def current() -> Gazetteer:
    """Return the matcher for all entities that were not rejected; an empty database is filled.

    What the model alone suggested is left to the model: आकाश may be a man, and the sky.
    What was merged is found by its own names, and counts as decided where its target is.
    """
    if not Entity.objects.exists():
        load()
    known = Entity.objects.exclude(undecided()).alias(decision=canonical_status())
    known = known.exclude(decision=Entity.Status.REJECTED)
    rows = list(known.order_by("id").values_list("id", "label", "kind", "merged_into"))
    labels = {pk: label for pk, label, _, _ in rows}
    # Looked up here: PostgreSQL would look up each in a subquery, while it knows no statistics.
    aliases = Alias.objects.order_by("id").values_list("entity", "text")
    return Gazetteer(
        [*labels.items(), *(row for row in aliases if row[0] in labels)],
        persons=[pk for pk, _, kind, _ in rows if kind == Entity.Kind.PERSON],
        merged={pk: head for pk, _, _, head in rows if head},
        organisations=[pk for pk, _, kind, _ in rows if kind == Entity.Kind.ORGANISATION],
    )
