"""From names in queries and addresses to the ids that the index knows."""

from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.hindi.fold import fold
from articles.models import Entity, Source, Topic
from search.query import QueryError
from search.tree import And, Field, Node, Not, Or

NOTHING = -1  # an id that no row has
UNKNOWN = {
    "source": "“%(name)s” नाम का कोई स्रोत संग्रह में नहीं है।",
    "entity": "“%(name)s” नाम का कोई व्यक्ति, स्थान या संगठन संग्रह में नहीं है।",
    "topic": "“%(name)s” नाम का कोई विषय संग्रह में नहीं है।",
}


def ids_of(column: str, name: str) -> tuple[int, ...]:
    """Return the ids of what is called ``name`` in any spelling; empty if nothing is."""
    if column == "entity":
        return entity_ids(name)
    model = {"source": Source, "topic": Topic}[column]
    found = model.objects.filter(folded=fold(name)) | model.objects.filter(slug=name)
    return tuple(found.values_list("pk", flat=True))


def entity_ids(name: str) -> tuple[int, ...]:
    """An address means one entity; a name all that bear it."""
    known = Entity.objects.exclude(status=Entity.Status.REJECTED)
    by_address = known.filter(slug=name)
    by_name = known.filter(folded=fold(name)) | known.filter(aliases__folded=fold(name))
    for found in (by_address, by_name, known.filter(slug=slugify(name))):
        if ids := set(found.values_list("pk", flat=True)):
            return tuple(sorted(ids))
    return ()


def resolve(node: Node, query: str) -> Node:
    """Return the tree with the ids of the names in it; raises ``QueryError`` for unknown names."""
    if isinstance(node, Field):
        ids = ids_of(node.name, node.value)
        if not ids:
            start = max(0, query.find(node.text))
            message = _(UNKNOWN[node.name]) % {"name": node.value}
            raise QueryError(message, query, start, start + len(node.text))
        return replace(node, ids=ids)
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(resolve(part, query) for part in node.parts))
    if isinstance(node, Not):
        return replace(node, part=resolve(node.part, query))
    return node
