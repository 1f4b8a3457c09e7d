"""A large archive written straight into the database, for looking at its lists.

No text is read for names. Texts are drawn from a few hundred, so that each row has its usual
size.
"""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from articles.hindi.fold import fold
from articles.ingestion import gazetteer
from articles.models import (
    Action,
    Article,
    Entity,
    Feed,
    IngestProblem,
    IngestRun,
    Mention,
    Source,
    Suggestion,
    Topic,
)
from articles.models.entities import ends_of
from bench.corpus import AGENCIES, DAYS, FIRST_DAY, NAME_CURVE, Writer, zipf

BATCH = 5000
TEXTS = 300
NAMES = 4  # an article
SOURCES, TOPICS, FEEDS, RUNS = 200, 2000, 500, 300
STATUSES = ("suggested", "suggested", "suggested", "confirmed", "confirmed", "rejected")
KINDS = ("person", "person", "place", "organisation", "other")


def fill(articles: int, entities: int) -> None:
    """Make an archive of so many articles and entities, if there is none yet."""
    if Article.objects.exists():
        return
    get_user_model().objects.create_superuser("boss", password="-")
    writer = Writer()
    gazetteer.load()
    write_entities(entities, writer)
    write_sources(writer)
    write_articles(articles, writer)
    write_runs(articles, writer.random)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    call_command("update_index", rebuild=True)


def name_of(writer: Writer, number: int) -> str:
    """Return a name of two words of no language."""
    words = writer.words[500:]
    return f"{words[number % len(words)]} {words[number * 7919 % len(words)]}"


def write_entities(count: int, writer: Writer) -> None:
    names = (name_of(writer, number) for number in range(count - Entity.objects.count()))
    rows = [
        Entity(
            label=name,
            folded=fold(name),
            kind=writer.random.choice(KINDS),
            status=status,
            shown=status == "confirmed",
            slug=f"bench-{number}",
            weight=number % 1000 if status == "suggested" else 0,
            **ends_of(name),
        )
        for number, name in enumerate(names)
        for status in [writer.random.choice(STATUSES)]
    ]
    Entity.objects.bulk_create(rows, batch_size=BATCH)
    found = Entity.objects.exclude(status="confirmed").values_list("pk", "label")
    Suggestion.objects.bulk_create(
        [Suggestion(entity_id=pk, key=f"{label} {pk}") for pk, label in found],
        batch_size=BATCH,
    )


def write_sources(writer: Writer) -> None:
    Source.objects.bulk_create(
        Source(name=name, folded=fold(name) + str(number), slug=f"source-{number}")
        for number in range(SOURCES)
        for name in [f"{name_of(writer, number)} समाचार"]
    )
    Topic.objects.bulk_create(
        Topic(name=name, folded=fold(name) + str(number), slug=f"topic-{number}")
        for number in range(TOPICS)
        for name in [name_of(writer, number * 3 + 1)]
    )
    sources = itertools.cycle(Source.objects.all())
    Feed.objects.bulk_create(
        Feed(url=f"https://paper{number}.example/feed", source=source, failures=number % 7)
        for number, source in zip(range(FEEDS), sources, strict=False)
    )


def write_articles(count: int, writer: Writer) -> None:
    texts = list(itertools.islice((writer.article(number) for number in range(TEXTS)), TEXTS))
    sources, topics = list(Source.objects.all()), list(Topic.objects.values_list("pk", flat=True))
    entities = list(Entity.objects.values_list("pk", flat=True))
    weights = zipf(len(entities), *NAME_CURVE)
    bar = tqdm(total=count, unit=" articles", disable=None)
    for start in range(0, count, BATCH):
        rows = list(batch(range(start, min(start + BATCH, count)), texts, sources, writer.random))
        Article.objects.bulk_create(rows)
        named = writer.random.choices(entities, cum_weights=weights, k=NAMES * len(rows))
        Mention.objects.bulk_create(mentions(rows, named), batch_size=BATCH)
        through = Article.topics.through
        filed = zip(rows, writer.random.choices(topics, k=len(rows)), strict=True)
        through.objects.bulk_create(
            [through(article_id=row.pk, topic_id=topic) for row, topic in filed if row.pk % 5]
        )
        bar.update(len(rows))
    bar.close()


def batch(numbers: range, texts: list[dict], sources: list, random: Random) -> Iterator[Article]:
    for number in numbers:
        text = texts[number % len(texts)]
        article = Article(
            source=random.choice(sources),
            identity=f"bench:{number}",
            title=f"{text['title']} {number}",
            body=text["body"],
            original="",  # no list reads it, and it would double the size
            agency=random.choice(AGENCIES),
            content_hash=f"{number:064}",
            record_hash=f"{number:064}",
            status="hidden" if number % 500 == 0 else "published",
        )
        if number % 50:  # the others have no date
            moment = FIRST_DAY + timedelta(minutes=random.randrange(DAYS * 24 * 60))
            article.set_published(moment, "minute" if number % 3 else "day")
        yield article


def mentions(rows: list[Article], named: list[int]) -> list[Mention]:
    """Return the mentions of some articles, each entity once an article."""
    return [
        Mention(
            article=row,
            entity_id=pk,
            origin="model" if pk % 2 else "text",
            confidence=0.5 + pk % 5 / 10,
        )
        for place, row in enumerate(rows)
        for pk in sorted(set(named[place * NAMES : (place + 1) * NAMES]))
    ]


def write_runs(articles: int, random: Random) -> None:
    """Write runs with a problem for every twentieth article, and as many acts of curators."""
    runs = IngestRun.objects.bulk_create(
        IngestRun(inputs=[f"bench-{number}.jsonl"], status="finished", read=articles // RUNS)
        for number in range(RUNS)
    )
    IngestProblem.objects.bulk_create(
        (
            IngestProblem(
                run=random.choice(runs),
                kind="no-body",
                path="bench.jsonl",
                line=line,
                reason="no body",
                lost=line % 2,
            )
            for line in range(articles // 20)
        ),
        batch_size=BATCH,
    )
    Action.objects.bulk_create(
        (
            Action(who=f"curator{n % 9}", kind="change", model="article", object_id=n, label="-")
            for n in range(articles // 20)
        ),
        batch_size=BATCH,
    )
