"""The vocabulary of the index, and what readers give: saved searches, lists of queries."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Reader(models.Model):
    """What the archive knows of a signed-in reader beside the account itself."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="reader"
    )
    language = models.CharField(_("मेल की भाषा"), max_length=5, default="hi")
    mails = models.BooleanField(_("मेल भेजे जाएँ"), default=True)

    class Meta:
        verbose_name = _("पाठक")
        verbose_name_plural = pgettext_lazy("plural", "पाठक")

    def __str__(self):
        return str(self.user)


class Digest(models.TextChoices):
    """How often new articles of a saved search come by mail."""

    NONE = "none", _("कभी नहीं")
    DAILY = "daily", _("हर दिन")
    WEEKLY = "weekly", _("हर हफ़्ते")


class SavedSearch(models.Model):
    """A search that a reader keeps, and how far he has seen what it finds.

    ``seen_upto`` and ``mailed_upto`` are ids of articles: what came in later has higher ones.
    """

    Digest = Digest

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_searches",
        verbose_name=_("पाठक"),
    )
    name = models.CharField(_("नाम"), max_length=120)
    pairs = models.JSONField(_("खोज"))  # as in ``QueryState.pairs``
    key = models.CharField(max_length=64, editable=False)  # the same for the same search
    digest = models.CharField(_("मेल से"), max_length=6, choices=Digest.choices, default=Digest.NONE)
    paused = models.BooleanField(_("मेल रुके हुए"), default=False)
    seen_upto = models.BigIntegerField(default=0, editable=False)
    seen_at = models.DateTimeField(_("पिछली बार देखी"), default=timezone.now)
    mailed_upto = models.BigIntegerField(default=0, editable=False)
    mailed_at = models.DateTimeField(_("पिछली बार भेजी"), default=timezone.now)
    created_at = models.DateTimeField(_("सहेजी गई"), default=timezone.now)

    class Meta:
        verbose_name = _("सहेजी खोज")
        verbose_name_plural = _("सहेजी खोजें")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="search_saved_once"),
            models.CheckConstraint(
                condition=models.Q(digest__in=Digest.values), name="saved_search_digest"
            ),
        ]
        indexes = [
            models.Index(
                fields=["user"],
                condition=models.Q(paused=False) & ~models.Q(digest=Digest.NONE),
                name="saved_search_mailed",
            )
        ]

    def __str__(self):
        return self.name


class Sent(models.Model):
    """An article that was sent to a reader, or was about to be: it is never sent to him again.

    ``article_id`` is no foreign key: what is deleted was sent all the same.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sent")
    article_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("भेजा गया समाचार")
        verbose_name_plural = _("भेजे गए समाचार")
        constraints = [
            models.UniqueConstraint(fields=["user", "article_id"], name="sent_once"),
        ]

    def __str__(self):
        return f"article {self.article_id}"
