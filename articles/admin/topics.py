"""Topics in the admin."""

from django.contrib import admin
from django.db import transaction

from articles import outbox
from articles.admin.base import NamedAdmin, counted_by
from articles.models import Article, Topic

Filed = Article.topics.through


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ("name", "count_link")
    fields = ("name", "slug")
    counted_parameter = "topics__id__exact"

    def count_rows(self, ids):
        return counted_by(Filed, "topic", ids)

    def delete_model(self, request, obj):
        self.delete_queryset(request, Topic.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """Deleting a topic sends no signal for the articles filed under it."""
        filed = Filed.objects.filter(topic__in=queryset.values("pk"))
        articles = set(filed.values_list("article_id", flat=True))
        super().delete_queryset(request, queryset)
        outbox.queue(articles)
