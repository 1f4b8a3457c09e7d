"""Sending digests: one mail a reader, recorded before it goes out."""

import logging
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import get_connection

from search.saved.digests import Composer, Letter, alone, due, record, settle, take_back
from search.saved.mails import mail_of
from search.saved.news import latest

log = logging.getLogger(__name__)

# What says for certain that a mail did not go out: the server's own refusal, or headers that
# cannot be written. After anything else, such as a lost connection, it may have gone out.
REFUSED = (SMTPRecipientsRefused, SMTPResponseException, ValueError)
SENT, NOTHING, REFUSAL, UNCERTAIN = "sent", "nothing_new", "refused", "uncertain"


class NoServer(Exception):
    """The mail server cannot be reached; nothing was sent or recorded since."""


@dataclass
class Summary:
    """What a run did: readers by outcome, articles listed, and what went wrong."""

    readers: Counter = field(default_factory=Counter)
    articles: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict:
        counts = {name: self.readers[name] for name in (SENT, NOTHING, REFUSAL, UNCERTAIN)}
        return counts | {"articles": self.articles, "problems": self.problems}


def send(dry_run: bool = False, tell: Callable[[Letter], None] = lambda letter: None) -> Summary:
    """Send what is due. Raises AlreadySending, NoServer, IndexUnavailable.

    ``tell`` is called with each letter that has anything in it. A dry run records nothing.
    """
    summary = Summary()
    with alone():
        composer, connection = Composer(latest()), get_connection(stream=sys.stderr)
        for user, searches in due().items():
            letter = composer.letter(user, searches)
            outcome = SENT if letter.parts else NOTHING
            if letter.parts:
                tell(letter)
            if not dry_run:
                outcome = post(letter, connection, summary) if letter.parts else rest(letter)
            summary.readers[outcome] += 1
            summary.articles += letter.stories if outcome == SENT else 0
        connection.close()
    return summary


def rest(letter: Letter) -> str:
    settle(letter)
    return NOTHING


def post(letter: Letter, connection, summary: Summary) -> str:
    """Send one letter and return the outcome; what one address does stops no other."""
    mail = mail_of(letter, connection)
    open_connection(connection)
    record(letter)
    try:
        connection.send_messages([mail])
    except REFUSED as error:
        take_back(letter)
        return failed(letter, REFUSAL, error, summary)
    except Exception as error:
        connection.close()
        settle(letter)
        return failed(letter, UNCERTAIN, error, summary)
    settle(letter)
    return SENT


def open_connection(connection) -> None:
    try:
        connection.open()
    except OSError as error:
        raise NoServer(f"The mail server cannot be reached: {error}") from error


def failed(letter: Letter, outcome: str, error: Exception, summary: Summary) -> str:
    """Say what happened, by the number of the reader: addresses do not belong in logs."""
    problem = f"reader {letter.user.pk}: {outcome}: {type(error).__name__}"
    code = getattr(error, "smtp_code", "")
    summary.problems.append(f"{problem} {code}".strip())
    log.warning("A digest was not sent: %s", problem)
    return outcome
