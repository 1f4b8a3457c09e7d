"""Which articles are one story in different papers, and how copies are found."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.archive import Article


class CopyKey(models.Model):
    """A number that an article shares with its copies: part of its fingerprint."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copy_keys")
    key = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("प्रति की कुंजी")
        verbose_name_plural = _("प्रतियों की कुंजियाँ")

    def __str__(self):
        return f"{self.article_id}: {self.key}"


class Placement(models.Model):
    """A curator's word on which cluster an article belongs to, or that it belongs to none.

    No ingest changes the cluster of an article that has one.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True)
    placed_at = models.DateTimeField(_("तय किया"), default=timezone.now)

    class Meta:
        verbose_name = _("हाथ से तय समूह")
        verbose_name_plural = _("हाथ से तय समूह")

    def __str__(self):
        return str(self.article_id)
