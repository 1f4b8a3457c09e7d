"""What the admin pages of several models share."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import OVERRIDES, Autocompleted, check_name
from articles.admin.lists import ArchiveList, BoundedPaginator, CountedList
from articles.admin.logged import Logged
from articles.hindi.fold import fold
from articles.templatetags.hindi_format import grouped

# A database refuses patterns that are too long and conditions that are too many.
LONGEST_SEARCH = 200  # characters
MOST_WORDS = 12
LISTED_DELETIONS = 50


class ArchiveAdmin(Autocompleted, Logged):
    """An admin page that stays quick in a large archive, whatever is typed into it."""

    formfield_overrides = OVERRIDES
    list_per_page = 50
    list_max_show_all = 200
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # a count for each choice would read all rows for each

    def get_changelist(self, request, **kwargs):
        return ArchiveList

    def get_search_results(self, request, queryset, search_term):
        words = search_term[:LONGEST_SEARCH].split()[:MOST_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def get_deleted_objects(self, objs, request):
        """Name what is to be deleted; the many rows that go along are not listed one by one."""
        total = len(objs) if isinstance(objs, list) else objs.count()
        names = [str(row) for row in objs[:LISTED_DELETIONS]]
        if total > LISTED_DELETIONS:
            names.append("…")
        refused = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        return names, {self.opts.verbose_name_plural: total}, refused, []


class FoldedSearch(ArchiveAdmin):
    """Search fields hold folded text, so that हिंद finds हिन्द."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))


class Counted(ArchiveAdmin):
    """Shows how many articles (or other rows) each row has, with a link to their list."""

    counted_list = "admin:articles_article_changelist"
    counted_parameter = ""  # of that list
    counted_label = gettext_lazy("इनसे जुड़े समाचार")

    def get_changelist(self, request, **kwargs):
        return CountedList

    def count_rows(self, ids: list[int]) -> dict[int, int]:
        """Return the numbers by id; an id without any may be left out."""
        raise NotImplementedError

    def get_deleted_objects(self, objs, request):
        names, counts, *rest = super().get_deleted_objects(objs, request)
        counts[self.counted_label] = sum(self.count_rows([row.pk for row in objs]).values())
        return names, counts, *rest

    @admin.display(description=gettext_lazy("समाचार"))
    def count_link(self, row):
        if not hasattr(row, "counted"):
            row.counted = self.count_rows([row.pk]).get(row.pk, 0)
        query = urlencode({self.counted_parameter: row.pk})
        url = f"{reverse(self.counted_list)}?{query}"
        return format_html('<a href="{}">{}</a>', url, grouped(row.counted))


def counted_by(model: type[Model], name: str, ids: list[int]) -> dict[int, int]:
    """Return how many rows of a model belong to each of these, by the field ``name``."""
    rows = model.objects.filter(**{f"{name}__in": ids}).order_by().values_list(name)
    return dict(rows.annotate(Count("pk")))


class NamedForm(forms.ModelForm):
    """A name that no other row has, in whatever spelling."""

    def clean_name(self):
        name = self.cleaned_data["name"]
        folded = check_name(name, longest=200)
        others = self._meta.model.objects.filter(folded=folded).exclude(pk=self.instance.pk)
        if other := others.first():
            message = _("यही नाम पहले से है, इस वर्तनी में: %(name)s")
            raise ValidationError(message, params={"name": other.name})
        return name


class NamedAdmin(FoldedSearch, Counted):
    """Sources and topics."""

    form = NamedForm
    search_fields = ("folded", "slug")
    readonly_fields = ("slug",)
