"""From names in queries and addresses to the ids that the index knows."""

from dataclasses import replace

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.canonical import canonical_id, family
from articles.hindi.fold import fold
from articles.models import Article, Entity, Source, Topic
from search.query import QueryError
from search.tree import And, Field, Node, Not, Or

NOTHING = -1  # an id that no row has
UNKNOWN = {
    "source": _("“%(name)s” नाम का कोई स्रोत संग्रह में नहीं है।"),
    "entity": _("“%(name)s” नाम का कोई व्यक्ति, स्थान या संगठन संग्रह में नहीं है।"),
    "topic": _("“%(name)s” नाम का कोई विषय संग्रह में नहीं है।"),
}


def keys_of(column: str, name: str, typed: bool = False) -> tuple:
    """Return the index keys of what is called ``name`` in any spelling; empty if nothing is.

    Agencies are known by their names, all else by the ids of the database.
    ``typed`` says that the name stands in a query, not in an address.
    """
    if "\x00" in name:  # PostgreSQL takes none
        return ()
    if column == "entity":
        return entity_ids(name, typed)
    if column == "agency":
        return (name,) if Article.objects.filter(agency=name).exists() else ()
    model = {"source": Source, "topic": Topic}[column]
    found = model.objects.filter(folded=fold(name)) | model.objects.filter(slug=name)
    return tuple(found.values_list("pk", flat=True))


def entity_ids(name: str, typed: bool) -> tuple[int, ...]:
    """An address means one entity; a name all that bear it, though it may be one's address too.

    What was merged is the entity into which it went. The ids of its family stand beside
    it: until all articles of a large one are indexed again, some have these.
    """
    known = Entity.objects.filter(Q(merged_into=None, shown=True) | Q(merged_into__shown=True))
    by_address = known.filter(slug=name)
    by_name = known.filter(folded=fold(name)) | known.filter(aliases__folded=fold(name))
    likely = (by_name, by_address) if typed else (by_address, by_name)
    for found in (*likely, known.filter(slug=slugify(name))):
        if ids := set(found.values_list(canonical_id(), flat=True)):
            return tuple(family(ids))
    return ()


def resolve(node: Node, query: str) -> Node:
    """Return the tree with the ids of the names in it; raises ``QueryError`` for unknown names."""
    if isinstance(node, Field):
        ids = keys_of(node.name, node.value, typed=True)
        if not ids:
            start = max(0, query.find(node.text))
            message = UNKNOWN[node.name] % {"name": node.value}
            raise QueryError(message, query, start, start + len(node.text))
        return replace(node, ids=ids)
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(resolve(part, query) for part in node.parts))
    if isinstance(node, Not):
        return replace(node, part=resolve(node.part, query))
    return node
