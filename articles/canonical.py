"""Entities that were merged, read as the one into which they went: the canonical one.

A merge is a pointer, ``Entity.merged_into``. The rows of mentions, aliases and
suggestions stay with the entity that was named, so that a merge loses nothing and is
undone by taking the pointer back. An entity and those merged into it are a family.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import BigIntegerField, F, Q, QuerySet
from django.db.models.functions import Coalesce

from articles.batched import batched
from articles.models import Alias, Article, Entity, Mention

CHUNK = 500  # ids in one query


def canonical_id(path: str = "") -> Coalesce:
    """Return the id of the canonical entity; ``path`` leads to the entity, as in ``entity__``."""
    own = F(path.removesuffix("__") or "pk")
    return Coalesce(F(f"{path}merged_into"), own, output_field=BigIntegerField())


def canonical_label(path: str = "") -> Coalesce:
    return Coalesce(F(f"{path}merged_into__label"), F(f"{path}label"))


def canonical_status(path: str = "") -> Coalesce:
    """Return the status that counts: a merged entity is confirmed or rejected with its family."""
    return Coalesce(F(f"{path}merged_into__status"), F(f"{path}status"))


def undecided() -> Q:
    """Return a condition for entities of which nothing is known but that the model found them."""
    suggested = {"status": Entity.Status.SUGGESTED, "suggestion__isnull": False}
    merged = {f"merged_into__{name}": value for name, value in suggested.items()}
    return Q(merged_into=None, **suggested) | Q(**merged)


def shown_mentions(path: str = "") -> Q:
    """Return a condition for what readers see; ``path`` leads to the mention."""
    own = {f"{path}entity__merged_into": None, f"{path}entity__shown": True}
    return Q(**own) | Q(**{f"{path}entity__merged_into__shown": True})


def family(ids: Iterable[int]) -> list[int]:
    """Return the ids of these entities and of those merged into them, in order."""
    found = set(ids)
    for some in batched(sorted(found), CHUNK):
        merged = Entity.objects.filter(merged_into__in=some)
        found.update(merged.order_by().values_list("pk", flat=True))
    return sorted(found)


def articles_naming(ids: Iterable[int]) -> set[int]:
    """Return the ids of the articles that name any of these entities, themselves."""
    found = set()
    for some in batched(sorted(ids), CHUNK):
        mentions = Mention.objects.filter(entity__in=some)
        found.update(mentions.order_by().values_list("article_id", flat=True))
    return found


def mentioned_in(articles: QuerySet[Article], entity: Entity) -> QuerySet[Article]:
    """Narrow articles to those that name an entity or what was merged into it, each once."""
    ids = family([entity.pk])
    if len(ids) == 1:
        return articles.filter(entities=entity)
    return articles.filter(pk__in=Mention.objects.filter(entity__in=ids).values("article"))


def other_names(entity: Entity) -> list[str]:
    """Return what else readers find an entity by: aliases, and the names of those merged into it.

    One spelling of each; none is a spelling of its label.
    """
    relatives = family([entity.pk])
    labels = entity.merged.order_by("label").values_list("folded", "label")
    aliases = (
        Alias.objects.filter(entity__in=relatives).order_by("text").values_list("folded", "text")
    )
    names = dict(reversed([*labels, *aliases]))
    names.pop(entity.folded, None)
    return sorted(names.values())


def given_away(articles: Collection[int]) -> dict[int, set[int]]:
    """Return the entities whose mention a curator gave to one split from them, by article."""
    found = defaultdict(set)
    by_hand = Mention.objects.filter(article__in=articles, origin=Mention.Origin.CURATOR)
    split = by_hand.filter(entity__split_from__isnull=False).order_by()
    for article, entity in split.values_list("article", "entity__split_from"):
        found[article].add(entity)
    return found
