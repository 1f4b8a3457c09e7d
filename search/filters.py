"""Every parameter of the search address, read and checked by django-filter."""

from collections.abc import Iterable

import django_filters
from django import forms
from django.utils.translation import gettext as _

from articles.digits import written
from articles.hindi.dates import parse_period
from search.engines.base import NEWEST, OLDEST, RELEVANCE
from search.facets import FACETS

MOST_VALUES = 50  # of one facet
LONGEST_VALUE = 200  # characters
PAGE_SIZES = (20, 50)
SORTS = {
    RELEVANCE: RELEVANCE,
    NEWEST: NEWEST,
    OLDEST: OLDEST,
    "new": NEWEST,
    "old": OLDEST,
}


def page_size(per: str) -> int:
    """Return the size of a page of results that was asked for, or the usual one."""
    return int(per) if per in map(str, PAGE_SIZES) else PAGE_SIZES[0]


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the values of a parameter that may stand several times, each once, up to a limit."""
    clean = (text.replace("\x00", "").strip()[:LONGEST_VALUE] for text in texts)
    return tuple(dict.fromkeys(filter(None, clean)))[:MOST_VALUES]


class RepeatedField(forms.Field):
    """A parameter that may stand several times in the address; its value is a tuple."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        return distinct(value or ())


class PeriodField(forms.CharField):
    """A day, month or year in any usual form; its value is the first and the last day."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        period = parse_period(text)
        if period is None:
            message = written(_("“%(date)s” तारीख नहीं समझी गई; 2019, अक्टूबर 2020 या 7-10-2020 लिखें।"))
            raise forms.ValidationError(message % {"date": text[:60]})
        return period


class TextField(forms.CharField):
    """The query as typed; what is wrong with it, its parser says best."""

    def clean(self, value):
        return super().clean((value or "").replace("\x00", ""))


class SortField(forms.CharField):
    """The order of results; an unknown one is as good as none."""

    def clean(self, value):
        return SORTS.get(super().clean(value), "")


class FacetFilter(django_filters.Filter):
    """Articles that have any of the given values of a facet, or none of them."""

    field_class = RepeatedField

    def filter(self, results, values):
        return results.narrow(self.field_name, values, self.exclude) if values else results


class FirstDayFilter(django_filters.Filter):
    field_class = PeriodField

    def filter(self, results, period):
        return results.since(period[0]) if period else results


class LastDayFilter(django_filters.Filter):
    field_class = PeriodField

    def filter(self, results, period):
        return results.until(period[1]) if period else results


class SortFilter(django_filters.Filter):
    field_class = SortField

    def filter(self, results, sort):
        return results.sorted_by(sort) if sort else results


class ReadingFilter(django_filters.CharFilter):
    """``as=typed``: words in roman letters are searched as they stand."""

    def filter(self, results, value):
        return results.typed() if value == "typed" else results


class TextFilter(django_filters.Filter):
    field_class = TextField

    def filter(self, results, text):
        return results.matching(text) if text else results


class SearchFilter(django_filters.FilterSet):
    """The search page's filters, applied to ``search.results.Results`` in place of a queryset.

    What cannot be read is left out, and ``errors`` says so.
    """

    q = TextFilter()
    sort = SortFilter()

    @classmethod
    def get_filters(cls):
        """Add a filter for each facet, and the dates, whose names are words of Python."""
        filters = super().get_filters()
        for name in FACETS:
            filters[name] = FacetFilter(field_name=name)
            filters[f"not_{name}"] = FacetFilter(field_name=name, exclude=True)
        filters["from"] = FirstDayFilter()
        filters["to"] = LastDayFilter()
        filters["as"] = ReadingFilter()
        return filters

    def get_form_class(self):
        """The form has the same fields whatever is asked: it is made once."""
        made = type(self).__dict__.get("made_form_class") or super().get_form_class()
        type(self).made_form_class = made
        return made

    def filter_queryset(self, results):
        for name, value in self.form.cleaned_data.items():
            results = self.filters[name].filter(results, value)
        return results
