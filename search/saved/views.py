"""The pages of saved searches. Each reader sees his own; those of others are not there."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from newsarchive.accounts.forms import posted
from search.engines.base import IndexUnavailable
from search.models import SavedSearch
from search.query import QueryError
from search.saved import listing, searches
from search.saved.forms import ChangeForm, SavedSearchForm
from search.saved.news import last_before, latest, news_of
from search.state import QueryState

RECENT = timedelta(days=30)


def own(view):
    """A page for a signed-in reader alone, never kept by anyone on the way."""
    return never_cache(login_required(view))


@own
def saved_list(request: HttpRequest):
    """All searches of a reader, with how much is new in each."""
    return render(request, "saved/list.html", listing.context(request.user))


@own
def save(request: HttpRequest):
    """Show what would be saved; posting saves it."""
    state = searches.lasting(QueryState.of(request.GET))
    known = searches.saved_already(request.user, state)
    form = SavedSearchForm(
        posted(request),
        user=request.user,
        initial={"name": searches.proposed_name(state)},
    )
    context = {"form": form, "state": state, "known": known, "lines": searches.in_words(state)}
    context |= preview(state)
    if request.method == "POST" and form.is_valid() and not context["problem"]:
        try:
            saved = searches.save(request.user, state, *of_form(form))
        except searches.CannotSave as error:
            form.add_error(None, str(error))
        else:
            said = _("यह खोज पहले से सहेजी हुई है: %(name)s") if known else _("खोज सहेजी गई: %(name)s")
            messages.success(request, said % {"name": saved.name})
            return redirect("saved:list")
    return render(request, "saved/save.html", context, status=400 if form.errors else 200)


def of_form(form) -> tuple[str, str]:
    return form.cleaned_data["name"], form.cleaned_data.get("digest", SavedSearch.Digest.NONE)


def preview(state: QueryState) -> dict:
    """Return what a search brought of late, or what is wrong with it."""
    filters = searches.asked(state)
    errors = [message for several in filters.errors.values() for message in several]
    try:
        upto = latest()
        recent = news_of(filters.qs, last_before(timezone.now() - RECENT), upto)
    except QueryError as error:
        return {"problem": error.message}
    except IndexUnavailable:
        return {"problem": _("खोज की सूची अभी बन रही है; थोड़ी देर बाद सहेजें।")}
    return {
        "problem": " ".join(errors),
        "recent": recent,
        "unused": filters.qs.unknown,
    }


@own
def new_articles(request: HttpRequest, pk: int):
    """The articles between two moments that stand in the address: coming here is a visit."""
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    try:
        span = listing.span_of(request.GET, latest())
        if span is None:
            return redirect(listing.new_url(saved, latest()))
        context = listing.new_context(saved, *span, request.GET.get("page", ""))
    except QueryError as error:
        context = {"saved": saved, "problem": error.message}
    except IndexUnavailable:
        context = {"saved": saved, "problem": listing.not_now()}
    else:
        if listing.is_visit(request):
            listing.visited(SavedSearch.objects.filter(pk=saved.pk), span[1])
    return render(request, "saved/new.html", context)


@own
@require_POST
def all_seen(request: HttpRequest):
    """All that the list showed as new is taken as seen; what came since stays new."""
    span = listing.span_of(request.POST, None)
    if span:
        listing.visited(SavedSearch.objects.filter(user=request.user), span[1])
    return redirect("saved:list")


@own
def change(request: HttpRequest, pk: int):
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    given = {"name": saved.name, "digest": saved.digest, "paused": saved.paused}
    form = ChangeForm(posted(request), user=request.user, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            listing.changed(saved, **form.cleaned_data)
            return redirect("saved:list")
        except IndexUnavailable:
            form.add_error(None, listing.not_now())
    context = {"saved": saved, "form": form, "lines": searches.in_words(searches.state_of(saved))}
    return render(request, "saved/change.html", context, status=400 if form.errors else 200)


@own
def delete(request: HttpRequest, pk: int):
    """Ask first; posting deletes."""
    saved = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    if request.method == "POST":
        saved.delete()
        messages.success(request, _("सहेजी खोज हटाई गई: %(name)s") % {"name": saved.name})
        return redirect("saved:list")
    return render(request, "saved/delete.html", {"saved": saved})
