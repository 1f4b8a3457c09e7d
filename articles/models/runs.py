"""What each ingest read, and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.base import one_of


class RunStatus(models.TextChoices):
    RUNNING = "running", _("चालू")
    FINISHED = "finished", _("पूरा")
    BROKEN = "broken", _("टूटा")


class IngestRun(models.Model):
    """One call of ``ingest``: what was read, and what became of it."""

    Status = RunStatus

    inputs = models.JSONField(_("क्या पढ़ा गया"), default=list)
    status = models.CharField(
        _("स्थिति"), max_length=10, choices=RunStatus, default=RunStatus.RUNNING
    )
    started_at = models.DateTimeField(_("शुरू"), default=timezone.now)
    finished_at = models.DateTimeField(_("समाप्त"), null=True, blank=True)
    read = models.PositiveIntegerField(_("पढ़े"), default=0)
    stored = models.PositiveIntegerField(_("नए"), default=0)
    updated = models.PositiveIntegerField(_("बदले"), default=0)
    unchanged = models.PositiveIntegerField(_("ज्यों के त्यों"), default=0)
    duplicates = models.PositiveIntegerField(_("दोहराए"), default=0)
    skipped = models.PositiveIntegerField(_("छोड़े"), default=0)
    failed = models.PositiveIntegerField(_("विफल"), default=0)

    seconds = models.FloatField(_("सेकंड"), default=0)  # at work; a stop does not count
    who = models.CharField(_("किसने"), max_length=150, blank=True)
    retry_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("किस आयात की फिर से कोशिश"),
        related_name="retries",
        null=True,
        blank=True,
    )

    # How to go on with the run if it is stopped: see articles.ingestion.resume.
    progress = models.JSONField(default=dict, editable=False)
    # How the inputs were read, and in which folder: see articles.ingestion.retry.
    options = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("आयात")
        verbose_name_plural = pgettext_lazy("plural", "आयात")
        ordering = ["-started_at"]
        constraints = [one_of("status", RunStatus, "run_status")]
        permissions = [("retry_ingestrun", "Can have failed records taken in again")]

    @property
    def rate(self) -> float:
        """Records a second, as far as the run is."""
        return self.read / self.seconds if self.seconds else 0

    def __str__(self):
        return f"#{self.pk} {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


class IngestProblem(models.Model):
    """A record that could not be stored, or a fact of it that could not be read, and why."""

    run = models.ForeignKey(IngestRun, models.CASCADE, related_name="problems")
    kind = models.CharField(_("प्रकार"), max_length=30)
    path = models.CharField(_("फ़ाइल"), max_length=1000)
    line = models.PositiveIntegerField(_("पंक्ति"), null=True, blank=True)
    offset = models.BigIntegerField(_("बाइट"), null=True, blank=True)
    field = models.CharField(_("खाना"), max_length=60, blank=True)
    reason = models.TextField(_("कारण"))
    excerpt = models.TextField(_("अंश"), blank=True)
    lost = models.BooleanField(_("लेख नहीं आया"), default=False)
    mended_by = models.ForeignKey(
        IngestRun,
        models.SET_NULL,
        verbose_name=_("किस आयात से सुधरा"),
        related_name="mended",
        null=True,
        blank=True,
    )

    # Where the record is to be found again, and in which state of its file.
    at = models.JSONField(default=list, editable=False)
    stamp = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("आयात की समस्या")
        verbose_name_plural = _("आयात की समस्याएँ")
        ordering = ["-run_id", "id"]
        indexes = [models.Index(fields=["kind"]), models.Index(fields=["lost", "mended_by"])]

    def __str__(self):
        return f"{self.path}:{self.line or ''} {self.reason}"
