"""Entities in the admin, with their other names."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Avg, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.base import LONGEST_SEARCH, Counted
from articles.admin.fields import OVERRIDES, check_name
from articles.admin.merging import MergedFilter, MergingAdmin, NamedFilter, counted_with_family
from articles.admin.suggestions import WithSuggestions
from articles.curation import Refused, entities
from articles.curation.ambiguity import doubts
from articles.hindi.fold import fold
from articles.ingestion.retag import LIMIT, retag
from articles.models import Alias, Entity, Evidence
from articles.templatetags.hindi_format import grouped

RETAGGED_AT_ONCE = 3  # each may have to read all articles
SHOWN_ALIASES = 4
LATEST = 100  # mentions
MOST_FOUND = 1000  # entities, by one of their columns
ANYWAY, DOUBTFUL = "_anyway", "doubtful"


def sentence_with_link(found: Evidence) -> tuple[str, str, str]:
    address = reverse("admin:articles_article_change", args=[found.article_id])
    return found.sentence, address, str(found.article)


def called(term: str) -> set[int]:
    """Return the ids of entities of which some name, or the address, holds a folded text.

    Each column is looked through by itself, in its index and not in the order of the list.
    """
    rows = Entity.objects.order_by()
    aliases = Alias.objects.filter(folded__contains=term).order_by()
    found = [rows.filter(folded__contains=term).values_list("pk", flat=True)]
    found.append(aliases.values_list("entity", flat=True))
    if term.isascii():
        roman = Q(roman__icontains=term) | Q(slug__contains=term)
        found.append(rows.filter(roman).values_list("pk", flat=True))
    return {pk for some in found for pk in some[:MOST_FOUND]}


class EntityForm(forms.ModelForm):
    def clean_label(self):
        check_name(self.cleaned_data["label"], longest=200)
        return self.cleaned_data["label"]


class AliasForm(forms.ModelForm):
    def clean_text(self):
        check_name(self.cleaned_data["text"], longest=200)
        return self.cleaned_data["text"]


class AliasFormSet(forms.BaseInlineFormSet):
    """Other names, each given once: two spellings with one fold are one name.

    A name that may mean something else is kept only once the curator has seen why.
    """

    def clean(self):
        super().clean()
        stored = {alias.folded: alias.pk for alias in self.get_queryset()}
        seen = set()
        for form in self.forms:
            text = getattr(form, "cleaned_data", {}).get("text")
            if not text or form in self.deleted_forms:
                continue
            # Rows are saved in order: a changed one may not take the name of another
            # that is yet to be deleted, while new ones come last.
            own = form.instance.pk
            taken = own and stored.get(fold(text), own) != own
            if taken or fold(text) in seen:
                form.add_error("text", ValidationError(_("यह नाम पहले से दिया हुआ है।")))
            seen.add(fold(text))
            if form.has_changed() and ANYWAY not in self.data:
                self.doubt(form, text)

    def doubt(self, form, text):
        for sentence in doubts(text, self.instance):
            form.add_error("text", ValidationError(sentence, code=DOUBTFUL))

    @property
    def doubtful(self):
        """Whether a name was refused only because it may mean something else."""
        errors = [error for form in self.forms for error in form.errors.as_data().get("text", ())]
        return any(error.code == DOUBTFUL for error in errors)


class AliasInline(admin.TabularInline):
    model = Alias
    form = AliasForm
    formset = AliasFormSet
    formfield_overrides = OVERRIDES
    extra = 1


@admin.register(Entity)
class EntityAdmin(WithSuggestions, MergingAdmin, Counted):
    form = EntityForm
    list_display = ("label", "roman", "other_names", "kind", "state", "count_link", "confidence")
    list_filter = ("status", "kind", "shown", MergedFilter)
    sortable_by = ("label", "confidence")
    search_fields = ("folded", "aliases__folded", "roman", "slug")
    fields = (
        *("label", "roman", "kind", "status", "description", "wikidata"),
        *("shown", "evidence", "slug", "created_at"),
    )
    readonly_fields = ("shown", "evidence", "slug", "created_at")
    inlines = [AliasInline]
    actions = ["confirm", "reject", "merge_chosen", "find_again"]
    counted_parameter = NamedFilter.parameter_name

    def count_rows(self, ids):
        return counted_with_family(ids)

    def get_queryset(self, request):
        entities = super().get_queryset(request).select_related("suggestion", "merged_into")
        return entities.prefetch_related("aliases")

    def get_search_results(self, request, queryset, search_term):
        """Rejected and merged ones are not offered where an article's names are chosen."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.canonical().exclude(status=Entity.Status.REJECTED)
        term = fold(search_term[:LONGEST_SEARCH].replace("\x00", "")).strip()
        return queryset.filter(pk__in=called(term)) if term else queryset, False

    def get_readonly_fields(self, request, obj=None):
        """What was merged is decided about with the one into which it went."""
        merged = ("status",) if obj and obj.merged_into_id else ()
        return (*super().get_readonly_fields(request, obj), *merged)

    def view_on_site(self, entity):
        head = entity.merged_into or entity
        return head.get_absolute_url() if head.shown else None

    @admin.display(description=gettext_lazy("स्थिति"), ordering="status")
    def state(self, entity):
        if entity.merged_into:
            return _("“%(target)s” में मिला") % {"target": entity.merged_into}
        return entity.get_status_display()

    def render_change_form(self, request, context, *args, **kwargs):
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        context["anyway"] = ANYWAY if any(one.is_bound and one.doubtful for one in formsets) else ""
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("भरोसा"), ordering="weight")
    def confidence(self, entity):
        """How sure the model is on average of a suggested entity, where it found it last."""
        if entity.status != Entity.Status.SUGGESTED:
            return ""
        latest = entity.mentions.order_by("-pk")[:LATEST]
        sure = latest.aggregate(mean=Avg("confidence"))["mean"]
        return "" if sure is None else f"{grouped(round(sure * 100))} %"

    @admin.display(description=gettext_lazy("कहाँ मिला"))
    def evidence(self, entity):
        """The sentences in which the model found it, each with its article."""
        if not hasattr(entity, "suggestion"):
            return None
        rows = entity.suggestion.evidence.select_related("article")
        return format_html_join(
            format_html("<br>{}", ""), '{} <a href="{}">{}</a>', map(sentence_with_link, rows)
        )

    @admin.display(description=gettext_lazy("दूसरे नाम"))
    def other_names(self, entity):
        names = [alias.text for alias in entity.aliases.all()]
        return ", ".join(names[:SHOWN_ALIASES]) + (" …" if names[SHOWN_ALIASES:] else "")

    def save_related(self, request, form, formsets, change):
        """Where its names changed, look for the entity in the articles at once.

        That waits for the end of the transaction, so as not to keep other writers
        waiting while all articles are read.
        """
        super().save_related(request, form, formsets, change)
        names_changed = "label" in form.changed_data or any(s.has_changed() for s in formsets)
        if names_changed and form.instance.status != Entity.Status.REJECTED:
            transaction.on_commit(lambda: self.look_for(request, form.instance), robust=True)

    def look_for(self, request, entity):
        result = retag(entity)
        text = ngettext(
            "“%(entity)s”: %(count)s समाचार में पहचान बदली।",
            "“%(entity)s”: %(count)s समाचारों में पहचान बदली।",
            result.changed,
        ) % {"entity": entity, "count": grouped(result.changed)}
        if not result.complete:
            text += " " + _("सिर्फ़ सबसे नए %(most)s देखे गए।") % {"most": grouped(LIMIT)}
        level = messages.INFO if result.complete else messages.WARNING
        self.message_user(request, text, level)

    @admin.action(description=gettext_lazy("फिर से पहचानें"), permissions=["change"])
    def find_again(self, request, queryset):
        for entity in queryset.exclude(status=Entity.Status.REJECTED)[:RETAGGED_AT_ONCE]:
            self.look_for(request, entity)
        if queryset.count() > RETAGGED_AT_ONCE:
            text = _("एक बार में %(most)s नाम ही पहचाने जाते हैं।") % {"most": RETAGGED_AT_ONCE}
            self.message_user(request, text, messages.WARNING)

    @admin.action(description=gettext_lazy("पक्का करें"), permissions=["change"])
    def confirm(self, request, queryset):
        self.decide(request, queryset, entities.confirm)

    @admin.action(description=gettext_lazy("नामंज़ूर करें"), permissions=["change"])
    def reject(self, request, queryset):
        self.decide(request, queryset, entities.reject)

    def decide(self, request, queryset, act):
        try:
            done = act(queryset, request.user.get_username())
        except Refused as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        text = ngettext("%(count)s नाम की स्थिति बदली।", "%(count)s नामों की स्थिति बदली।", len(done))
        self.message_user(request, text % {"count": grouped(len(done))}, messages.SUCCESS)
