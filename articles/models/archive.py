"""Sources, and the articles themselves."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.links import path_of
from articles.models.base import Named, SavedWhole, not_empty, one_of
from articles.models.entities import Entity
from articles.models.runs import IngestRun
from articles.models.topics import Topic


class Source(Named):
    """A newspaper, agency or site that publishes articles."""

    homepage = models.URLField(_("मुखपृष्ठ"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("जोड़ा गया"), auto_now_add=True)
    # Among how many articles its lines are counted: see articles.ingestion.repetition.
    counted = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("स्रोत")
        verbose_name_plural = pgettext_lazy("plural", "स्रोत")
        constraints = [not_empty("folded", "source_has_name")]

    def get_absolute_url(self):
        return path_of("articles:source", self.slug)


class Cluster(models.Model):
    """Articles that tell one story in largely the same words: at least two of them."""

    created_at = models.DateTimeField(_("बना"), default=timezone.now)

    class Meta:
        verbose_name = _("एक ही समाचार का समूह")
        verbose_name_plural = _("एक ही समाचार के समूह")

    def __str__(self):
        return f"#{self.pk}"


class TimePrecision(models.TextChoices):
    UNKNOWN = "", _("पता नहीं")
    DAY = "day", _("दिन")
    MINUTE = "minute", _("मिनट")


class DateOrigin(models.TextChoices):
    """Where the time of publication was read."""

    UNKNOWN = "", _("पता नहीं")
    LINKED = "json-ld", "JSON-LD"
    META = "meta", _("पन्ने का मेटा टैग")
    VISIBLE = "visible", _("शीर्षक के पास लिखी तारीख़")
    FEED = "feed", _("फ़ीड या सूची")
    GIVEN = "given", _("रिकॉर्ड में दी हुई")
    CURATOR = "curator", _("संपादक ने दी")


class ArticleStatus(models.TextChoices):
    PUBLISHED = "published", _("दिखता है")
    HIDDEN = "hidden", _("छिपा है")


NARROWED = ("status", "precision", "source", "agency")


class ArticleQuerySet(models.QuerySet):
    def readable(self):
        """Return those that readers may see.

        Asked for what is published, SQLite goes through all of that, not through the few that
        other conditions leave: nearly all articles are.
        """
        return self.exclude(status=ArticleStatus.HIDDEN)


class Article(SavedWhole):
    """A news article: its text as read, its normalised text, and what is known of it."""

    Precision = TimePrecision
    Status = ArticleStatus
    PublishedFrom = DateOrigin

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="articles", verbose_name=_("स्रोत")
    )
    identity = models.CharField(_("पहचान"), max_length=700, unique=True, editable=False)
    external_id = models.CharField(_("स्रोत की संख्या"), max_length=200, blank=True)
    url = models.URLField(_("मूल पता"), max_length=1000, blank=True)
    title = models.CharField(_("शीर्षक"), max_length=1000)
    lead = models.TextField(_("उपशीर्षक"), blank=True)
    body = models.TextField(_("पाठ"))
    original = models.TextField(_("जैसा पढ़ा गया"), editable=False)
    # What was cut from the body, in order: [{"at", "text", "why"}, …], see ``boilerplate.Cut``.
    cut = models.JSONField(_("हटाया गया"), default=list, editable=False)
    from_page = models.BooleanField(_("पूरे पन्ने से"), default=False, editable=False)
    byline = models.CharField(_("लेखक"), max_length=300, blank=True)
    agency = models.CharField(_("एजेंसी"), max_length=60, blank=True, db_index=True)
    place = models.CharField(_("तिथि-पंक्ति का स्थान"), max_length=120, blank=True)
    published_at = models.DateTimeField(_("प्रकाशित"), null=True, blank=True)
    published_on = models.DateField(_("प्रकाशन का दिन"), null=True, editable=False)
    precision = models.CharField(
        _("समय की बारीकी"),
        max_length=6,
        choices=TimePrecision,
        blank=True,
        default=TimePrecision.UNKNOWN,
    )
    published_from = models.CharField(
        _("तारीख़ कहाँ से"),
        max_length=10,
        choices=DateOrigin,
        blank=True,
        default=DateOrigin.UNKNOWN,
        editable=False,
    )
    updated_by_source = models.DateTimeField(_("स्रोत ने बदला"), null=True, blank=True)
    section = models.CharField(_("खंड"), max_length=200, blank=True)
    status = models.CharField(
        _("स्थिति"),
        max_length=10,
        choices=ArticleStatus,
        default=ArticleStatus.PUBLISHED,
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="articles", verbose_name=_("विषय")
    )
    entities = models.ManyToManyField(Entity, through="Mention", related_name="articles")
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, editable=False, related_name="articles"
    )
    content_hash = models.CharField(max_length=64, editable=False)
    record_hash = models.CharField(max_length=64, editable=False)
    run = models.ForeignKey(
        IngestRun,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("संग्रह में"), auto_now_add=True)
    updated_at = models.DateTimeField(_("बदला"), auto_now=True, db_index=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("समाचार")
        verbose_name_plural = pgettext_lazy("plural", "समाचार")
        # PostgreSQL would else put those without a date first. Its indexes of this order are
        # made by a migration, since those of SQLite cannot say where such rows stand.
        ordering = [F("published_at").desc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["source", "content_hash"]),
            models.Index(fields=["-published_at", "-id"]),
            # With the time of the change: sitemaps tell the newest one of each month.
            models.Index(fields=["published_on", "updated_at"]),
            # One for each way in which a list is narrowed: see articles.admin.article_filters.
            *(models.Index(fields=[name, "-published_at", "-id"]) for name in NARROWED),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(cluster__isnull=False),
                name="article_in_cluster",
            ),
            models.Index(fields=["url"]),
            models.Index(fields=["external_id"]),
        ]
        constraints = [
            not_empty("title", "article_has_title"),
            not_empty("body", "article_has_body"),
            one_of("status", ArticleStatus, "article_status"),
            one_of("precision", TimePrecision, "article_precision"),
            models.CheckConstraint(
                condition=Q(published_at=None, published_on=None, precision="")
                | (
                    Q(published_at__isnull=False, published_on__isnull=False)
                    & Q(precision__in=["day", "minute"])
                ),
                name="article_time_with_precision",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return path_of("articles:article", self.pk)

    def set_published(self, moment, precision):
        """Set when the article appeared: an aware datetime and its precision, or None and ""."""
        self.published_at, self.precision = moment, precision
        self.published_on = moment and timezone.localtime(moment).date()

    @property
    def changed_by_source(self):
        """When the source changed the article, if that was after it appeared."""
        later = self.published_at and self.updated_by_source
        return self.updated_by_source if later and later > self.published_at else None

    def versions(self):
        """Return all texts that the article has had, the first first and this one last."""
        return [*self.revisions.order_by("replaced_at", "id"), self]

    def paragraphs(self):
        return [part for part in self.body.split("\n\n") if part.strip()]


class Revision(models.Model):
    """The text that an article had before it was changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    title = models.CharField(_("शीर्षक"), max_length=1000)
    body = models.TextField(_("पाठ"))
    original = models.TextField(_("जैसा पढ़ा गया"))
    content_hash = models.CharField(max_length=64)
    record_hash = models.CharField(max_length=64)  # of what the input said then
    replaced_at = models.DateTimeField(_("बदला गया"), default=timezone.now)

    class Meta:
        verbose_name = _("पुराना पाठ")
        verbose_name_plural = _("पुराने पाठ")
        ordering = ["-replaced_at", "-id"]

    def __str__(self):
        return self.title


class IndexChange(models.Model):
    """The outbox: an article whose entry in the search index is out of date.

    Rows are only added and removed, never changed, so that a change made while
    the indexer works is not lost. ``article_id`` is no foreign key: a deleted
    article must leave the index too.
    """

    article_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("सूची में बाक़ी बदलाव")
        verbose_name_plural = _("सूची में बाक़ी बदलाव")

    def __str__(self):
        return f"article {self.article_id}"
