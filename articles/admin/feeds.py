"""Feeds in the admin, and the pages that were fetched."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.base import ArchiveAdmin, Counted, counted_by
from articles.admin.runs import KindFilter, KindLabel, ReadOnly
from articles.curation.changes import record_update
from articles.ingestion.web.addresses import check
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.limits import limits
from articles.locks import in_turn
from articles.models import Feed, FetchedPage

STATE = ("polled_at", "next_at", "status", "failures", "reason")


class FeedForm(forms.ModelForm):
    """A feed's address must be one that may be fetched, as far as its form tells."""

    class Meta:
        widgets = {"url": forms.URLInput(attrs={"size": 80})}

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            check(url, limits())
        except Unfetched as failure:
            message = _("इस पते से लाया नहीं जा सकता: %(reason)s")
            raise ValidationError(message, params={"reason": failure}) from failure
        return url


@admin.register(Feed)
class FeedAdmin(Counted):
    form = FeedForm
    list_display = ("url", "source", "enabled", "count_link", "state", "polled_at", "next_at")
    list_filter = ("enabled",)
    list_select_related = ("source",)
    search_fields = ("url",)
    autocomplete_fields = ("source",)
    fields = ("url", "source", "enabled", "minutes", *STATE)
    readonly_fields = STATE
    actions = ["poll_soon"]
    counted_list = "admin:articles_fetchedpage_changelist"
    counted_parameter = "feed__id__exact"
    counted_label = gettext_lazy("लाए गए पन्ने")

    def count_rows(self, ids):
        return counted_by(FetchedPage, "feed", ids)

    @admin.display(description=gettext_lazy("हाल"))
    def state(self, feed):
        if feed.failures:
            return Truncator(feed.reason).chars(120)
        return _("ठीक") if feed.polled_at else _("अभी नहीं लाई गई")

    @admin.action(description=gettext_lazy("अगली बारी में तुरंत लाएँ"), permissions=["change"])
    @in_turn()
    def poll_soon(self, request, queryset):
        feeds = list(queryset)
        now = timezone.now()
        record_update(request.user.get_username(), feeds, next_at=now, enabled=True)
        rows = Feed.objects.filter(pk__in=[feed.pk for feed in feeds])
        count = rows.update(next_at=now, enabled=True)
        message = ngettext("%(count)s फ़ीड अगली बारी में।", "%(count)s फ़ीड अगली बारी में।", count)
        self.message_user(request, message % {"count": count})


@admin.register(FetchedPage)
class PageAdmin(ReadOnly, KindLabel, ArchiveAdmin):
    list_display = ("url", "fetched_at", "status", "kind_label", "short_reason", "next_at", "feed")
    list_filter = (KindFilter, "feed")
    list_select_related = ("feed",)
    search_fields = ("url",)
    sortable_by = ()
    fields = ("url", "feed", "fetched_at", "status", "kind_label", "reason", "failures", "next_at")
    readonly_fields = ("kind_label",)

    @admin.display(description=gettext_lazy("विफलता का कारण"))
    def short_reason(self, page):
        return Truncator(page.reason).chars(120)
