"""Ingest runs and their problems in the admin: there to be read, never edited."""

import json

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.forms import BaseInlineFormSet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.admin.base import LONGEST_SEARCH, ArchiveAdmin, Counted, counted_by
from articles.ingestion.problems import KINDS
from articles.ingestion.records import Origin
from articles.models import IngestProblem, IngestRun

SHOWN_PROBLEMS = 100
RECENT_RUNS = 20
COUNTS = ("read", "stored", "updated", "unchanged", "duplicates", "skipped", "failed")


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
    fields = ("kind_label", "path", "line", "field", "reason")
    readonly_fields = ("kind_label",)
    can_delete = False
    verbose_name_plural = _("पहली समस्याएँ")


@admin.register(IngestRun)
class RunAdmin(ReadOnly, Counted):
    list_display = ("__str__", "status", "what", *COUNTS, "problem_count")
    list_filter = ("status",)
    search_fields = ("inputs",)
    fields = ("status", "started_at", "finished_at", "all_inputs", *COUNTS, "problem_count")
    readonly_fields = ("all_inputs", "problem_count")
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
    list_display = ("kind_label", "place", "field", "short_reason", "run")
    list_filter = (KindFilter, RunFilter)
    list_select_related = ("run",)
    search_fields = ("path", "reason")
    sortable_by = ()
    fields = ("run", "kind_label", "path", "line", "offset", "field", "reason", "excerpt")
    readonly_fields = ("kind_label",)

    @admin.display(description=_("फ़ाइल"))
    def place(self, problem):
        return str(Origin(problem.path, problem.line, problem.offset))

    @admin.display(description=_("कारण"))
    def short_reason(self, problem):
        return Truncator(problem.reason).chars(120)
