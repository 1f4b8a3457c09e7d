"""Readers' saved searches in the admin: there to be read, so that what goes wrong is seen."""

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ArchiveAdmin
from search.models import SavedSearch
from search.saved.digests import overdue
from search.saved.searches import in_words, state_of, trouble_with

LOOKED_AT = 500  # of the newest searches, for those that find nothing any longer


class TroubleFilter(admin.SimpleListFilter):
    """Searches whose reader waits in vain for news."""

    title = _("क्या ठीक नहीं")
    parameter_name = "trouble"

    def lookups(self, request, model_admin):
        return [("broken", _("अब कुछ नहीं खोज सकती")), ("overdue", _("मेल में देर"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(pk__in=overdue().values("pk"))
        return broken(queryset) if self.value() == "broken" else queryset


def broken(searches: QuerySet[SavedSearch]) -> QuerySet[SavedSearch]:
    """Narrow to those that find nothing any longer, among the newest: each has to be read."""
    newest = searches.order_by("-pk")[:LOOKED_AT]
    return searches.filter(pk__in=[one.pk for one in newest if trouble_with(state_of(one))])


@admin.register(SavedSearch)
class SavedSearchAdmin(ArchiveAdmin):
    """What a reader saved is his: nobody adds, changes or deletes it here."""

    list_display = ("name", "user", "digest", "paused", "last_sent", "seen_at", "trouble")
    list_filter = (TroubleFilter, "digest", "paused")
    list_select_related = ("user",)
    search_fields = ("name", "user__username", "user__email")
    sortable_by = ("name", "last_sent", "seen_at")
    fields = (
        *("name", "user", "conditions", "trouble", "digest", "paused"),
        *("last_sent", "seen_at", "created_at"),
    )
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("पिछली बार भेजी"), ordering="mailed_at")
    def last_sent(self, saved):
        """When its mail was last made, sent or with nothing to tell; empty if never."""
        mailed = saved.digest != SavedSearch.Digest.NONE and saved.mailed_at > saved.created_at
        return saved.mailed_at if mailed else None

    @admin.display(description=_("क्या ठीक नहीं"))
    def trouble(self, saved):
        return trouble_with(state_of(saved)) or None

    @admin.display(description=_("खोज"))
    def conditions(self, saved):
        state = state_of(saved)
        lines = [(line.label, ", ".join(line.values)) for line in in_words(state)]
        listed = format_html_join("", "{}: {}<br>", lines)
        return format_html('{}<a href="{}">{}</a>', listed, state.url(), _("खोजें"))
