"""Every change that is made in the admin stands in one log, which shows as each row's history."""

from contextlib import nullcontext

from articles.admin.history import WithHistory
from articles.curation import changes
from articles.locks import in_turn
from articles.models import Revision


class Logged(WithHistory):
    """Writes what a form changed into our log instead of Django's."""

    def changeform_view(self, request, *arguments, **named):
        """What a form is checked against does not change before it is saved."""
        with in_turn() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *arguments, **named)

    def save_model(self, request, obj, form, change):
        form.stored = changes.stored(obj) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        """Log the form with its inlines; what follows from them is not the curator's own doing."""
        super().save_related(request, form, formsets, change)
        who, row = request.user.get_username(), form.instance
        after = changes.stored(row)
        revision = self.follow_up(request, form, change)
        if change:
            changes.record_edit(who, row, form.stored, after, revision)
        else:
            changes.record_creation(who, row)

    def follow_up(self, request, form, change) -> Revision | None:
        """Do what a saved row brings along; return where the replaced text is kept."""

    def log_addition(self, request, obj, message):
        """It is logged with its inlines."""

    def log_change(self, request, obj, message):
        """It is logged with its inlines."""

    def log_deletions(self, request, queryset):
        """They are logged where the rows go, in one transaction with that."""

    def delete_model(self, request, obj):
        changes.record_deletions(request.user.get_username(), [obj])
        super().delete_model(request, obj)

    @in_turn()
    def delete_queryset(self, request, queryset):
        changes.record_deletions(request.user.get_username(), queryset)
        super().delete_queryset(request, queryset)
