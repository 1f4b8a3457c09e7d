"""The mail of a digest: plain text and HTML, in the reader's language."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from articles import digits
from articles.models import Article
from articles.templatetags.hindi_format import grouped
from newsarchive.addresses import absolute
from search.results import articles_by_id
from search.saved import stopping
from search.saved.digests import Letter, Part
from search.saved.listing import new_url

LONGEST_SUBJECT = 150


def mail_of(letter: Letter, connection=None) -> EmailMultiAlternatives:
    """Return a letter as a mail; raises ImproperlyConfigured without the site's address."""
    stop = absolute(stopping.address(letter.user.pk))
    with override(letter.reader.language), digits.override(settings.DIGITS):
        context = context_of(letter) | {"stop_all": stop, "language": letter.reader.language}
        mail = EmailMultiAlternatives(
            subject_of(letter),
            render_to_string("mail/digest.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [letter.user.email],
            connection=connection,
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    return mail


def subject_of(letter: Letter) -> str:
    """Return one line, whatever the searches are called."""
    count = letter.stories
    text = ngettext("%(count)s नया समाचार: %(names)s", "%(count)s नए समाचार: %(names)s", count)
    names = ", ".join(part.saved.name for part in letter.parts)
    line = text % {"count": grouped(count), "names": names}
    return "".join(c if c.isprintable() else " " for c in line)[:LONGEST_SUBJECT]


def context_of(letter: Letter) -> dict:
    shown = [story.pk for part in letter.parts for story in part.listed]
    articles = articles_by_id(shown)
    return {
        "parts": [section(part, articles) for part in letter.parts],
        "list_url": absolute("/saved/"),
    }


def section(part: Part, articles: dict[int, Article]) -> dict:
    found = [articles[story.pk] for story in part.listed if story.pk in articles]
    return {
        "name": part.saved.name,
        "items": [(one, absolute(one.get_absolute_url())) for one in found],
        "more": part.more,
        "many": part.many,
        "all_url": absolute(new_url(part.saved, part.upto, part.after)),
        "stop_url": absolute(stopping.address(part.saved.user_id, part.saved.pk)),
    }
