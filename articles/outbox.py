"""The outbox: which articles the search index has to look at again.

Whatever changes what a reader can find goes through here, in the transaction of
the change itself. Saved and deleted articles, topics and mentions come by
themselves; code that writes in bulk calls ``add``.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from articles.canonical import articles_naming, family
from articles.models import Article, Entity, IndexChange, Mention
from articles.signals import outbox_filled


def add(ids: Iterable[int]) -> None:
    """Note that these articles changed; whoever calls sends ``outbox_filled`` when done."""
    IndexChange.objects.bulk_create([IndexChange(article_id=pk) for pk in ids], batch_size=5000)


def queue(ids: Iterable[int]) -> None:
    """Note that these articles changed, and tell the indexer once the transaction is over."""
    add(ids)
    waiting = [function for _, function, *_ in transaction.get_connection().run_on_commit]
    if tell not in waiting:  # once a transaction, however many rows it changes
        transaction.on_commit(tell)


def tell() -> None:
    outbox_filled.send(sender=IndexChange)


def article_changed(instance, raw=False, **kwargs):
    if not raw:
        queue([instance.pk])


def topics_changed(instance, action, reverse, pk_set, **kwargs):
    if action == "pre_clear" and reverse:
        queue(instance.articles.values_list("pk", flat=True))
    if action.startswith("post_"):
        queue((pk_set or ()) if reverse else [instance.pk])


def mention_changed(instance, raw=False, **kwargs):
    if not raw:
        queue([instance.article_id])


def entity_deleted(instance, **kwargs):
    """What was merged into it is an entity of its own again."""
    queue(articles_naming(family([instance.pk])))


def connect() -> None:
    """Listen to the models."""
    post_save.connect(article_changed, sender=Article)
    post_delete.connect(article_changed, sender=Article)
    m2m_changed.connect(topics_changed, sender=Article.topics.through)
    post_save.connect(mention_changed, sender=Mention)
    post_delete.connect(mention_changed, sender=Mention)
    pre_delete.connect(entity_deleted, sender=Entity)
