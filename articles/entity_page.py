"""What the page of an entity shows beside its articles."""

from typing import NamedTuple

from articles.browse import by_count
from articles.canonical import other_names
from articles.charts import month_bars, with_peaks, year_bars
from articles.company import Companion, company
from articles.links import search_url
from articles.models import Entity, Source, Topic
from articles.tallies import Tally, tally

COMPANIONS, SOURCES, TOPICS = 5, 8, 8  # shown of each
# How the search page calls the kinds of entity.
FACETS = {"person": "person", "place": "place", "organisation": "org", "other": "other"}
KINDS = (Entity.Kind.PERSON, Entity.Kind.PLACE, Entity.Kind.ORGANISATION, Entity.Kind.OTHER)


class Share(NamedTuple):
    """A source, how many articles it has, and percentages: of the articles here, of the archive."""

    source: Source
    count: int
    percent: int
    usual: int
    url: str


class Together(NamedTuple):
    """A companion and the search for the articles with both."""

    item: Entity
    count: int
    url: str


def context(entity: Entity, ids: list[int]) -> dict:
    """Return what templates/articles/entity.html needs but for the list of articles.

    ``ids`` are those of the entity and of what was merged into it, which count as one.
    """
    own = tally("entity", ids)
    return {
        "aliases": other_names(entity),
        "tally": own,
        **timeline(own, entity.slug),
        "company": [
            (kind, [together(one, entity) for one in companions])
            for kind, companions in by_kind(ids, own)
        ],
        "shares": shares(own, tally(), entity.slug),
        "topics": topics(own, entity.slug),
        "within": ("entity", entity.slug),
        "all_url": search_url(entity=entity.slug, sort="newest"),
    }


def by_kind(ids: list[int], own: Tally) -> list[tuple[Entity.Kind, list[Companion]]]:
    found = company(ids, own, COMPANIONS)
    return [(kind, found[kind]) for kind in KINDS if found[kind]]


def together(one: Companion, entity: Entity) -> Together:
    both = {"entity": entity.slug, FACETS[one.item.kind]: one.item.slug}
    return Together(one.item, one.count, search_url(**both))


def timeline(own: Tally, slug: str) -> dict:
    """Return the bars of the chart, those of its table, and the highest ones to be named."""

    def url(period):
        return search_url(entity=slug, **{"from": period, "to": period})

    years = year_bars(own.years, url)
    months = month_bars(own.months, lambda month: url(f"{month:%Y-%m}"))
    bars = with_peaks(months or years)
    return {
        "bars": bars,
        "monthly": bool(months),
        "years": years,
        "peaks": sorted((bar for bar in bars if bar.selected), key=lambda bar: -bar.count),
    }


def shares(own: Tally, every: Tally, slug: str) -> list[Share]:
    """Return the sources with the most of these articles, beside how much of all they have."""
    return [
        Share(
            source,
            count,
            percent(count, own.total),
            percent(every.sources.get(source.pk, 0), every.total),
            search_url(entity=slug, source=source.name),
        )
        for source, count in by_count(Source.objects, own.sources, SOURCES)
    ]


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def topics(own: Tally, slug: str) -> list[tuple[Topic, int, str]]:
    most = by_count(Topic.objects, own.topics, TOPICS)
    return [(one.item, one.count, search_url(entity=slug, topic=one.item.name)) for one in most]
