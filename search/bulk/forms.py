"""The form of the bulk query page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Source
from search.bulk import lists
from search.filters import PeriodField
from search.state import QueryState

FILTERS = ("from", "to", "source")


class HindiNames(forms.Select):
    """A list of names, which are Hindi on a page in any language."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "hi"
        return option


class BulkForm(forms.Form):
    """A list of queries, typed or uploaded or both, and filters for all of them."""

    queries = forms.CharField(
        label=_("खोजें, हर पंक्ति में एक"),
        required=False,
        max_length=lists.MOST_LETTERS,
        widget=forms.Textarea(attrs={"class": "field", "rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("या सूची की फ़ाइल (.txt, .csv)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "field", "accept": ".txt,.csv,.tsv,text/*"}),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("स्रोत"),
        required=False,
        empty_label=_("सब स्रोत"),
        to_field_name="name",
        widget=HindiNames(attrs={"class": "field"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for name, label in (("from", _("कब से")), ("to", _("कब तक"))):
            box = forms.TextInput(attrs={"class": "field", "autocomplete": "off"})
            self.fields[name] = PeriodField(label=label, required=False, widget=box)

    def clean_file(self):
        """Return the queries of the file."""
        file = self.cleaned_data["file"]
        if not file:
            return []
        try:
            return lists.uploaded(file.read(lists.MOST_BYTES + 1), file.name)
        except lists.BadList as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if first and last and first[0] > last[1]:
            self.add_error("to", _("यह तारीख़ “कब से” के पहले की है।"))
        if self.errors:
            return
        given = lists.typed(self.cleaned_data["queries"]) + self.cleaned_data["file"]
        try:
            self.list = lists.bounded(given)
        except lists.BadList as error:
            self.add_error("queries", str(error))

    @property
    def state(self) -> QueryState:
        """The filters as parameters of a search."""
        first, last = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        source = self.cleaned_data.get("source")
        return QueryState().set(
            **{
                "from": first[0].isoformat() if first else "",
                "to": last[1].isoformat() if last else "",
                "source": source.name if source else "",
            }
        )

    @property
    def dates(self):
        return [self["from"], self["to"]]
