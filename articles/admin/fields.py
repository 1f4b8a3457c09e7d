"""Form fields that bring what a curator types into the form that the archive keeps."""

from datetime import time

from django import forms
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from articles.hindi.fold import fold
from articles.hindi.normalise import normalise
from articles.hindi.tokens import fold_words
from articles.ingestion.clean import one_line


class TextField(forms.CharField):
    """Running text, normalised like that of an ingested article.

    That is done before a form looks for changes, so that the line ends of a
    browser are none.
    """

    tidy = staticmethod(normalise)

    def to_python(self, value):
        text = super().to_python(value)
        # Normalising would drop null characters before their validator sees them.
        return text if "\x00" in text else self.tidy(text)


class LineField(TextField):
    """Text on one line: a title, a name."""

    tidy = staticmethod(one_line)


class MomentField(forms.SplitDateTimeField):
    """A date and a time of day, in two boxes; the second may stay empty."""

    def compress(self, parts):
        if parts and parts[0] and not parts[1]:
            parts = [parts[0], time.min]
        return super().compress(parts)


LONGEST_ID = 18  # digits; more may be too many for a database


def is_id(value) -> bool:
    text = str(value)
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


class OnlyIds:
    """Shows a form again that was sent with something else than ids, to tell what is wrong."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_id(one)], attr)


class ChoiceOfOne(OnlyIds, AutocompleteSelect):
    pass


class ChoiceOfMany(OnlyIds, AutocompleteSelectMultiple):
    pass


class ManyField(forms.ModelMultipleChoiceField):
    """Rows of another table, where an id too large for the database is no row."""

    def clean(self, value):
        for one in value or ():
            if not is_id(one):
                code = "invalid_pk_value"
                raise ValidationError(self.error_messages[code], code, {"pk": one})
        return super().clean(value)


class Autocompleted:
    """Mixin of admin pages: the autocomplete fields bear whatever is sent."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = ChoiceOfOne(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = ChoiceOfMany(db_field, self.admin_site)
            kwargs["form_class"] = ManyField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


OVERRIDES = {
    models.CharField: {"form_class": LineField},
    models.TextField: {"form_class": TextField},
    models.URLField: {"assume_scheme": "https"},
    models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime},
    models.PositiveIntegerField: {"min_value": 1},
}


def check_name(name: str, longest: int) -> str:
    """Return the folded form of a name; a ValidationError says why it cannot be kept."""
    folded = fold(name)
    if not fold_words(name):
        raise ValidationError(_("नाम में एक भी शब्द नहीं है।"))
    if len(folded) > longest:
        message = _("नाम का खोज रूप %(longest)s अक्षरों से लंबा है।")
        raise ValidationError(message, params={"longest": longest})
    return folded
