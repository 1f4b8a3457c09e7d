"""Articles in the admin."""

from django import forms
from django.contrib import admin
from django.db.models import F
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import filing, finding
from articles.admin.article_filters import AgencyFilter, FiledFilter, PeriodFilter
from articles.admin.article_form import ArticleForm
from articles.admin.base import LONGEST_SEARCH, ArchiveAdmin
from articles.admin.bulk import BulkActs
from articles.admin.copies import CopiesAdmin, CopiesFilter
from articles.admin.fields import OVERRIDES, Autocompleted
from articles.admin.merging import NamedFilter
from articles.admin.versions import WithVersions
from articles.curation.editing import keep_text, prepare
from articles.ingestion.boilerplate import Why
from articles.models import Article, Mention, Revision
from articles.templatetags.hindi_format import day, grouped, published

LONG_TEXTS = ("lead", "body", "original", "cut")  # that no list shows
AS_READ = (
    "identity", "external_id", "run", "published_from", "created_at", "updated_at", "removed",
    "original",
)  # fmt: skip
WHY = {
    Why.ENDS: _("समाचार के बाद का"),
    Why.INTERRUPTS: _("बीच में"),
    Why.LINK: _("और समाचार की कड़ी"),
    Why.DATE: _("सिर्फ़ तारीख़"),
    Why.LINE: _("नियम से"),
    Why.REPEATED: _("स्रोत में दोहराया हुआ"),
    Why.AGENCY: _("एजेंसी के नाम के बाद"),
}


class MentionForm(forms.ModelForm):
    def save(self, commit=True):
        """What a curator has changed is the curator's, and stays at the next ingest."""
        if self.has_changed():
            self.instance.origin = Mention.Origin.CURATOR
        return super().save(commit)


class MentionInline(Autocompleted, admin.TabularInline):
    model = Mention
    form = MentionForm
    formfield_overrides = OVERRIDES
    fields = ("entity", "count", "origin")
    readonly_fields = ("origin",)
    autocomplete_fields = ("entity",)
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("entity")


class RevisionInline(admin.StackedInline):
    model = Revision
    fields = readonly_fields = ("replaced_at", "title", "body")
    classes = ("collapse",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Article)
class ArticleAdmin(BulkActs, CopiesAdmin, WithVersions, ArchiveAdmin):
    form = ArticleForm
    list_display = ("title", "source", "appeared", "agency", "status", "changed")
    list_filter = (
        *(PeriodFilter, "status", "precision", "source"),
        *(AgencyFilter, CopiesFilter, FiledFilter, NamedFilter),
    )
    list_select_related = ("source",)
    search_fields = ("title", "url", "=external_id")
    sortable_by = ("appeared", "changed")
    autocomplete_fields = ("source", "topics")
    readonly_fields = AS_READ
    fieldsets = (
        (None, {"fields": ("title", "lead", "body", "status")}),
        (
            _("प्रकाशन"),
            {
                "fields": (
                    "source",
                    ("published_at", "precision"),
                    ("byline", "agency", "place"),
                    ("section", "updated_by_source"),
                    "url",
                    "topics",
                )
            },
        ),
        (_("जैसा पढ़ा गया"), {"fields": AS_READ, "classes": ("collapse",)}),
    )
    inlines = [MentionInline, RevisionInline]
    actions = ["hide", "show", "file", "unfile", "join", "take_out"]

    def get_search_results(self, request, queryset, search_term):
        """Search as readers do, in all spellings; addresses and hidden articles besides."""
        term = search_term[:LONGEST_SEARCH].replace("\x00", "").strip()
        found = queryset.filter(pk__in=finding.ids_of(term)) if term else queryset
        return found, False

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else self.fieldsets[:-1]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "source" in form.base_fields:
            form.base_fields["source"].widget.can_delete_related = False
        return form

    def get_inlines(self, request, obj):
        return self.inlines if obj else self.inlines[:1]

    def get_changelist_instance(self, request):
        """The list needs none of the long texts, which make nearly all of the database."""
        page = super().get_changelist_instance(request)
        page.result_list = page.result_list.defer(*LONG_TEXTS)
        return page

    def lookup_allowed(self, lookup, value, request):
        linked = ("entities__id__exact", "topics__id__exact")
        return lookup in linked or super().lookup_allowed(lookup, value, request)

    def view_on_site(self, article):
        shown = article.status == Article.Status.PUBLISHED
        return article.get_absolute_url() if shown else None

    @admin.display(description=_("प्रकाशित"), ordering=F("published_at").asc(nulls_first=True))
    def appeared(self, article):
        return published(article, "minute")

    @admin.display(description=_("बदला"), ordering="updated_at")
    def changed(self, article):
        return day(article.updated_at)

    @admin.display(description=_("हटाया गया"))
    def removed(self, article):
        """Show what was cut from the text, in order, with the reason for each line."""
        rows = [(one["text"], WHY.get(one["why"], one["why"])) for one in article.cut]
        if not rows:
            return _("कुछ नहीं")
        count = ngettext("%(count)s पंक्ति", "%(count)s पंक्तियाँ", len(rows))
        listed = format_html_join("", "<li>{} <small>— {}</small></li>", rows)
        return format_html("{}<ol>{}</ol>", count % {"count": grouped(len(rows))}, listed)

    def save_model(self, request, obj, form, change):
        form.earlier = Article.objects.get(pk=obj.pk) if change else None
        prepare(obj, form.earlier)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        before = filing.topics_of(form.instance)
        super().save_related(request, form, formsets, change)
        filing.decided_between(form.instance, before)

    def follow_up(self, request, form, change):
        return keep_text(form.instance, form.earlier)
