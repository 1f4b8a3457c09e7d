"""The log of curation in the admin: read by all, changed by nobody; what it tells can be undone."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import ArchiveAdmin
from articles.admin.shown import Line, lines, planned, summary
from articles.curation import Refused
from articles.curation.reverting import model_of, row_of, steps
from articles.curation.taking_back import is_edit, take_back, why_not
from articles.models import Action
from articles.templatetags.hindi_format import minute

MOST_USERS = 50
WHOLE = (Action.Kind.MERGE, Action.Kind.SPLIT)  # what takes the right to merge to undo


def may_undo(user, action) -> bool:
    """Return whether a user has the right to do what undoing an action comes to."""
    model = model_of(action)
    first = action.undoes or action
    if first.kind in WHOLE:
        return user.has_perm("articles.merge_entity")
    return bool(model) and user.has_perm(f"{model._meta.app_label}.change_{action.model}")


def page_of(action) -> str:
    """Return the address of the page of what an action was about; "" if there is none."""
    model = model_of(action)
    try:
        return model and reverse(
            f"admin:{model._meta.app_label}_{action.model}_change", args=[action.object_id]
        )
    except NoReverseMatch:
        return ""


def plan_of(action) -> list[Line]:
    """Return what taking an action back would change."""
    if is_edit(action):
        return planned(action, steps(action, row_of(action)))
    return [one._replace(before=one.after, after=one.before) for one in lines(action)]


class WhoFilter(admin.SimpleListFilter):
    """Those who may log in to the admin, and whoever a link has chosen."""

    title = gettext_lazy("किसने")
    parameter_name = "who"

    def lookups(self, request, model_admin):
        staff = get_user_model().objects.filter(is_staff=True).order_by("username")
        names = list(staff.values_list("username", flat=True)[:MOST_USERS])
        if self.value() and self.value() not in names:
            names.append(self.value())
        return [(name, name) for name in names]

    def queryset(self, request, queryset):
        return queryset.filter(who=self.value()) if self.value() else queryset


class ModelFilter(admin.SimpleListFilter):
    title = gettext_lazy("किसमें")
    parameter_name = "model"

    def lookups(self, request, model_admin):
        models = [model for model in admin.site._registry if model is not Action]
        return [(one._meta.model_name, capfirst(one._meta.verbose_name_plural)) for one in models]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(model=self.value()) if self.value() in known else queryset


@admin.register(Action)
class ActionAdmin(ArchiveAdmin):
    list_display = ("when", "who", "kind", "what", "row", "changed")
    list_filter = ("kind", ModelFilter, WhoFilter, "at")
    sortable_by = ()
    change_form_template = "admin/articles/action/change_form.html"
    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("kept")

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", undo, name="articles_action_undo"), *super().get_urls()]

    @admin.display(description=gettext_lazy("कब"), ordering="-pk")
    def when(self, action):
        return minute(action.at)

    @admin.display(description=gettext_lazy("किसमें"))
    def what(self, action):
        model = model_of(action)
        return model._meta.verbose_name if model else action.model

    @admin.display(description=gettext_lazy("किसका"))
    def row(self, action):
        url = page_of(action)
        return format_html('<a href="{}">{}</a>', url, action.label) if url else action.label

    @admin.display(description=gettext_lazy("क्या बदला"))
    def changed(self, action):
        return summary(action)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        action = self.get_object(request, object_id)
        context = self.details(request, action) if action else {}
        return super().change_view(request, object_id, form_url, context)

    def details(self, request, action) -> dict:
        return {
            "action": action,
            "lines": lines(action),
            "row_url": page_of(action),
            "undone_by": Action.objects.filter(undoes=action).first(),
            "undoable": may_undo(request.user, action) and not why_not(action),
        }

    def undo_view(self, request, pk):
        """Show what undoing an action would change, and do it where that is posted."""
        action = get_object_or_404(Action, pk=pk)
        if not may_undo(request.user, action):
            raise PermissionDenied
        if request.method == "POST":
            return self.undone(request, action)
        reason = why_not(action)
        plan = [] if reason else plan_of(action)
        context = {
            **self.admin_site.each_context(request),
            "title": _("वापस लें"),
            "opts": self.opts,
            "action": action,
            "reason": reason,
            "lines": plan,
            "later": any(line.later for line in plan),
            "back": self.way_back(request, action),
        }
        return render(request, "admin/articles/action/undo.html", context)

    def undone(self, request, action):
        try:
            take_back(action, request.user.get_username())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("वापस लिया: %(what)s — “%(row)s”")
            messages.success(
                request, text % {"what": action.get_kind_display(), "row": action.label}
            )
        return HttpResponseRedirect(self.way_back(request, action))

    def way_back(self, request, action) -> str:
        """Return where the curator came from, else the page of what the action was about."""
        wanted = request.POST.get("next") or request.GET.get("next") or ""
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            return wanted
        there = page_of(action) and row_of(action)
        return page_of(action) if there else reverse("admin:articles_action_changelist")
