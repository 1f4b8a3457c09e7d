"""Changing a password, and choosing a new one for a forgotten one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsarchive.accounts.forms import ChangePasswordForm, ForgottenForm, PasswordForm
from newsarchive.addresses import absolute


@method_decorator(never_cache, name="dispatch")
class Change(views.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:account")

    def form_valid(self, form):
        messages.success(self.request, _("पासवर्ड बदल गया।"))
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class Forgotten(views.PasswordResetView):
    """Says the same for every address, so that nobody learns which ones have accounts."""

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"
    email_template_name = "mail/forgotten.txt"
    subject_template_name = "mail/forgotten_subject.txt"

    @property
    def extra_email_context(self):
        return {"site": absolute("", self.request).rstrip("/")}

    def form_valid(self, form):
        super().form_valid(form)
        context = {"email": form.cleaned_data["email"]}
        return render(self.request, "accounts/mailed.html", context)

    def get_success_url(self):
        return reverse_lazy("accounts:forgotten")


@method_decorator(never_cache, name="dispatch")
class Reset(views.PasswordResetConfirmView):
    form_class = PasswordForm
    template_name = "accounts/reset.html"
    success_url = reverse_lazy("saved:list")
    post_reset_login, post_reset_login_backend = True, settings.PASSWORDS
