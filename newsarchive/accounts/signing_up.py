"""Signing up: a reader types an address, and chooses a password behind the link mailed there.

So an account's address is known to be its reader's, and nobody learns which
addresses have accounts.
"""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from newsarchive.accounts import links
from newsarchive.accounts.forms import AddressForm, PasswordForm, posted
from newsarchive.addresses import absolute
from search.saved.searches import reader_of

JOIN = "join"


def own(request: HttpRequest, url: str) -> str:
    """Return an address within this site, or an empty string for any other."""
    secure = request.is_secure()
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, secure) else ""


@never_cache
def sign_up(request: HttpRequest):
    if not settings.SIGNUP:
        return render(request, "accounts/closed.html", status=403)
    form = AddressForm(posted(request))
    after = own(request, request.GET.get("next", ""))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        path = reverse("accounts:join", args=[links.token(JOIN, email=email, after=after)])
        if links.send(email, _("खाता बनाने की कड़ी"), absolute(path, request)):
            return render(request, "accounts/mailed.html", {"email": email})
        form.add_error(None, _("मेल अभी नहीं भेजा जा सका; थोड़ी देर बाद फिर कोशिश करें।"))
    context = {"form": form, "after": after}
    return render(request, "accounts/sign_up.html", context, status=400 if form.errors else 200)


@never_cache
def join(request: HttpRequest, token: str):
    """Choose the password of a new account."""
    facts = links.read(JOIN, token)
    if facts is None:
        return render(request, "accounts/old_link.html", {"again": "sign_up"}, status=400)
    users = get_user_model()
    if users.objects.filter(username=facts["email"]).exists():
        return render(request, "accounts/known.html", {"email": facts["email"]})
    user = users(username=facts["email"], email=facts["email"])
    form = PasswordForm(user, posted(request))
    if request.method == "POST" and form.is_valid():
        return joined(request, form, facts["after"])
    context = {"form": form, "email": facts["email"]}
    return render(request, "accounts/join.html", context, status=400 if form.errors else 200)


def joined(request: HttpRequest, form, after: str):
    """Make the account, sign its reader in, and go on to where he came from."""
    try:
        with transaction.atomic():
            user = form.save()
            reader_of(user)
    except IntegrityError:  # made in another window meanwhile
        return render(request, "accounts/known.html", {"email": form.user.email})
    login(request, user, settings.PASSWORDS)
    return redirect(own(request, after) or settings.LOGIN_REDIRECT_URL)
