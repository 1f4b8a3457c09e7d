"""The vocabulary of the index, for everything that guesses at words. Made from the index."""

from django.db import models
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
