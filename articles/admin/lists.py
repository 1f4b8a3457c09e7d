"""Lists of the admin that stay quick in a large archive."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from newsarchive.language import PARAMETER

MOST_COUNTED = 10_000  # rows of a list; who looks for one further on filters or searches


class ArchiveList(ChangeList):
    """A list that no parameter can break, and that takes the choice of a language for no filter."""

    def get_filters_params(self, params=None):
        found = super().get_filters_params(params)
        found.pop(PARAMETER, None)
        if any("\x00" in value for values in found.values() for value in values):
            raise IncorrectLookupParameters("PostgreSQL takes no null characters.")
        return found

    def get_ordering(self, request, queryset):
        """End with the id in the direction of the rest, as indexes do."""
        *rest, last = super().get_ordering(request, queryset)
        return [*rest, "pk" if last == "-pk" and rest and goes_up(rest[0]) else last]

    def get_results(self, request):
        try:
            super().get_results(request)
        except (OverflowError, ValueError) as error:  # the year 0, or one of forty digits
            raise IncorrectLookupParameters(error) from error
        if self.paginator.more:  # the search box then tells no count: it would be this one
            self.full_result_count = self.result_count


def goes_up(order) -> bool:
    """Whether a column, named or as ``OrderBy``, is in ascending order."""
    return not (order.startswith("-") if isinstance(order, str) else order.descending)


class BoundedPaginator(Paginator):
    """Pages of the first ``MOST_COUNTED`` rows; counting all could mean reading all."""

    @cached_property
    def counted(self) -> int:
        rows = self.object_list.order_by().values("pk")
        return rows[: MOST_COUNTED + 1].count()

    @property
    def more(self) -> bool:
        """Whether there are rows beyond the pages."""
        return self.counted > MOST_COUNTED

    @property
    def count(self) -> int:
        return min(self.counted, MOST_COUNTED)


class CountedList(ArchiveList):
    """A list whose shown rows know how many others belong to each, from one query a page."""

    def get_results(self, request):
        super().get_results(request)
        counts = self.model_admin.count_rows([row.pk for row in self.result_list])
        for row in self.result_list:
            row.counted = counts.get(row.pk, 0)
