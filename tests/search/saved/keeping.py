"""What the tests of saved searches share: readers, their searches, and mail servers that fail."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.http import QueryDict
from django.utils import timezone

from search.models import SavedSearch
from search.saved import searches
from search.state import QueryState


def reader(name="asha@example.org", email=None):
    users = get_user_model().objects
    return users.create_user(name, name if email is None else email, "बहुत-लंबा-शब्द")


def state(address: str) -> QueryState:
    return searches.lasting(QueryState.of(QueryDict(address)))


def saved(user, address="q=तालाब", name="", digest="daily") -> SavedSearch:
    """Return a search that was saved yesterday, so that its mail is due."""
    made = searches.save(user, state(address), name, digest)
    return yesterday(made)


def yesterday(made: SavedSearch) -> SavedSearch:
    made.mailed_at = timezone.now() - timedelta(days=7)
    made.save()
    return made


def all_due() -> None:
    """Let a week go by."""
    SavedSearch.objects.update(mailed_at=timezone.now() - timedelta(days=7))


class Failing(BaseEmailBackend):
    """A mail server that fails for some addresses, and takes all other mails."""

    errors: dict = {}
    unreachable = False

    def open(self):
        if self.unreachable:
            raise ConnectionRefusedError("no")

    def send_messages(self, mails):
        for mail in mails:
            if error := self.errors.get(mail.to[0]):
                raise error
        return get_connection("django.core.mail.backends.locmem.EmailBackend").send_messages(mails)
