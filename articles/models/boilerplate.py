"""Which lines are no part of an article, and how often lines are seen."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.hindi.tokens import fold_words
from articles.models.archive import Source
from articles.models.base import not_empty, one_of

LONGEST_TEXT, LONGEST_FOLDED = 200, 400  # characters


class RuleKind(models.TextChoices):
    ENDS = "ends", _("समाचार यहाँ ख़त्म: यह पंक्ति और इसके बाद का सब हटता है")
    INTERRUPTS = "interrupts", _("बीच में आती है: नीचे की कड़ियाँ भी हटती हैं, अगले अनुच्छेद तक")
    LINE = "line", _("सिर्फ़ यही पंक्ति हटती है")


class RuleStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("पक्का")
    TRIED = "tried", _("सुझाया हुआ, लागू")
    SUGGESTED = "suggested", _("सुझाया हुआ")
    REJECTED = "rejected", _("नामंज़ूर")


class RuleOrigin(models.TextChoices):
    SHIPPED = "shipped", _("साथ आया")
    CURATOR = "curator", _("संपादक ने जोड़ा")
    LEARNED = "learned", _("दोहराव से मिला")


class BoilerplateRule(models.Model):
    """A line that a site puts around its articles, of one source or of all."""

    Kind = RuleKind
    Status = RuleStatus
    Origin = RuleOrigin
    ACTING = (RuleStatus.CONFIRMED, RuleStatus.TRIED)

    source = models.ForeignKey(
        Source,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="boilerplate",
        verbose_name=_("स्रोत"),
        help_text=_("ख़ाली हो तो सब स्रोतों के पन्नों पर।"),
    )
    text = models.CharField(_("पंक्ति"), max_length=LONGEST_TEXT)
    folded = models.CharField(_("खोज रूप"), max_length=LONGEST_FOLDED, editable=False)
    begins = models.BooleanField(
        _("पंक्ति इससे शुरू होती है"),
        default=False,
        help_text=_("नहीं तो पूरी पंक्ति यही होनी चाहिए। वर्तनी और विराम चिह्नों का भेद नहीं।"),
    )
    kind = models.CharField(_("असर"), max_length=10, choices=RuleKind, default=RuleKind.LINE)
    status = models.CharField(
        _("स्थिति"), max_length=10, choices=RuleStatus, default=RuleStatus.CONFIRMED
    )
    origin = models.CharField(
        _("कहाँ से"),
        max_length=8,
        choices=RuleOrigin,
        default=RuleOrigin.CURATOR,
        editable=False,
    )
    seen = models.PositiveIntegerField(_("कितने समाचारों में"), default=0, editable=False)
    among = models.PositiveIntegerField(_("कितनों में से"), default=0, editable=False)
    note = models.TextField(_("टिप्पणी"), blank=True)
    created_at = models.DateTimeField(_("जोड़ा गया"), auto_now_add=True)

    class Meta:
        verbose_name = _("हटाने का नियम")
        verbose_name_plural = _("हटाने के नियम")
        ordering = ["text", "id"]
        indexes = [models.Index(fields=["status", "origin"])]
        permissions = [("apply_boilerplaterule", "Can apply rules to stored articles")]
        constraints = [
            not_empty("folded", "rule_has_text"),
            one_of("kind", RuleKind, "rule_kind"),
            one_of("status", RuleStatus, "rule_status"),
            one_of("origin", RuleOrigin, "rule_origin"),
            models.UniqueConstraint(fields=["source", "folded"], name="rule_once_a_source"),
            models.UniqueConstraint(
                fields=["folded"], condition=Q(source=None), name="rule_once_for_all"
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.folded = folded(self.text)
        super().save(*args, **kwargs)


def folded(text: str) -> str:
    """Return the form of a line by which it is matched: its folded words."""
    return " ".join(fold_words(text))


class SeenLine(models.Model):
    """A line of a source's articles, and in how many of the latest it stood.

    Counts fade: see ``articles.ingestion.repetition``.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="seen_lines")
    text = models.CharField(max_length=LONGEST_TEXT)
    seen = models.PositiveIntegerField(default=0)
    byline = models.CharField(max_length=300, blank=True)  # of the articles it stood in
    varied = models.BooleanField(default=False)  # whether those have other bylines too

    class Meta:
        verbose_name = _("दोहराई गई पंक्ति")
        verbose_name_plural = _("दोहराई गई पंक्तियाँ")
        constraints = [
            models.UniqueConstraint(fields=["source", "text"], name="seen_line_once_a_source")
        ]

    def __str__(self):
        return self.text
