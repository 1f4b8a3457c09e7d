"""Named things, their other names, and where articles mention them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.hindi.fold import fold
from articles.hindi.names.forms import sounds_of
from articles.links import path_of
from articles.models.base import SavedWhole, not_empty, one_of
from articles.naming import free_slug

wikidata_number = RegexValidator(
    r"\AQ[1-9][0-9]*\Z", _("विकिडेटा की संख्या Q और अंकों से बनती है, जैसे Q1353।")
)


class EntityKind(models.TextChoices):
    PERSON = "person", _("व्यक्ति")
    PLACE = "place", _("स्थान")
    ORGANISATION = "organisation", _("संगठन")
    OTHER = "other", _("अन्य")


class EntityStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("पक्का")
    SUGGESTED = "suggested", _("सुझाया हुआ")
    REJECTED = "rejected", _("नामंज़ूर")


LONGEST_SOUND = 60  # characters


def ends_of(name: str) -> dict[str, str]:
    """Return how the first and the last word of a name sound, as the columns keep it."""
    sounds = sounds_of(name) or ("",)
    return {
        "first_sound": sounds[0][:LONGEST_SOUND],
        "last_sound": sounds[-1][:LONGEST_SOUND],
    }


class Sounding(models.Model):
    """A name that is found by how its ends sound: see ``articles.curation.alike``."""

    first_sound = models.CharField(max_length=LONGEST_SOUND, default="", editable=False)
    last_sound = models.CharField(max_length=LONGEST_SOUND, default="", editable=False)

    class Meta:
        abstract = True

    def hear(self, name: str) -> None:
        for field, value in ends_of(name).items():
            setattr(self, field, value)


class EntityQuerySet(models.QuerySet):
    def canonical(self):
        """Leave out those that were merged into another one."""
        return self.filter(merged_into=None)

    def readable(self):
        """Return those that have a page: canonical ones that readers see."""
        return self.canonical().filter(shown=True)


class Entity(Sounding, SavedWhole):
    """A person, place, organisation or other named thing that articles mention.

    One that a curator merged into another keeps its names and mentions; readers see
    these as the other's (``articles.canonical``). What it is merged into is never
    merged itself.
    """

    Kind = EntityKind
    Status = EntityStatus

    label = models.CharField(_("नाम"), max_length=200)
    folded = models.CharField(_("खोज रूप"), max_length=200, editable=False, db_index=True)
    roman = models.CharField(_("रोमन नाम"), max_length=200, blank=True)
    kind = models.CharField(_("प्रकार"), max_length=12, choices=EntityKind, default=EntityKind.OTHER)
    status = models.CharField(
        _("स्थिति"), max_length=10, choices=EntityStatus, default=EntityStatus.CONFIRMED
    )
    slug = models.CharField(_("पता"), max_length=120, unique=True, editable=False)
    # What the model found too seldom, or is not sure of, is for the curator alone.
    shown = models.BooleanField(_("पाठकों को दिखता है"), default=True, editable=False)
    # Of a suggested one, by which it waits in order: see articles.curation.waiting.
    weight = models.FloatField(default=0, editable=False)
    description = models.TextField(_("परिचय"), blank=True)
    wikidata = models.CharField(
        _("विकिडेटा संख्या"), max_length=20, blank=True, validators=[wikidata_number]
    )
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("किसमें मिला"),
    )
    # Articles in which a curator gave its mention to another are not given back by their text.
    split_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="split_off"
    )
    created_at = models.DateTimeField(_("जोड़ा गया"), auto_now_add=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = _("नाम")
        verbose_name_plural = pgettext_lazy("plural", "नाम")
        ordering = ["label"]
        indexes = [
            models.Index(fields=["status", "kind", "label"]),
            models.Index(fields=["merged_into", "status", "-weight", "id"]),
            # One for each way in which the admin's list is narrowed and ordered.
            models.Index(fields=["label", "id"]),
            models.Index(fields=["weight", "id"]),
            *(models.Index(fields=[name, "label", "id"]) for name in ("status", "kind", "shown")),
            *(models.Index(fields=[name, "status"]) for name in ("first_sound", "last_sound")),
        ]
        permissions = [("merge_entity", "Can merge and split entities")]
        constraints = [
            not_empty("folded", "entity_has_label"),
            one_of("kind", EntityKind, "entity_kind"),
            one_of("status", EntityStatus, "entity_status"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="entity_not_merged_into_itself"
            ),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.folded = fold(self.label)
        self.hear(self.label)
        if self.status != EntityStatus.SUGGESTED:
            self.shown = self.status == EntityStatus.CONFIRMED
        self.slug = self.slug or free_slug(type(self), self.roman or self.label)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_of("articles:entity", self.slug)


class Alias(Sounding):
    """Another form under which articles name an entity."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    text = models.CharField(_("दूसरा नाम"), max_length=200)
    folded = models.CharField(_("खोज रूप"), max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("दूसरा नाम")
        verbose_name_plural = _("दूसरे नाम")
        ordering = ["text"]
        indexes = [models.Index(fields=[name]) for name in ("first_sound", "last_sound")]
        constraints = [
            models.UniqueConstraint(fields=["entity", "folded"], name="alias_once_an_entity"),
            not_empty("folded", "alias_has_text"),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.folded = fold(self.text)
        self.hear(self.text)
        super().save(*args, **kwargs)


class Suggestion(models.Model):
    """Why an entity is suggested: what the model found that no entity was known for.

    It stays when a curator rejects the entity, so that no spelling of it comes back.
    """

    entity = models.OneToOneField(Entity, models.CASCADE, related_name="suggestion")
    key = models.CharField(max_length=200, unique=True)  # what all its spellings have in common

    class Meta:
        verbose_name = _("सुझाव")
        verbose_name_plural = _("सुझाव")
        constraints = [not_empty("key", "suggestion_has_key")]

    def __str__(self):
        return self.key


class Evidence(models.Model):
    """A sentence in which the model found a suggested name: a few, each of another article."""

    MOST = 3  # of a suggestion

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="evidence")
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    sentence = models.TextField(_("कहाँ मिला"))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "article"], name="evidence_once_an_article"
            ),
            not_empty("sentence", "evidence_has_sentence"),
        ]

    def __str__(self):
        return self.sentence


class MentionOrigin(models.TextChoices):
    TEXT = "text", _("पाठ में मिला")
    INPUT = "input", _("स्रोत ने बताया")
    CURATOR = "curator", _("संपादक ने जोड़ा")
    MODEL = "model", _("मॉडल ने पहचाना")


class Mention(SavedWhole):
    """That an article names an entity, and how often."""

    Origin = MentionOrigin

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="mentions")
    entity = models.ForeignKey(
        Entity, models.CASCADE, related_name="mentions", verbose_name=_("नाम")
    )
    count = models.PositiveIntegerField(_("कितनी बार"), default=1)
    origin = models.CharField(
        _("कहाँ से"), max_length=8, choices=MentionOrigin, default=MentionOrigin.CURATOR
    )
    confidence = models.FloatField(_("भरोसा"), null=True, editable=False)  # of the model, 0 to 1

    class Meta:
        verbose_name = _("उल्लेख")
        verbose_name_plural = _("उल्लेख")
        ordering = [F("count").desc(), "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "entity"], name="mention_once_an_article"),
            models.CheckConstraint(condition=Q(count__gte=1), name="mention_counts_from_one"),
            one_of("origin", MentionOrigin, "mention_origin"),
        ]

    def __str__(self):
        return f"{self.entity} × {self.count}"
