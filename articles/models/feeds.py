"""Feeds that are polled, and what is known of the addresses that were fetched."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.archive import Source

LONGEST_FEED_ADDRESS = 500  # characters; a unique column of more may be too wide for its index
LONGEST_ADDRESS = 2000
LONGEST_ETAG, LONGEST_DATE = 500, 100
LONGEST_INTERVAL = 7 * 24 * 60  # minutes


class Feed(models.Model):
    """An address whose new articles are fetched again and again: RSS, Atom, sitemap, or list."""

    url = models.URLField(_("पता"), max_length=LONGEST_FEED_ADDRESS, unique=True)
    source = models.ForeignKey(
        Source,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feeds",
        verbose_name=_("स्रोत"),
        help_text=_("ख़ाली हो तो हर समाचार का अपना बताया स्रोत लिया जाता है।"),
    )
    enabled = models.BooleanField(_("सक्रिय"), default=True)
    minutes = models.PositiveIntegerField(
        _("कितने मिनट बाद फिर"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_INTERVAL)],
        help_text=_("ख़ाली हो तो सेटिंग NEWSARCHIVE_FETCH_INTERVAL के मिनट।"),
    )
    next_at = models.DateTimeField(_("अगली बार"), default=timezone.now, editable=False)
    polled_at = models.DateTimeField(_("पिछली बार"), null=True, editable=False)
    status = models.PositiveSmallIntegerField(_("HTTP स्थिति"), null=True, editable=False)
    reason = models.TextField(_("विफलता का कारण"), blank=True, editable=False)
    failures = models.PositiveIntegerField(_("लगातार विफल"), default=0, editable=False)
    etag = models.CharField(max_length=LONGEST_ETAG, blank=True, editable=False)
    last_modified = models.CharField(max_length=LONGEST_DATE, blank=True, editable=False)
    created_at = models.DateTimeField(_("जोड़ी गई"), auto_now_add=True)

    class Meta:
        verbose_name = _("फ़ीड")
        verbose_name_plural = pgettext_lazy("plural", "फ़ीड")
        ordering = ["url"]
        indexes = [models.Index(fields=["enabled", "next_at"])]

    def __str__(self):
        return self.url


class FetchedPage(models.Model):
    """A page that a feed, sitemap or list named and that was fetched, so that it is not again.

    ``kind`` is "" for a page that gave an article, else that of the problem.
    ``next_at`` says when a page that failed may be tried again; None: never.
    """

    key = models.CharField(max_length=64, unique=True)  # hash of the canonical address
    url = models.CharField(_("पता"), max_length=LONGEST_ADDRESS)
    feed = models.ForeignKey(
        Feed, models.SET_NULL, null=True, related_name="pages", verbose_name=_("फ़ीड")
    )
    fetched_at = models.DateTimeField(_("लाया गया"), default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(_("HTTP स्थिति"), null=True)
    kind = models.CharField(_("प्रकार"), max_length=30, blank=True)
    reason = models.TextField(_("विफलता का कारण"), blank=True)
    failures = models.PositiveIntegerField(_("लगातार विफल"), default=0)
    next_at = models.DateTimeField(_("अगली बार"), null=True)
    etag = models.CharField(max_length=LONGEST_ETAG, blank=True)
    last_modified = models.CharField(max_length=LONGEST_DATE, blank=True)

    class Meta:
        verbose_name = _("लाया गया पन्ना")
        verbose_name_plural = _("लाए गए पन्ने")
        ordering = ["-fetched_at", "-id"]

    def __str__(self):
        return self.url


class RobotsFile(models.Model):
    """What a host's robots.txt said, kept for a day; ``status`` None: it could not be fetched."""

    origin = models.CharField(max_length=300, unique=True)  # such as https://namuna.example
    status = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    fetched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "robots.txt"
        verbose_name_plural = "robots.txt"

    def __str__(self):
        return self.origin
