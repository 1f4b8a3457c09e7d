"""Suggested entities in the database: what the model found, until a curator decides."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import Avg, Count, FloatField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from articles import outbox
from articles.batched import batched
from articles.bulk import insert
from articles.canonical import (
    articles_naming,
    canonical_id,
    canonical_status,
    family,
    undecided,
)
from articles.hindi.fold import fold
from articles.hindi.names.forms import key_of
from articles.ingestion.records import ArticleRecord
from articles.ingestion.suggest import Suggested, Suggester, known_keys
from articles.models import Alias, Article, Entity, Evidence, Mention, Suggestion
from articles.models.entities import ends_of
from articles.naming import free_slugs

CHUNK = 500  # keys in one query
# From this weight on nothing is counted anew: it is among the first anyway.
HEAVY = 500.0
ENTITY_FIELDS = (
    *("label", "folded", "kind", "status", "slug", "shown", "weight"),
    *("first_sound", "last_sound"),
)
Pairs = list[tuple[ArticleRecord, Article]]
Groups = dict[str, list[tuple[Suggested, int]]]


def suggester(forms: Iterable[Sequence[str]] = ()) -> Suggester | None:
    """Return what finds unknown names, or None where the settings want the gazetteer alone.

    Names of rejected entities count as known: they are not suggested again. Those
    that are only suggested are found by the model each time. ``forms`` (folded
    words) are known besides.
    """
    if settings.NAMES == "gazetteer":
        return None
    decided = Entity.objects.exclude(undecided())
    labels = decided.values_list("label", flat=True)
    aliases = Alias.objects.filter(entity__in=decided).values_list("text", flat=True)
    rejected = Suggestion.objects.alias(decision=canonical_status("entity__"))
    keys = rejected.filter(decision=Entity.Status.REJECTED).values_list("key", flat=True)
    return Suggester({*known_keys([*labels, *aliases]), *keys, *map(key_of, forms)})


class Kept(NamedTuple):
    """A suggestion in the database: its id and that of its entity.

    It is ``wanted`` unless the entity was rejected, and ``waits`` until readers see it.
    """

    pk: int
    entity: int
    wanted: bool
    waits: bool


def link(articles: Pairs) -> set[int]:
    """Write the mentions of suggested entities, which are made where they are new.

    Return the ids of those that were there before.
    """
    groups = grouped(articles)
    known = stored(groups)
    fresh = added({key: group for key, group in groups.items() if key not in known})
    add_mentions(groups, known | fresh)
    keep_evidence(articles, known | fresh)
    often = (one.entity for key, one in fresh.items() if enough(groups[key]))
    show_proven([*often, *(one.entity for one in known.values() if one.waits)])
    return {one.entity for one in known.values()}


def grouped(articles: Pairs) -> Groups:
    """Return what was found, by key, each with its article; the surest of each first."""
    groups = defaultdict(list)
    for record, article in articles:
        for one in record.unknown:
            groups[one.key].append((one, article.pk))
    for group in groups.values():
        group.sort(key=lambda pair: -pair[0].confidence)
    return groups


def enough(group: list) -> bool:
    return len(group) >= settings.SUGGEST_ARTICLES


def add_mentions(groups: Groups, known: dict[str, Kept]) -> None:
    rows = [
        (article, known[key].entity, one.count, Mention.Origin.MODEL, one.confidence)
        for key, group in groups.items()
        if known[key].wanted
        for one, article in group
    ]
    names = ("article", "entity", "count", "origin", "confidence")
    insert(Mention, names, rows, unless_there=True)


def stored(keys: Iterable[str]) -> dict[str, Kept]:
    """Return, by key, what was suggested before."""
    found, status_now = {}, canonical_status("entity__")
    shown_now = Coalesce("entity__merged_into__shown", "entity__shown")
    for some in batched(keys, CHUNK):
        rows = Suggestion.objects.filter(key__in=some)
        rows = rows.values_list("key", "pk", "entity", status_now, shown_now)
        for key, pk, entity, status, shown in rows:
            waits = status == Entity.Status.SUGGESTED and not shown
            found[key] = Kept(pk, entity, status != Entity.Status.REJECTED, waits)
    return found


def added(groups: Groups) -> dict[str, Kept]:
    """Make entities of what was never suggested, and return them by key."""
    slugs = free_slugs(Entity, [group[0][0].label for group in groups.values()])
    status = Entity.Status.SUGGESTED
    rows = [
        (one.label, fold(one.label), one.kind, status, slug, False, weight, *ends)
        for slug, group in zip(slugs, groups.values(), strict=True)
        for one, weight in [(group[0][0], sum(other.confidence for other, _ in group))]
        for ends in [ends_of(one.label).values()]
    ]
    insert(Entity, ENTITY_FIELDS, rows)
    entities = {}
    for some in batched(slugs, CHUNK):
        made = Entity.objects.filter(slug__in=some).order_by()
        entities |= made.values_list("slug", "pk")
    insert(Suggestion, ("key", "entity"), zip(groups, map(entities.get, slugs), strict=True))
    return stored(groups)


def keep_evidence(articles: Pairs, known: dict[str, Kept]) -> None:
    """Keep sentences of the articles for what is suggested in them, until it has enough."""
    Evidence.objects.filter(article__in=[article.pk for _, article in articles]).delete()
    kept = sentences_of({one.pk for one in known.values()})
    rows = []
    for record, article in articles:
        for one in record.unknown:
            pk = known[one.key].pk
            # Copies of an article say nothing new.
            if len(kept[pk]) < Evidence.MOST and one.evidence not in kept[pk]:
                kept[pk].add(one.evidence)
                rows.append((pk, article.pk, one.evidence))
    insert(Evidence, ("suggestion", "article", "sentence"), rows)


def sentences_of(ids: Iterable[int]) -> dict[int, set[str]]:
    """Return the sentences kept for each suggestion."""
    kept = defaultdict(set)
    for some in batched(ids, CHUNK):
        rows = Evidence.objects.filter(suggestion__in=some).order_by()
        for pk, sentence in rows.values_list("suggestion", "sentence"):
            kept[pk].add(sentence)
    return kept


def show_proven(ids: Iterable[int]) -> None:
    """Show readers the suggested entities among these that enough articles name surely enough.

    What was merged into one counts for it.
    """
    for some in batched(ids, CHUNK):
        named = Entity.objects.filter(pk__in=some)
        waiting = Entity.objects.filter(
            pk__in=named.values_list(canonical_id(), flat=True),
            status=Entity.Status.SUGGESTED,
            shown=False,
        )
        relatives = family(waiting.values_list("pk", flat=True))
        found = Mention.objects.filter(entity__in=relatives, origin=Mention.Origin.MODEL)
        counted = found.order_by().values(named=canonical_id("entity__"))
        counted = counted.annotate(n=Count("article", distinct=True), sure=Avg("confidence"))
        proven = counted.filter(
            n__gte=settings.SUGGEST_ARTICLES, sure__gte=settings.SUGGEST_CONFIDENCE
        )
        show([row["named"] for row in proven])


def show(ids: list[int]) -> None:
    """Show entities to readers; the articles that name them have to be indexed again."""
    if ids:
        Entity.objects.filter(pk__in=ids).update(shown=True)
        outbox.add(articles_naming(family(ids)))


def weigh(ids: Iterable[int]) -> None:
    """Count anew what suggested entities weigh: articles × confidence, the sum of the latter.

    What the input itself named counts as sure.
    """
    sure = Coalesce("confidence", Value(1.0), output_field=FloatField())
    named = Mention.objects.filter(entity=OuterRef("pk")).order_by().values("entity")
    weight = Subquery(named.annotate(weight=Sum(sure)).values("weight"))
    for some in batched(ids, CHUNK):
        light = Entity.objects.filter(pk__in=some, status=Entity.Status.SUGGESTED, weight__lt=HEAVY)
        light.update(weight=Coalesce(weight, Value(0.0), output_field=FloatField()))
