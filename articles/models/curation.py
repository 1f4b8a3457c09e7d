"""What curators did, and the long work that they began."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.base import one_of


class ActionKind(models.TextChoices):
    CREATE = "create", _("जोड़ा")
    CHANGE = "change", _("बदला")
    DELETE = "delete", _("मिटाया")
    HIDE = "hide", _("छिपाया")
    SHOW = "show", _("फिर दिखाया")
    CONFIRM = "confirm", _("पक्का किया")
    REJECT = "reject", _("नामंज़ूर किया")
    MERGE = "merge", _("मिलाया")
    SPLIT = "split", _("अलग किया")
    FILE = "file", _("विषय में रखा")
    UNFILE = "unfile", _("विषय से हटाया")
    JOIN = "join", _("एक ही समाचार माना")
    TAKE_OUT = "take-out", _("समूह से निकाला")
    APPLY = "apply", _("पुराने समाचारों पर लागू किया")
    UNDO = "undo", _("वापस लिया")


class TaskStatus(models.TextChoices):
    WAITING = "waiting", _("रुका")
    RUNNING = "running", _("चालू")
    FINISHED = "finished", _("पूरा")
    BROKEN = "broken", _("टूटा")


class Task(models.Model):
    """Work that a curator began and that may concern many articles; see ``curation.tasks``."""

    Status = TaskStatus

    kind = models.CharField(_("काम"), max_length=30)
    label = models.CharField(_("किसका"), max_length=300)
    arguments = models.JSONField(default=dict, editable=False)
    who = models.CharField(_("किसने"), max_length=150, blank=True)
    status = models.CharField(
        _("स्थिति"), max_length=10, choices=TaskStatus, default=TaskStatus.WAITING
    )
    done = models.PositiveIntegerField(_("कितने हुए"), default=0)
    total = models.PositiveIntegerField(_("कितनों में से"), default=0)
    begun_at = models.DateTimeField(_("शुरू"), default=timezone.now)
    finished_at = models.DateTimeField(_("समाप्त"), null=True, blank=True)
    error = models.TextField(_("क्या टूटा"), blank=True)

    class Meta:
        verbose_name = _("लंबा काम")
        verbose_name_plural = _("लंबे काम")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status"])]
        constraints = [one_of("status", TaskStatus, "task_status")]
        default_permissions = ("view",)
        permissions = [("rerun_task", "Can run a broken task again")]

    def __str__(self):
        return f"{self.label}: {self.done}/{self.total}"


class Action(models.Model):
    """Something that a curator did: who, what, when, and what stood there before and after.

    Actions are only added. One that is undone stays, with the action that undid it.
    ``object_id`` is no foreign key: the log outlives what it tells of.
    """

    Kind = ActionKind

    at = models.DateTimeField(_("कब"), default=timezone.now, db_index=True)
    who = models.CharField(_("किसने"), max_length=150, blank=True)
    kind = models.CharField(_("क्या"), max_length=10, choices=ActionKind)
    model = models.CharField(_("किसमें"), max_length=30)  # as in Model._meta.model_name
    object_id = models.BigIntegerField(_("संख्या"))
    label = models.CharField(_("किसका"), max_length=300)  # its name at that time
    before = models.JSONField(_("पहले"), default=dict)  # field → value
    after = models.JSONField(_("बाद में"), default=dict)
    kept = models.JSONField(default=dict, editable=False)  # what else undoing it needs
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="undone_by",
        verbose_name=_("किसे वापस लिया"),
    )

    class Meta:
        verbose_name = _("संपादन-कार्य")
        verbose_name_plural = _("संपादन का लेखा")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["model", "object_id", "-id"]),
            models.Index(fields=["model", "-id"]),
            models.Index(fields=["kind", "-id"]),
            models.Index(fields=["who", "-id"]),
        ]
        constraints = [one_of("kind", ActionKind, "action_kind")]
        default_permissions = ("view",)  # nobody is ever to change the log

    def __str__(self):
        return f"{self.get_kind_display()}: {self.label}"
