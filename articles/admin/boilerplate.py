"""Rules of what is cut from articles, shipped, added and suggested, in the admin."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.base import FoldedSearch
from articles.curation.changes import record_update
from articles.curation.log import record
from articles.ingestion import again
from articles.locks import in_turn
from articles.models import Action, BoilerplateRule
from articles.models.boilerplate import LONGEST_FOLDED, folded
from articles.templatetags.hindi_format import grouped

SHOWN = 5
LOOKED_AT = 500  # the newest articles, in which a rule is tried out when its page is shown
Status = BoilerplateRule.Status


class RuleForm(forms.ModelForm):
    """A line with words in it, for which the source has no other rule."""

    class Meta:
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        words = folded(cleaned.get("text", ""))
        if "text" in cleaned and "source" in cleaned and (fault := self.fault(words, cleaned)):
            self.add_error("text", ValidationError(fault))
        return cleaned

    def fault(self, words, cleaned):
        if not words:
            return _("पंक्ति में एक भी शब्द नहीं है।")
        if len(words) > LONGEST_FOLDED:
            return _("पंक्ति बहुत लंबी है।")
        others = BoilerplateRule.objects.filter(folded=words, source=cleaned["source"])
        if others.exclude(pk=self.instance.pk).exists():
            return _("इस पंक्ति का नियम पहले से है।")
        return ""


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


@admin.register(BoilerplateRule)
class BoilerplateRuleAdmin(FoldedSearch):
    form = RuleForm
    list_display = ("text", "source", "kind", "begins", "status", "evidence", "origin")
    list_filter = ("status", "origin", "kind", "source")
    list_select_related = ("source",)
    search_fields = ("folded",)
    sortable_by = ("text", "evidence")
    autocomplete_fields = ("source",)
    readonly_fields = ("origin", "evidence", "preview", "created_at")
    fields = ("text", "begins", "kind", "source", "status", "note", *readonly_fields)
    actions = ["confirm", "reject", "clean_again"]

    def has_delete_permission(self, request, obj=None):
        """A shipped rule would be installed again by the next ingest; it can be rejected."""
        shipped = obj is not None and obj.origin == BoilerplateRule.Origin.SHIPPED
        return not shipped and super().has_delete_permission(request, obj)

    def has_apply_permission(self, request):
        return request.user.has_perm("articles.apply_boilerplaterule")

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request, obj=None):
        """The line of a shipped rule is what it is known by."""
        shipped = obj is not None and obj.origin == BoilerplateRule.Origin.SHIPPED
        known_by = ("text", "source") if shipped else ()
        return (*known_by, *self.readonly_fields) if obj else ()

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.fields[: -len(self.readonly_fields)]

    @admin.display(description=gettext_lazy("कितनों में मिली"), ordering=F("seen").desc())
    def evidence(self, rule):
        if not rule.among:
            return "—"
        counts = {"seen": grouped(rule.seen), "among": grouped(rule.among)}
        return _("%(among)s में से %(seen)s समाचारों में") % counts

    @admin.display(description=gettext_lazy("असर का अंदाज़ा"))
    def preview(self, rule):
        touched = again.touched_by(rule, LOOKED_AT)
        text = _("सबसे नए %(most)s समाचारों में से %(count)s के पाठ में यह पंक्ति है या थी।")
        counts = {"most": grouped(LOOKED_AT), "count": grouped(len(touched))}
        links = ((page_of(one), one.title) for one in touched[:SHOWN])
        listed = format_html_join("", '<br><a href="{}">{}</a>', links)
        return format_html("{}{}", text % counts, listed)

    @admin.action(description=gettext_lazy("पक्का करें"), permissions=["change"])
    def confirm(self, request, queryset):
        self.set_status(request, queryset, Status.CONFIRMED)

    @admin.action(description=gettext_lazy("नामंज़ूर करें: कभी न हटाएँ"), permissions=["change"])
    def reject(self, request, queryset):
        self.set_status(request, queryset, Status.REJECTED)

    @in_turn()
    def set_status(self, request, queryset, status):
        rules = list(queryset.exclude(status=status))
        count = record_update(request.user.get_username(), rules, status=status)
        BoilerplateRule.objects.filter(pk__in=[rule.pk for rule in rules]).update(status=status)
        text = ngettext("%(count)s नियम की स्थिति बदली।", "%(count)s नियमों की स्थिति बदली।", count)
        self.message_user(request, text % {"count": grouped(count)})

    @admin.action(description=gettext_lazy("पुराने समाचारों पर भी लागू करें"), permissions=["apply"])
    def clean_again(self, request, queryset):
        rules = list(queryset)
        result = again.clean_for(queryset, again.LIMIT)
        for rule in rules:
            record(request.user.get_username(), Action.Kind.APPLY, rule)
        text = ngettext(
            "%(count)s समाचार का पाठ बदला; पहले का पाठ रखा है।",
            "%(count)s समाचारों का पाठ बदला; पहले का पाठ रखा है।",
            result.changed,
        ) % {"count": grouped(result.changed)}
        if not result.complete:
            text += " " + _("बाक़ी के लिए: manage.py clean_again")
        self.message_user(request, text)
