"""The forms of readers' accounts; a reader's user name is his address."""

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

LONGEST = 150  # characters of a user name, as Django has it


def styled(form) -> None:
    """Give the fields of a form the look of the archive's own."""
    for field in form.fields.values():
        if not isinstance(field.widget, forms.CheckboxInput):
            field.widget.attrs["class"] = "field"


class Styled:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        styled(self)


class SignInForm(Styled, auth_forms.AuthenticationForm):
    """Capital letters make no difference in an address; users of the admin have other names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("ई-मेल का पता")
        self.fields["password"].label = _("पासवर्ड")
        self.error_messages["invalid_login"] = _("पता या पासवर्ड ठीक नहीं है; दोनों फिर से देखें।")

    def clean_username(self):
        typed = self.cleaned_data["username"]
        known = get_user_model().objects.filter(username=typed).exists()
        return typed if known else typed.lower()


class AddressForm(Styled, forms.Form):
    email = forms.EmailField(
        label=_("ई-मेल का पता"),
        max_length=LONGEST,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class LanguageNames(forms.Select):
    """A list of languages, each named in itself."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = value
        return option


class PreferencesForm(Styled, forms.Form):
    """The language of mails, and whether any are sent at all."""

    language = forms.ChoiceField(
        label=_("मेल की भाषा"), choices=settings.LANGUAGES, widget=LanguageNames
    )
    mails = forms.BooleanField(label=_("सहेजी खोजों के नए समाचार मेल से भेजें"), required=False)


class PasswordForm(Styled, auth_forms.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabelled(self)


class ChangePasswordForm(Styled, auth_forms.PasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabelled(self)
        self.fields["old_password"].label = _("अभी का पासवर्ड")


def relabelled(form) -> None:
    form.fields["new_password1"].label = _("नया पासवर्ड")
    form.fields["new_password2"].label = _("नया पासवर्ड, एक बार फिर")
    rules = _("कम से कम %(shortest)d अक्षर, सिर्फ़ अंक नहीं, और कोई आम पासवर्ड नहीं।")
    form.fields["new_password1"].help_text = rules % {"shortest": settings.SHORTEST_PASSWORD}
    form.fields["new_password2"].help_text = ""


class ForgottenForm(Styled, auth_forms.PasswordResetForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("ई-मेल का पता")


class LeaveForm(Styled, forms.Form):
    """A reader's own password, before his account is deleted."""

    password = forms.CharField(
        label=_("पासवर्ड"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("पासवर्ड ठीक नहीं है।"))
        return self.cleaned_data["password"]


def posted(request):
    """Return what was posted, even if that is nothing, for a form; None where nobody posted."""
    return request.POST if request.method == "POST" else None
