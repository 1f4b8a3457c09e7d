"""Names for the ids that the index counts, remembered for a short while.

A search counts thousands of entities and shows a few; asking the database for
their kinds each time would cost more than the search. A rename shows at once in
the process that saved it and within ``KEPT_SECONDS`` in the others, in facets and in the
names beside each hit.
"""

import time
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models.signals import post_delete, post_save

from articles.batched import batched
from articles.models import Entity, Source, Topic
from articles.signals import names_changed

KEPT_SECONDS = 15
CHUNK = 500


class Label(NamedTuple):
    """How a facet value is written in addresses and read on pages, and an entity's kind."""

    value: str
    text: str
    kind: str = ""


class Labels:
    """The labels of one index column, by id. Ids that may not be shown have none."""

    def __init__(self, model):
        self.model = model
        self.forget()

    def forget(self, **kwargs):
        self.kept: dict[int, Label | None] = {}
        self.since = time.monotonic()

    def of(self, ids: Iterable[int]) -> dict[int, Label]:
        if time.monotonic() - self.since > KEPT_SECONDS:
            self.forget()
        kept = self.kept
        missing = [pk for pk in ids if pk not in kept]
        for chunk in batched(missing, CHUNK):
            found = self._read(chunk)
            kept.update((pk, found.get(pk)) for pk in chunk)  # none half: threads share it
        return {pk: kept[pk] for pk in ids if kept[pk]}

    def _read(self, ids):
        if self.model is Entity:
            rows = Entity.objects.readable().filter(pk__in=ids)
            return {
                pk: Label(slug, label, kind)
                for pk, slug, label, kind in rows.values_list("pk", "slug", "label", "kind")
            }
        rows = self.model.objects.filter(pk__in=ids).values_list("pk", "name")
        return {pk: Label(name, name) for pk, name in rows}


LABELS = {"source": Labels(Source), "topic": Labels(Topic), "entity": Labels(Entity)}


def labels_of(column: str, keys: Iterable) -> dict:
    """Return the labels of values of an index column, by value."""
    if column == "agency":  # its values are its names
        return {key: Label(key, key) for key in keys}
    return LABELS[column].of(keys)


def connect() -> None:
    """Forget labels when a name changes in this process."""
    for labels in LABELS.values():
        post_save.connect(labels.forget, sender=labels.model)
        post_delete.connect(labels.forget, sender=labels.model)
        names_changed.connect(labels.forget, sender=labels.model)
