"""Ingest runs and their problems in the admin: there to be read, never edited."""

import json
import subprocess
import sys

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.forms import BaseInlineFormSet
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.admin.base import LONGEST_SEARCH, ArchiveAdmin, Counted, counted_by
from articles.ingestion.addresses import is_address
from articles.ingestion.problems import KINDS
from articles.ingestion.records import Origin
from articles.ingestion.retry import CannotRetry, left, retry
from articles.models import IngestProblem, IngestRun

SHOWN_PROBLEMS = 100
RECENT_RUNS = 20
AT_ONCE = 50  # records that are tried again while the curator waits
TIMES = ("started_at", "finished_at", "pace")
COUNTS = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


def may_retry(request) -> bool:
    """Return whether a user may have articles taken in."""
    return request.user.has_perms(["articles.view_ingestrun", "articles.retry_ingestrun"])


def is_quick(run) -> bool:
    """Return whether a retry reads so little that a curator may wait for it.

    A whole file may hold anything, and what is fetched takes its time.
    """
    waiting = left(run).values_list("path", "at")[: AT_ONCE + 1]
    return len(waiting) <= AT_ONCE and not any(
        is_address(path) or len(at) < 2 for path, at in waiting
    )


def retry_apart(run, who) -> None:
    """Begin a retry in a process of its own, which goes on when nobody waits for it."""
    manage = str(settings.BASE_DIR / "manage.py")
    command = [sys.executable, manage, "ingest", "--retry", str(run.pk), "--who", who]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.Popen(command, start_new_session=True, **silent)


class ReadOnly:
    """What a run has counted is a record: only a superuser may clear it away."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


class KindLabel:
    """Problems with the Hindi name of their kind."""

    @admin.display(description=_("प्रकार"), ordering="kind")
    def kind_label(self, problem):
        return KINDS.get(problem.kind, problem.kind)


class FirstProblems(BaseInlineFormSet):
    """The first problems of a run; a broken file can make a hundred thousand."""

    def get_queryset(self):
        if not hasattr(self, "first"):
            self.first = list(super().get_queryset()[:SHOWN_PROBLEMS])
        return self.first


class ProblemInline(ReadOnly, KindLabel, admin.TabularInline):
    model = IngestProblem
    formset = FirstProblems
    fields = ("kind_label", "path", "line", "field", "reason", "mended_by")
    fk_name = "run"
    readonly_fields = ("kind_label",)
    can_delete = False
    verbose_name_plural = _("पहली समस्याएँ")


@admin.register(IngestRun)
class RunAdmin(ReadOnly, Counted):
    list_display = ("__str__", "status", "what", "who", *COUNTS, "problem_count")
    list_filter = ("status",)
    search_fields = ("inputs",)
    fields = ("status", "who", "retry_of", *TIMES, "all_inputs", *COUNTS, "problem_count")
    readonly_fields = ("all_inputs", "pace", "problem_count")
    change_form_template = "admin/articles/ingestrun/change_form.html"
    inlines = [ProblemInline]
    counted_list = "admin:articles_ingestproblem_changelist"
    counted_parameter = "run"
    counted_label = _("समस्याएँ")

    def count_rows(self, ids):
        return counted_by(IngestProblem, "run", ids)

    def get_search_results(self, request, queryset, search_term):
        """Search the names of what was read; a database may keep them with escapes."""
        term = search_term[:LONGEST_SEARCH]
        queryset = queryset.annotate(names=Cast("inputs", TextField()))
        escaped = Q(names__icontains=json.dumps(term)[1:-1])
        return queryset.filter(Q(names__icontains=term) | escaped), False

    def get_urls(self):
        retry = path(
            "<int:pk>/retry/",
            self.admin_site.admin_view(self.retry),
            name="articles_ingestrun_retry",
        )
        return [retry, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        run = self.get_object(request, object_id)
        waiting = left(run).count() if run and may_retry(request) else 0
        return super().change_view(request, object_id, form_url, {"left": waiting})

    def retry(self, request, pk):
        """Try again what failed: at once if it is little, else in a process of its own."""
        run = get_object_or_404(IngestRun, pk=pk)
        if not may_retry(request):
            raise PermissionDenied
        if request.method == "POST":
            return redirect("admin:articles_ingestrun_change", self.tried(request, run).pk)
        return redirect("admin:articles_ingestrun_change", run.pk)

    def tried(self, request, run):
        """Return the run to show, and say what was begun."""
        if not is_quick(run):
            retry_apart(run, request.user.get_username())
            messages.info(request, _("फिर से कोशिश शुरू हुई। वह आयातों की सूची में एक नया आयात होगी।"))
            return run
        try:
            summary = retry(run.pk, request.user.get_username())
        except CannotRetry as error:
            messages.warning(request, str(error))
            return run
        counts = {"read": summary.counts["read"], "failed": summary.counts["failed"]}
        messages.info(request, _("%(read)s फिर पढ़े गए, %(failed)s विफल रहे।") % counts)
        return summary.run

    @admin.display(description=_("रफ़्तार"))
    def pace(self, run):
        return _("%(rate)s प्रति सेकंड") % {"rate": f"{run.rate:.1f}"} if run.rate else "–"

    @admin.display(description=_("क्या पढ़ा गया"))
    def what(self, run):
        return Truncator(", ".join(map(str, run.inputs))).chars(80)

    @admin.display(description=_("क्या पढ़ा गया"))
    def all_inputs(self, run):
        return "\n".join(map(str, run.inputs))

    @admin.display(description=_("समस्याएँ"))
    def problem_count(self, run):
        return self.count_link(run)


class KindFilter(admin.SimpleListFilter):
    title = _("प्रकार")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return list(KINDS.items())

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() in KINDS else queryset


class RunFilter(admin.SimpleListFilter):
    """The newest runs, and the one that a link has chosen."""

    title = _("आयात")
    parameter_name = "run"

    def lookups(self, request, model_admin):
        runs = list(IngestRun.objects.order_by("-pk")[:RECENT_RUNS])
        chosen = self.value()
        if chosen and chosen.isdecimal() and all(str(run.pk) != chosen for run in runs):
            runs += IngestRun.objects.filter(pk=chosen)
        return [(str(run.pk), str(run)) for run in runs]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if not self.value().isdecimal():
            raise IncorrectLookupParameters(self.value())
        return queryset.filter(run__in=IngestRun.objects.filter(pk=self.value()))


@admin.register(IngestProblem)
class ProblemAdmin(ReadOnly, KindLabel, ArchiveAdmin):
    list_display = ("kind_label", "place", "field", "short_reason", "run", "mended_by")
    list_filter = (KindFilter, "lost", ("mended_by", admin.EmptyFieldListFilter), RunFilter)
    list_select_related = ("run", "mended_by")
    search_fields = ("path", "reason")
    sortable_by = ()
    fields = (
        *("run", "kind_label", "path", "line", "offset", "field", "reason", "excerpt"),
        *("lost", "mended_by"),
    )
    readonly_fields = ("kind_label",)

    @admin.display(description=_("फ़ाइल"))
    def place(self, problem):
        return str(Origin(problem.path, problem.line, problem.offset))

    @admin.display(description=_("कारण"))
    def short_reason(self, problem):
        return Truncator(problem.reason).chars(120)
