"""Signing in and out, and a reader's own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout, views
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsarchive.accounts import links
from newsarchive.accounts.forms import (
    AddressForm,
    LeaveForm,
    PreferencesForm,
    SignInForm,
    posted,
)
from newsarchive.addresses import absolute
from search.models import Sent
from search.saved.searches import reader_of, state_of

EMAIL = "email"


class SignIn(views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(signup=settings.SIGNUP, **kwargs)


class SignOut(views.LogoutView):
    next_page = "articles:home"


@never_cache
@login_required
def account(request: HttpRequest):
    """A reader's address, the language of mails and whether there are any; two small forms."""
    reader = reader_of(request.user)
    which = request.POST.get("form")
    address = AddressForm(request.POST if which == "address" else None)
    given = {"language": reader.language, "mails": reader.mails}
    choices = PreferencesForm(request.POST if which == "choices" else None, initial=given)
    if choices.is_bound and choices.is_valid():
        reader.language, reader.mails = (choices.cleaned_data[name] for name in given)
        reader.save()
        messages.success(request, _("बदलाव सहेज लिए गए।"))
        return redirect("accounts:account")
    if address.is_bound and address.is_valid():
        ask_for(request, address.cleaned_data["email"])
        return redirect("accounts:account")
    context = {"address": address, "choices": choices}
    status = 400 if address.errors or choices.errors else 200
    return render(request, "accounts/account.html", context, status=status)


def ask_for(request: HttpRequest, email: str) -> None:
    """Mail a link to a new address; it counts once that is followed."""
    facts = {"user": request.user.pk, "old": request.user.email, "email": email}
    url = absolute(reverse("accounts:email", args=[links.token(EMAIL, **facts)]), request)
    if links.send(email, _("नए पते की पुष्टि"), url):
        said = _("%(email)s पर एक कड़ी भेजी गई है; उसे खोलने पर नया पता लगेगा।")
        messages.success(request, said % {"email": email})
    else:
        messages.error(request, _("मेल अभी नहीं भेजा जा सका; थोड़ी देर बाद फिर कोशिश करें।"))


@never_cache
def email(request: HttpRequest, token: str):
    """Show the new address; posting takes it. Programs that look into mails only get links."""
    facts = links.read(EMAIL, token)
    user = facts and get_user_model().objects.filter(pk=facts["user"], email=facts["old"]).first()
    if not user:
        return render(request, "accounts/old_link.html", {"again": "account"}, status=400)
    context = {"email": facts["email"]}
    if request.method == "POST":
        context |= {"taken": not readdressed(user, facts["email"]), "posted": True}
    return render(request, "accounts/email.html", context)


def readdressed(user, address: str) -> bool:
    """Give a user a new address, and name if the old one was his name; False if it is taken."""
    if user.username == user.email:
        user.username = address
    user.email = address
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        return False
    return True


@never_cache
@login_required
def data(request: HttpRequest):
    """All that the archive keeps of a reader, as JSON."""
    user = request.user
    sent = Sent.objects.filter(user=user).order_by("pk").values_list("article_id", "at")
    kept = {
        "name": user.get_username(),
        "email": user.email,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "language": reader_of(user).language,
        "mails": reader_of(user).mails,
        "saved_searches": [as_data(one) for one in user.saved_searches.all()],
        "sent": [{"article": pk, "at": at} for pk, at in sent.iterator()],
    }
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="account.json"'
    return response


def as_data(saved) -> dict:
    return {
        "name": saved.name,
        "address": absolute(state_of(saved).url()) if settings.SITE_URL else state_of(saved).url(),
        "digest": saved.digest,
        "paused": saved.paused,
        "saved_at": saved.created_at,
        "seen_at": saved.seen_at,
    }


@never_cache
@login_required
def delete(request: HttpRequest):
    """Delete the account with all that belongs to it; those of staff only administrators delete."""
    if request.user.is_staff:
        return render(request, "accounts/delete.html", {"staff": True}, status=403)
    form = LeaveForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        get_user_model().objects.filter(pk=user.pk).delete()
        return render(request, "accounts/deleted.html")
    return render(
        request, "accounts/delete.html", {"form": form}, status=400 if form.errors else 200
    )
