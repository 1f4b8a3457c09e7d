"""The forms of saved searches."""

from django import forms
from django.utils.translation import gettext_lazy as _

from search.models import SavedSearch
from search.saved.searches import LONGEST_NAME


class SavedSearchForm(forms.Form):
    """A name, and whether new articles come by mail, which needs an address."""

    name = forms.CharField(
        label=_("नाम"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    digest = forms.ChoiceField(
        label=_("नए समाचार मेल से"),
        choices=SavedSearch.Digest.choices,
        required=False,
        widget=forms.Select(attrs={"class": "field"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not user.email:
            del self.fields["digest"]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean_digest(self):
        return self.cleaned_data["digest"] or SavedSearch.Digest.NONE


class ChangeForm(SavedSearchForm):
    paused = forms.BooleanField(
        label=_("मेल अभी रोकें"),
        required=False,
        help_text=_("रुके रहने के दिनों के समाचार बाद में मेल से नहीं आते; वे सूची में नए गिने जाते हैं।"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if "digest" not in self.fields:
            del self.fields["paused"]
