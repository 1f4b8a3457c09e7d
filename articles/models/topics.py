"""Topics, a tree of them, and why an article has one or must not have it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.links import path_of
from articles.models.base import Named, not_empty


class Topic(Named):
    """A subject under which articles are filed, by hand, by their source, or by a query."""

    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="subtopics",
        verbose_name=_("ऊपर का विषय"),
    )
    # In the query language of search: what it finds is filed here.
    query = models.TextField(_("स्थायी खोज"), blank=True)

    class Meta(Named.Meta):
        verbose_name = _("विषय")
        verbose_name_plural = pgettext_lazy("plural", "विषय")
        constraints = [
            not_empty("folded", "topic_has_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="topic_not_below_itself"
            ),
        ]

    def clean(self):
        """No topic is below itself, however far."""
        above, seen = self.parent, set()
        while self.pk and above and above.pk not in seen:
            if above.pk == self.pk:
                message = _("“%(parent)s” इसी विषय के भीतर है; कोई और ऊपर का विषय चुनें।")
                raise ValidationError({"parent": message % {"parent": self.parent}})
            seen.add(above.pk)
            above = above.parent

    def get_absolute_url(self):
        return path_of("articles:topic", self.slug)


class OfTopic(models.Model):
    """Something about one article and one topic, beside whether the article has it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    def __str__(self):
        return f"article {self.article_id}, topic {self.topic_id}"


class FoundTopic(OfTopic):
    """That an article has a topic only because the topic's query found it."""

    class Meta:
        verbose_name = _("खोज से मिला विषय")
        verbose_name_plural = _("खोज से मिले विषय")
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="found_topic_once")
        ]


class RemovedTopic(OfTopic):
    """That a curator took a topic from an article: no query and no input gives it back."""

    class Meta:
        verbose_name = _("हाथ से हटाया विषय")
        verbose_name_plural = _("हाथ से हटाए विषय")
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="removed_topic_once")
        ]
