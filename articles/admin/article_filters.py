"""What the list of articles can be narrowed by, from indexes alone."""

import re
from datetime import datetime

from django.contrib import admin
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from articles.curation.desk import topicless
from articles.kept import kept
from articles.models import Article

KEPT_SECONDS = 600
PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")


class AgencyFilter(admin.SimpleListFilter):
    """The agencies of the archive; finding them means reading all rows, so they are kept."""

    title = _("एजेंसी")
    parameter_name = "agency"

    def lookups(self, request, model_admin):
        names = Article.objects.exclude(agency="").order_by("agency").values_list("agency")
        make = names.distinct
        found = kept("admin-agencies", KEPT_SECONDS, lambda: [name for (name,) in make()])
        return [(name, name) for name in found]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(agency=self.value()) if self.value() in known else queryset


class PeriodFilter(admin.SimpleListFilter):
    """The years of the archive, the months of the chosen one, and what has no date.

    Django's own date hierarchy reads the dates of all rows that the other filters leave.
    """

    title = _("प्रकाशित")
    parameter_name = "period"
    undated = "none"

    def lookups(self, request, model_admin):
        first, last = kept("admin-years", KEPT_SECONDS, self.span)
        years = [(str(year), str(year)) for year in range(last, first - 1, -1)]
        year = (self.value() or "")[:4]
        months = [(f"{year}-{number:02}", f"{name} {year}") for number, name in MONTHS.items()]
        chosen = months if (year, year) in years else []
        return [*chosen, *years, (self.undated, _("बिना तारीख़ के"))]

    @staticmethod
    def span() -> tuple[int, int]:
        """Return the first and the last year of the archive; the last before the first if none."""
        # One at a time: each alone is found at an end of the index.
        moments = [Article.objects.aggregate(at=end("published_at"))["at"] for end in (Min, Max)]
        first, last = (moment and timezone.localtime(moment).year for moment in moments)
        return (first, last) if first else (1, 0)

    def queryset(self, request, queryset):
        if self.value() == self.undated:
            return queryset.filter(published_at=None)
        found = PERIOD.fullmatch(self.value() or "")
        if not found or self.value() not in dict(self.lookup_choices):
            return queryset
        first, end = bounds(*(int(part) for part in found.groups() if part))
        return queryset.filter(published_at__gte=first, published_at__lt=end)


def bounds(year: int, month: int = 0) -> tuple[datetime, datetime]:
    """Return the beginnings of a year, or of a month of it, and of the next one."""
    first = (year, month or 1)
    after = (year + 1, 1) if month in (0, 12) else (year, month + 1)
    first, end = (timezone.make_aware(datetime(*start, 1)) for start in (first, after))
    return first, end


class FiledFilter(admin.SimpleListFilter):
    """New articles without a topic; to look for them in all of a large archive takes too long."""

    title = _("विषय")
    parameter_name = "filed"

    def lookups(self, request, model_admin):
        return [("no", _("नए समाचार बिना विषय के"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=topicless()) if self.value() == "no" else queryset
