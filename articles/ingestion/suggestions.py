"""Suggested entities in the database: what the model found, until a curator decides."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Avg, Count

from articles import outbox
from articles.hindi.fold import fold
from articles.ingestion.records import ArticleRecord
from articles.ingestion.suggest import Suggested, Suggester, known_keys
from articles.models import Alias, Article, Entity, Mention, Suggestion
from articles.naming import free_slugs

CHUNK = 500  # keys in one query
Pairs = list[tuple[ArticleRecord, Article]]


def suggester() -> Suggester | None:
    """Return what finds unknown names, or None where the settings want the gazetteer alone.

    Names of rejected entities count as known: they are not suggested again. Those
    that are only suggested are found by the model each time.
    """
    if settings.NAMES == "gazetteer":
        return None
    decided = Entity.objects.exclude(status=Entity.Status.SUGGESTED, suggestion__isnull=False)
    labels = decided.values_list("label", flat=True)
    aliases = Alias.objects.filter(entity__in=decided).values_list("text", flat=True)
    rejected = Suggestion.objects.filter(entity__status=Entity.Status.REJECTED)
    keys = rejected.values_list("key", flat=True)
    return Suggester({*known_keys([*labels, *aliases]), *keys})


def mentions_of(articles: Pairs) -> list[Mention]:
    """Return the mentions of suggested entities, which are made where they are new."""
    best: dict[str, Suggested] = {}
    for record, _ in articles:
        for one in record.unknown:
            if one.key not in best or one.confidence > best[one.key].confidence:
                best[one.key] = one
    entities = stored(best)
    entities |= added([one for key, one in best.items() if key not in entities])
    return [
        Mention(
            article=article,
            entity_id=entities[one.key],
            count=one.count,
            origin=Mention.Origin.MODEL,
            confidence=one.confidence,
        )
        for record, article in articles
        for one in record.unknown
        if entities[one.key]
    ]


def stored(keys: Iterable[str]) -> dict[str, int | None]:
    """Return the entity of each key that was suggested before; None if it was rejected."""
    found, keys = {}, list(keys)
    for start in range(0, len(keys), CHUNK):
        rows = Suggestion.objects.filter(key__in=keys[start : start + CHUNK])
        for key, pk, status in rows.values_list("key", "entity", "entity__status"):
            found[key] = None if status == Entity.Status.REJECTED else pk
    return found


def added(several: list[Suggested]) -> dict[str, int]:
    """Make entities of what was never suggested, and return their ids by key."""
    slugs = free_slugs(Entity, [one.label for one in several])
    entities = Entity.objects.bulk_create(
        Entity(
            label=one.label,
            folded=fold(one.label),
            kind=one.kind,
            status=Entity.Status.SUGGESTED,
            slug=slug,
            shown=False,
        )
        for one, slug in zip(several, slugs, strict=True)
    )
    Suggestion.objects.bulk_create(
        Suggestion(entity=entity, key=one.key, evidence=one.evidence)
        for one, entity in zip(several, entities, strict=True)
    )
    return {one.key: entity.pk for one, entity in zip(several, entities, strict=True)}


def show_proven(ids: Iterable[int]) -> None:
    """Show readers the suggested entities among these that enough articles name surely enough."""
    ids = list(ids)
    for start in range(0, len(ids), CHUNK):
        waiting = Mention.objects.filter(
            entity__in=ids[start : start + CHUNK],
            entity__status=Entity.Status.SUGGESTED,
            entity__shown=False,
            origin=Mention.Origin.MODEL,
        )
        counted = (
            waiting.order_by().values("entity").annotate(n=Count("pk"), sure=Avg("confidence"))
        )
        proven = counted.filter(
            n__gte=settings.SUGGEST_ARTICLES, sure__gte=settings.SUGGEST_CONFIDENCE
        )
        show([row["entity"] for row in proven])


def show(ids: list[int]) -> None:
    """Show entities to readers; the articles that name them have to be indexed again."""
    if ids:
        Entity.objects.filter(pk__in=ids).update(shown=True)
        named = Mention.objects.filter(entity__in=ids).order_by()
        outbox.add(named.values_list("article_id", flat=True).distinct())
