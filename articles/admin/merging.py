"""Entities in the admin: merged into another one, split in two, and what was done taken back."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.base import counted_by
from articles.admin.fields import ChoiceOfOne, LineField, ManyField, check_name, is_id
from articles.admin.log import may_undo
from articles.canonical import family, mentioned_in
from articles.curation import Refused, log, merging, splitting
from articles.curation.taking_back import take_back, why_not
from articles.models import Action, Alias, Article, Entity, Mention

MOST_MERGED = 50  # at once
LISTED_ARTICLES = 20  # to choose from in a split
LISTED_ACTS = 10


class MergeForm(forms.Form):
    """Which entities become part of which."""

    sources = ManyField(Entity.objects.canonical(), widget=forms.MultipleHiddenInput)
    target = forms.ModelChoiceField(
        Entity.objects.canonical().exclude(status=Entity.Status.REJECTED),
        label=gettext_lazy("किसमें मिलाएँ"),
        required=False,
        widget=ChoiceOfOne(Mention._meta.get_field("entity"), admin.site),
    )

    def clean_sources(self):
        sources = self.cleaned_data["sources"]
        if sources.count() > MOST_MERGED:
            text = _("एक बार में %(most)s से ज़्यादा नाम नहीं मिलाए जाते।")
            raise forms.ValidationError(text, params={"most": MOST_MERGED})
        return sources


class SplitForm(forms.Form):
    """What of an entity becomes another's."""

    label = LineField(label=gettext_lazy("नया नाम"), max_length=200)
    aliases = ManyField(
        Alias.objects.none(),
        label=gettext_lazy("इसके दूसरे नाम"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    articles = ManyField(
        Article.objects.none(),
        label=gettext_lazy("इसके समाचार"),
        help_text=gettext_lazy("सबसे नए समाचार। चुने हुए नामों वाले समाचार अपने आप जाते हैं।"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, entity, *args):
        super().__init__(*args)
        named = mentioned_in(Article.objects.only("pk", "title"), entity).order_by("-pk")
        newest = list(named.values_list("pk", flat=True)[:LISTED_ARTICLES])
        self.fields["aliases"].queryset = entity.aliases.all()
        self.fields["articles"].queryset = Article.objects.filter(pk__in=newest).order_by("-pk")

    def clean_label(self):
        check_name(self.cleaned_data["label"], longest=200)
        return self.cleaned_data["label"]

    @property
    def wanted(self):
        """Return what ``splitting`` asks for: label, aliases, ids of articles."""
        data = self.cleaned_data
        return data["label"], list(data["aliases"]), [one.pk for one in data["articles"]]


class MergedFilter(admin.SimpleListFilter):
    """What was merged is left out, unless it is asked for."""

    title = gettext_lazy("मिलाए हुए")
    parameter_name = "merged"

    def lookups(self, request, model_admin):
        return [("yes", _("सिर्फ़ मिलाए हुए")), ("all", _("सब"))]

    def choices(self, changelist):
        first, *rest = super().choices(changelist)
        return [first | {"display": _("बिना मिलाए हुए")}, *rest]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(merged_into__isnull=self.value() != "yes")


class MergingAdmin(admin.ModelAdmin):
    """Mixin of the entities' admin. Merging and splitting have a right of their own."""

    change_form_template = "admin/articles/entity/change_form.html"

    def has_merge_permission(self, request):
        return request.user.has_perm("articles.merge_entity")

    def get_urls(self):
        def page(view):
            return self.admin_site.admin_view(view)

        return [
            path("merge/", page(self.merge_page), name="articles_entity_merge"),
            path("<int:pk>/split/", page(self.split_page), name="articles_entity_split"),
            path("undo/<int:pk>/", page(self.undo_act), name="articles_entity_undo"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entity = self.get_object(request, object_id)
        shown = {"acts": acts_on(entity), "may_merge": self.has_merge_permission(request)}
        more = (shown if entity else {}) | (extra_context or {})
        return super().change_view(request, object_id, form_url, more)

    @admin.action(description=gettext_lazy("मिलाएँ…"), permissions=["merge"])
    def merge_chosen(self, request, queryset):
        """Lead to the preview; the one that most articles name is proposed as what stays."""
        chosen = list(queryset.filter(merged_into=None).values_list("pk", flat=True))
        counts = counted_by(Mention, "entity", chosen)
        confirmed = set(queryset.filter(status="confirmed").values_list("pk", flat=True))
        best = sorted(chosen, key=lambda pk: (pk not in confirmed, -counts.get(pk, 0), pk))[:1]
        query = urlencode({"sources": chosen, "target": best}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:articles_entity_merge')}?{query}")

    def merge_page(self, request):
        """Ask into what, show what that would change, and do it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        form = MergeForm(request.POST if request.method == "POST" else request.GET)
        target = form.is_valid() and form.cleaned_data["target"]
        if target and request.method == "POST":
            return self.merged(request, form.cleaned_data["sources"], target)
        context = {
            "form": form,
            "sources": form.cleaned_data.get("sources", ()),
            "preview": target and merging.preview(form.cleaned_data["sources"], target),
        }
        return self.page(request, "merge", _("नाम मिलाएँ"), context)

    def merged(self, request, sources, target):
        try:
            action = merging.merge(sources, target, request.user.get_username())
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.get_full_path())
        self.tell(request, _("मिलाया गया: %(label)s।"), action)
        return redirect("admin:articles_entity_change", target.pk)

    def split_page(self, request, pk):
        """Ask what goes, show what that would change, and do it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        entity = get_object_or_404(Entity, pk=pk)
        form = SplitForm(entity, request.POST if request.method == "POST" else None)
        preview = None
        if form.is_valid():
            if "_split" in request.POST:
                return self.parted(request, entity, form)
            preview = splitting.preview(entity, *form.wanted)
        context = {"form": form, "entity": entity, "preview": preview}
        return self.page(request, "split", _("नाम अलग करें: %(name)s") % {"name": entity}, context)

    def parted(self, request, entity, form):
        try:
            _made, action = splitting.split(entity, *form.wanted, request.user.get_username())
        except Refused as error:
            messages.error(request, str(error))
            return redirect("admin:articles_entity_split", entity.pk)
        self.tell(request, _("अलग किया गया: %(label)s।"), action)
        return redirect("admin:articles_entity_change", entity.pk)

    def tell(self, request, text, action):
        """Say what was done, and where it can be taken back."""
        link = format_html('<a href="#acts">{}</a>', _("वापस लें"))
        told = text % {"label": action.label}
        messages.success(request, format_html("{} {}", told, link))

    def page(self, request, name, title, context):
        facts = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        template = f"admin/articles/entity/{name}.html"
        return TemplateResponse(request, template, facts | context)

    def undo_act(self, request, pk):
        """Take back what was done to an entity, by the number of the act."""
        return require_POST(self.undone)(request, pk)

    def undone(self, request, pk):
        action = get_object_or_404(Action, pk=pk, model="entity")
        if not may_undo(request.user, action):
            raise PermissionDenied
        try:
            take_back(action, request.user.get_username())
            messages.success(request, _("वापस लिया गया: %(label)s।") % {"label": action.label})
        except Refused as error:
            messages.error(request, str(error))
        return redirect("admin:articles_entity_change", action.object_id)


def acts_on(entity: Entity | None) -> list[tuple[Action, str]]:
    """Return the latest acts on an entity, and why each cannot be taken back.

    Of one that was merged, that is what was done to the one into which it went.
    """
    if not entity:
        return []
    history = log.history_of(entity.merged_into or entity).exclude(kind=Action.Kind.UNDO)
    acts = history.filter(undone_by=None)[:LISTED_ACTS]
    return [(action, why_not(action)) for action in acts]


class NamedFilter(admin.SimpleListFilter):
    """Articles that name an entity or what was merged into it; shown where one was asked for."""

    title = gettext_lazy("नाम")
    parameter_name = "named"

    def lookups(self, request, model_admin):
        value = str(self.value() or "")
        known = Entity.objects.filter(pk=value) if is_id(value) else ()
        return [(value, self.value() and str(next(iter(known), value)))] if value else []

    def queryset(self, request, queryset):
        value = self.value()
        if value is None:
            return queryset
        if not is_id(value):
            raise IncorrectLookupParameters(value)
        named = Mention.objects.filter(entity__in=family([int(value)]))
        return queryset.filter(pk__in=named.values("article"))


def counted_with_family(ids: list[int]) -> dict[int, int]:
    """Return how many articles name each of these or what was merged into it."""
    merged = (
        Entity.objects.filter(merged_into__in=ids).order_by().values_list("merged_into", flat=True)
    )
    counts = counted_by(Mention, "entity", ids)
    for pk in set(merged):
        named = Mention.objects.filter(entity__in=family([pk]))
        counts[pk] = named.values("article").distinct().count()
    return counts
