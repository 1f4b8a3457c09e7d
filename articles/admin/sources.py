"""Sources in the admin."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import LISTED_DELETIONS, NamedAdmin, counted_by
from articles.models import Article, Source
from articles.templatetags.hindi_format import day


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    list_display = ("name", "count_link", "homepage", "added")
    search_fields = (*NamedAdmin.search_fields, "homepage")
    readonly_fields = ("slug", "created_at")
    fields = ("name", "homepage", *readonly_fields)
    counted_parameter = "source__id__exact"

    @admin.display(description=gettext_lazy("जोड़ा गया"), ordering="created_at")
    def added(self, source):
        return day(source.created_at)

    def count_rows(self, ids):
        return counted_by(Article, "source", ids)

    def get_deleted_objects(self, objs, request):
        """A source with articles stays: the database would not let it go either."""
        names, counts, refused, protected = super().get_deleted_objects(objs, request)
        has_articles = Exists(Article.objects.filter(source=OuterRef("pk")))
        holding = Source.objects.filter(has_articles, pk__in=[row.pk for row in objs])
        for source in holding[:LISTED_DELETIONS]:
            protected.append(_("%(source)s के समाचार") % {"source": source})
        return names, counts, refused, protected
