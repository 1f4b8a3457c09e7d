"""The vocabulary of the index, for all that guesses at words, and lists of queries on their way."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Word(models.Model):
    """A folded word of the index: in how many articles it is, and what it sounds like."""

    text = models.CharField(max_length=80, unique=True)
    written = models.CharField(max_length=80)  # as an article writes it: लॉकडाउन, not लोकडाउन
    count = models.PositiveIntegerField()
    sounds = models.CharField(max_length=120)
    skeleton = models.CharField(max_length=60)
    other_skeleton = models.CharField(max_length=60, blank=True)
    latin = models.BooleanField()
    first = models.CharField(max_length=2)  # its first letters, for completing short beginnings

    class Meta:
        verbose_name = _("शब्द")
        verbose_name_plural = _("शब्द")
        indexes = [
            models.Index(fields=["skeleton", "-count"]),
            models.Index(
                fields=["other_skeleton", "-count"],
                condition=~models.Q(other_skeleton=""),
                name="word_other_skeleton",
            ),
            models.Index(fields=["first", "-count"]),
        ]

    def __str__(self):
        return self.text


def new_key() -> str:
    return secrets.token_urlsafe(16)


class BulkSearch(models.Model):
    """A list of queries that somebody gave, and what those found that were carried out so far.

    Who knows the key may see it. ``filters`` are parameters of a search; ``rows`` are those
    that ``search.bulk.jobs.carried_out`` returns, in the order of the queries.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key)
    queries = models.JSONField()
    filters = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("खोजों की सूची")
        verbose_name_plural = _("खोजों की सूचियाँ")

    def __str__(self):
        return f"{self.done}/{self.total}"

    @property
    def total(self) -> int:
        return len(self.queries)

    @property
    def finished(self) -> bool:
        return self.done >= self.total
