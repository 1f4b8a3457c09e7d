"""Find entities again in stored articles: one entity everywhere, or all of them in one article."""

import re
from typing import NamedTuple

from django.db.models import Q

from articles import outbox
from articles.canonical import given_away
from articles.hindi.tokens import tokenise
from articles.ingestion import gazetteer
from articles.ingestion.entities import Gazetteer, text_of
from articles.locks import in_turn
from articles.models import Article, Entity, Mention

LIMIT = 5000  # articles looked at, of either kind, so that a request ends in time
MOST_PARTS = 3
SHORTEST_PART = 2

# Runs of letters that the fold leaves alone, so that every spelling of a word holds
# them: no nasals that an anusvara can stand for, no vowels of several spellings, no
# glides, and a letter that may carry a nukta only at the end.
STEADY = "घचछझटठतथदधपबभमरलवशषसहङञणन"
MARKS = "ािुूृै\u094d"
PART = re.compile(rf"(?:[{STEADY}{MARKS}अइउऊ]|(?<!य)ी)*[कखगजडढफ]?")
LATIN = re.compile("[A-Za-z]+")
# What the fold takes away or changes inside such a run of the name itself.
UNSTEADY = re.compile(r"[:\u0903\u093c\u0929\u0931\u0934]|([\u0901\u0902\u093e-\u094d])\1+")


class Retagged(NamedTuple):
    """In how many articles the mentions changed, and whether all could be looked at."""

    changed: int
    complete: bool


def retag(entity: Entity) -> Retagged:
    """Bring the mentions of an entity up to date with its label and aliases.

    Articles that name it come in, the counts of known ones are made anew, and
    those that no longer name it lose the mention. What the input or a curator
    linked is never taken away.
    """
    known = gazetteer.current()
    linked = Mention.objects.filter(entity=entity)
    elsewhere = Mention.objects.filter(entity__split_from=entity, origin=Mention.Origin.CURATOR)
    newcomers = Article.objects.exclude(pk__in=linked.values("article"))
    newcomers = newcomers.exclude(pk__in=elsewhere.values("article"))
    fresh = count_in(newcomers.filter(may_name(entity)), entity, known)
    found = linked.filter(origin=Mention.Origin.TEXT)
    again = count_in(Article.objects.filter(pk__in=found.values("article")), entity, known)
    counts = {pk: count for pk, count in fresh.items() if count} | again
    complete = max(len(fresh), len(again)) < LIMIT
    return Retagged(write(entity, counts), complete)


def count_in(articles, entity, known) -> dict[int, int]:
    """Return how often each of the newest articles names the entity, 0 included."""
    rows = articles.order_by("-pk").values_list("pk", "title", "lead", "body")[:LIMIT]
    return {
        pk: known.count("\n".join(texts)).get(entity.pk, 0)
        for pk, *texts in rows.iterator(chunk_size=200)
    }


def may_name(entity: Entity) -> Q:
    """Return a condition that holds for every article that names the entity, and for some more."""
    condition = Q()
    for name in {entity.label, *entity.aliases.values_list("text", flat=True)}:
        parts = steady_parts(name)
        for column in ("title", "lead", "body"):
            condition |= Q(*((f"{column}__icontains", part) for part in parts))
    return condition


def steady_parts(name: str) -> list[str]:
    """Return parts of a name that stand in the text however it is spelled, the longest first."""
    steady = UNSTEADY.sub(" ", name)
    parts = {
        part
        for word in tokenise(steady)
        for part in PART.findall(word.folded) + LATIN.findall(steady[word.start : word.end])
        if len(part) >= SHORTEST_PART
    }
    return sorted(parts, key=lambda part: (-len(part), part))[:MOST_PARTS]


@in_turn()
def write(entity: Entity, counts: dict[int, int]) -> int:
    """Store how often each article names the entity, and return how many mentions changed."""
    stored = dict(entity.mentions.order_by().values_list("article_id", "count"))
    changed = {pk: count for pk, count in counts.items() if stored.get(pk, 0) != count}
    gone = [pk for pk, count in changed.items() if not count]
    entity.mentions.filter(origin=Mention.Origin.TEXT, article__in=gone).delete()
    Mention.objects.bulk_create(
        (
            Mention(article_id=pk, entity=entity, count=count, origin=Mention.Origin.TEXT)
            for pk, count in changed.items()
            if count
        ),
        update_conflicts=True,
        unique_fields=["article", "entity"],
        update_fields=["count"],
        batch_size=500,
    )
    outbox.queue(changed)
    return len(changed)


@in_turn()
def recount(article: Article, before: str, known: Gazetteer | None = None) -> None:
    """Bring the mentions of an article up to date after its text changed from ``before``.

    Only what the change itself brought or took away moves: a mention that a
    curator deleted does not come back because of another word.
    """
    known = known or gazetteer.current()
    earlier, now = known.count(before), known.count(text_of(article))
    mentions = article.mentions.filter(origin=Mention.Origin.TEXT)
    mentions.filter(entity__in=earlier.keys() - now.keys()).delete()
    for mention in mentions.filter(entity__in=now):
        mention.count = now[mention.entity_id]
        mention.save()
    Mention.objects.bulk_create(
        (
            Mention(article=article, entity_id=pk, count=now[pk], origin=Mention.Origin.TEXT)
            for pk in now.keys() - earlier.keys() - given_away([article.pk])[article.pk]
        ),
        ignore_conflicts=True,
    )
    outbox.queue([article.pk])
