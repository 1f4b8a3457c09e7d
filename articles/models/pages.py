"""What pages and those who keep copies of them must know beside the archive itself."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GoneAddress(models.Model):
    """That something had a page and was deleted; see ``articles.gone``."""

    kind = models.CharField(max_length=30)  # as in Model._meta.model_name
    key = models.CharField(max_length=120)  # what stands in its address
    at = models.DateTimeField(_("कब"), default=timezone.now)

    class Meta:
        verbose_name = _("मिटाया हुआ पता")
        verbose_name_plural = _("मिटाए हुए पते")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="gone_address_once")]
        default_permissions = ()

    def __str__(self):
        return f"{self.kind} {self.key}"


class PageChange(models.Model):
    """That pages show something else since, which the search index does not tell.

    Rows are only added; the newest number is what counts, see ``articles.caching``.
    """

    class Meta:
        verbose_name = _("पन्नों में बदलाव")
        verbose_name_plural = _("पन्नों में बदलाव")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"
