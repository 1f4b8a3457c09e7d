"""The history of a row: what was done to it in the admin, from the log."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.admin.fields import is_id
from articles.admin.shown import summary
from articles.curation.log import history_of
from articles.models import Action

PER_PAGE = 30
Kind = Action.Kind
FINAL = (Kind.CREATE, Kind.DELETE, Kind.JOIN, Kind.TAKE_OUT, Kind.APPLY)  # never undone


class WithHistory(admin.ModelAdmin):
    """Mixin: the button for history shows our log."""

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("इतिहास: %(row)s") % {"row": row},
            "opts": self.opts,
            "object": row,
            "compared": self.opts.model_name == "article",
            **self.actions_shown(request, row),
        }
        return render(request, "admin/articles/history.html", context)

    def actions_shown(self, request, row) -> dict:
        """Return a page of actions from ``before`` on, the latest first, without counting them."""
        before = request.GET.get("before", "")
        actions = history_of(row).select_related("undoes", "undone_by")
        if is_id(before):
            actions = actions.filter(pk__lt=before)
        shown = list(actions[: PER_PAGE + 1])
        may_change = self.has_change_permission(request, row)
        for action in shown[:PER_PAGE]:
            action.summary = summary(action)
            action.undoable = may_change and is_open(action)
        more = shown[PER_PAGE - 1].pk if shown[PER_PAGE:] else None
        return {"actions": shown[:PER_PAGE], "older": more}


def is_open(action: Action) -> bool:
    """Return whether an action may be one to undo; its own page tells for sure."""
    return action.kind not in FINAL and not hasattr(action, "undone_by")
