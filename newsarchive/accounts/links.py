"""Links in mails that prove who reads the mail: signed, and good for three days."""

import logging
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

SECONDS_BETWEEN = 600  # two mails to one address that somebody typed
SECONDS_VALID = settings.PASSWORD_RESET_TIMEOUT


def token(purpose: str, **facts) -> str:
    return signing.dumps(facts, salt=purpose)


def read(purpose: str, text: str) -> dict | None:
    """Return the facts of a token; None if it is not ours, changed, or too old."""
    try:
        return signing.loads(text, salt=purpose, max_age=SECONDS_VALID)
    except signing.BadSignature:
        return None


def send(address: str, subject: str, url: str) -> bool:
    """Mail a link; returns whether it went out, or went out a while ago already."""
    key = "link:" + sha256(f"{subject} {address}".encode()).hexdigest()
    if not cache.add(key, 1, SECONDS_BETWEEN):
        return True
    text = render_to_string("mail/link.txt", {"subject": subject, "url": url})
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(f"{subject} · {_('समाचार संग्रह')}", text, to=[address], headers=headers).send()
    except (OSError, SMTPException) as error:
        log.warning("A mail was not sent: %s", type(error).__name__)
        cache.delete(key)
        return False
    return True
