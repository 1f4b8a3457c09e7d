"""Parts that several models share."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.hindi.fold import fold
from articles.naming import free_slug


def one_of(field, choices, name):
    """Return a constraint that holds ``field`` to the values of ``choices``."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def not_empty(field, name):
    return models.CheckConstraint(condition=~Q(**{field: ""}), name=name)


class SavedWhole(models.Model):
    """Something whose change and its entry in the outbox, which a signal makes, are one."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)


class Named(models.Model):
    """Something with a Hindi name, found by any spelling of it, and with a lasting address."""

    name = models.CharField(_("नाम"), max_length=200)
    folded = models.CharField(_("खोज रूप"), max_length=200, unique=True, editable=False)
    slug = models.CharField(_("पता"), max_length=120, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)
        self.slug = self.slug or free_slug(type(self), self.name)
        super().save(*args, **kwargs)
