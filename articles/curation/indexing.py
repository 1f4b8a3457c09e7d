"""Telling the index what an act changed: few articles at once, many as a task."""

from collections.abc import Collection, Iterator

from django.db.models.signals import post_init, post_save

from articles import outbox
from articles.batched import batched
from articles.canonical import articles_naming, family
from articles.curation import tasks
from articles.locks import in_turn
from articles.models import Article, Entity, Task

STEP = 2000  # articles indexed in one step of a task, so that another's save waits for no more


def entities_changed(ids: Collection[int], label: str, who: str) -> Task | None:
    """Have the articles that name these entities indexed again; return the task, if it is one."""
    return changed("index-names", articles_naming(ids), label, who, entities=sorted(ids))


def articles_changed(ids: Collection[int], label: str, who: str) -> Task | None:
    """Have these articles indexed again; return the task, if it is one."""
    return changed("index-articles", ids, label, who, articles=sorted(ids))


def changed(kind: str, ids: Collection[int], label: str, who: str, **given) -> Task | None:
    """Have articles indexed again: at once if they are few, else by a task of this kind."""
    if len(ids) <= tasks.AT_ONCE:
        outbox.queue(ids)
        return None
    return tasks.begin(kind, label, who, len(ids), **given)


@tasks.kind("index-names")
def index_names(entities: list[int]) -> Iterator[int]:
    yield from index_articles(sorted(articles_naming(entities)))


@tasks.kind("index-articles")
def index_articles(articles: list[int]) -> Iterator[int]:
    """Write into the outbox a step at a time; the index takes up each before the next."""
    for step in batched(articles, STEP):
        with in_turn():
            outbox.queue(Article.objects.filter(pk__in=step).values_list("pk", flat=True))
        yield len(step)


def entity_read(instance, **kwargs):
    instance.status_before = instance.__dict__.get("status")


def entity_saved(instance, raw=False, created=False, **kwargs):
    """A rejected entity leaves the facets, a confirmed one comes back, by whatever form."""
    status_before = getattr(instance, "status_before", None)
    if not raw and not created and instance.status != status_before:
        entities_changed(family([instance.pk]), str(instance), "")


def connect() -> None:
    """Listen to the models."""
    post_init.connect(entity_read, sender=Entity)
    post_save.connect(entity_saved, sender=Entity)
