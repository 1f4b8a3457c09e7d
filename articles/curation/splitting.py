"""One entity that is two: some of its names and articles become another's."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from articles.batched import batched
from articles.canonical import articles_naming, family
from articles.curation import Refused, log
from articles.curation.articles import CHUNK
from articles.curation.entities import changed, locked, refuse_merged
from articles.hindi.tokens import fold_words
from articles.ingestion import gazetteer
from articles.locks import in_turn
from articles.models import Action, Alias, Article, Entity, Mention

MOST = 5000  # articles read for the names that go
SAMPLES = 5
ROW = ("article_id", "entity_id", "count", "origin", "confidence")
Rows = list[list]  # of mentions, the values of ROW
Named = dict[int, tuple[int, int]]  # article → how often the old and the new entity


@dataclass(frozen=True)
class Preview:
    """What a split would change: ``moved`` articles go, ``both`` name both, ``left`` stay."""

    moved: int = 0
    both: int = 0
    left: int = 0
    samples: tuple[Article, ...] = ()
    refusal: str = ""


def preview(
    entity: Entity, label: str, aliases: Iterable[Alias], articles: Iterable[int]
) -> Preview:
    """Return what splitting would change: it is done, looked at, and taken back."""
    try:
        with in_turn():
            made, _action = split(entity, label, aliases, articles, "")
            moved, stay = articles_naming([made.pk]), articles_naming(family([entity.pk]))
            transaction.set_rollback(True)
    except Refused as error:
        return Preview(refusal=str(error))
    newest = Article.objects.filter(pk__in=sorted(moved)[-SAMPLES:]).only("pk", "title")
    counts = len(moved - stay), len(moved & stay), len(stay - moved)
    return Preview(*counts, samples=tuple(newest.order_by("-pk")))


@in_turn()
def split(
    entity: Entity, label: str, aliases: Iterable[Alias], articles: Iterable[int], who: str
) -> tuple[Entity, Action]:
    """Make a new entity of some aliases of one, and of the articles (ids) that mean it.

    Articles that name one of the aliases go along; those that have other names as
    well keep both. An article that is chosen by hand is not given back by its text.
    """
    (entity,) = locked([entity])
    aliases, chosen = list(aliases), set(articles)
    if fault := refusal(entity, label, aliases, chosen):
        raise Refused(fault)
    relatives = family([entity.pk])
    made = Entity.objects.create(label=label, kind=entity.kind, split_from=entity)
    Alias.objects.filter(pk__in=[alias.pk for alias in aliases]).update(entity=made)
    chosen &= articles_naming(relatives)
    named = named_by(entity, made) if aliases else {}
    concerned = named.keys() | chosen
    before = rows_of(concerned, relatives)
    after = shared_out(before, entity.pk, made.pk, named, chosen)
    write(concerned, relatives, after)
    kept = {"entity": made.pk, "aliases": [alias.pk for alias in aliases]}
    kept |= {"before": before, "after": sorted(after)}
    changed({entity.pk, made.pk}, f"{entity} / {made}", who)
    told = {"aliases": [alias.text for alias in aliases], "articles": sorted(concerned)}
    return made, log.record(
        who,
        Action.Kind.SPLIT,
        entity,
        {"entities": [entity.label]},
        {"entities": [entity.label, label], **told},
        kept,
        label=f"{entity} → {label}",
    )


def refusal(entity, label, aliases, chosen) -> str:
    """Return why an entity cannot be split so, or an empty string."""
    try:
        refuse_merged([entity])
    except Refused as error:
        return str(error)
    if not fold_words(label):
        return _("नए नाम में एक भी शब्द नहीं है।")
    if not aliases and not chosen:
        return _("चुनें कि कौन-से दूसरे नाम या समाचार नए नाम के हैं।")
    if any(alias.entity_id != entity.pk for alias in aliases):
        return _("चुने हुए दूसरे नाम “%(name)s” के नहीं हैं।") % {"name": entity}
    return ""


def named_by(entity: Entity, made: Entity) -> Named:
    """Return the articles that had the old entity in their text and now name the new one.

    The newest ``MOST`` are read.
    """
    known = gazetteer.current()
    mentions = Mention.objects.filter(entity=entity, origin=Mention.Origin.TEXT)
    newest = Article.objects.filter(pk__in=mentions.values("article")).order_by("-pk")
    found = {}
    for pk, *texts in newest.values_list("pk", "title", "lead", "body")[:MOST].iterator(200):
        counts = known.count("\n".join(texts))
        if made.pk in counts:
            found[pk] = (counts.get(entity.pk, 0), counts[made.pk])
    return found


def rows_of(articles: Collection[int], entities: Collection[int]) -> Rows:
    """Return the mentions of some entities in some articles, as the log keeps them."""
    found = []
    for chunk in batched(sorted(articles), CHUNK):
        rows = Mention.objects.filter(article__in=chunk, entity__in=entities).order_by()
        found += map(list, rows.values_list(*ROW))
    return sorted(found, key=lambda row: row[:2])


def shared_out(rows: Rows, old: int, new: int, named: Named, chosen: set[int]) -> Rows:
    """Return the mentions as they are once the new entity has its own."""
    after, given = [], defaultdict(int)
    for article, entity, count, origin, confidence in rows:
        if article in chosen:
            given[article] += count
        elif entity == old and origin == Mention.Origin.TEXT and article in named:
            own, others = named[article]
            counts = [(old, own), (new, others)]
            after += [[article, pk, number, origin, None] for pk, number in counts if number]
        else:
            after.append([article, entity, count, origin, confidence])
    by_hand = Mention.Origin.CURATOR.value
    return after + [[article, new, count, by_hand, None] for article, count in given.items()]


def write(articles: Collection[int], entities: Collection[int], rows: Rows) -> None:
    """Put these mentions in the place of all that some entities have in some articles."""
    for chunk in batched(sorted(articles), CHUNK):
        Mention.objects.filter(article__in=chunk, entity__in=entities).order_by().delete()
    made = (Mention(**dict(zip(ROW, row, strict=True))) for row in rows)
    Mention.objects.bulk_create(made, batch_size=500)


def why_split_still(action: Action, entity: Entity) -> str:
    """Return why a split cannot be taken back: the new entity is gone, or more came of it."""
    made = Entity.objects.filter(pk=action.kept["entity"]).first()
    if not made:
        return _("अलग किया हुआ नाम अब संग्रह में नहीं है।")
    if made.merged_into_id or made.merged.exists():
        return _("“%(name)s” बाद में मिलाया गया; पहले वह मिलान वापस लें।") % {"name": made}
    later = log.history_of(made).filter(undone_by=None).exclude(kind=Action.Kind.UNDO)
    if later.exists():
        return _("“%(name)s” पर बाद में काम हुआ; पहले वह वापस लें।") % {"name": made}
    return ""


def undo_split(action: Action, entity: Entity, who: str) -> None:
    """Give everything of the new entity back, and take it away.

    Articles whose mentions are as the split left them get those back that they had;
    in others, and in those that came since, its mentions become the old one's.
    """
    made, kept = Entity.objects.get(pk=action.kept["entity"]), action.kept
    both = [*family([entity.pk]), made.pk]
    articles = articles_naming([made.pk]) | {row[0] for row in kept["before"]}
    now = by_article(rows_of(articles, both))
    before, after = by_article(kept["before"]), by_article(kept["after"])
    rows = []
    for pk, there in now.items():
        as_left = pk in after and there == after[pk]
        rows += before[pk] if as_left else given_back(there, entity.pk, made.pk)
    write(set(now), both, rows)
    changed({entity.pk, made.pk}, action.label, who)
    give_names_back(made, entity)


def by_article(rows: Rows) -> dict[int, Rows]:
    found = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def given_back(rows: Rows, old: int, new: int) -> Rows:
    """Return the mentions of one article with those of the new entity as the old one's."""
    mine = [row for row in rows if row[1] in (old, new)]
    count = sum(row[2] for row in mine)
    first = next((row for row in mine if row[1] == old), mine[0]) if mine else None
    rest = [row for row in rows if row[1] not in (old, new)]
    return [*rest, [first[0], old, count, *first[3:]]] if first else rest


def give_names_back(made: Entity, entity: Entity) -> None:
    taken = set(entity.aliases.values_list("folded", flat=True))
    made.aliases.exclude(folded__in=taken).update(entity=entity)
    made.delete()
