"""Dates and numbers as readers write them: 7 अक्टूबर 2020, 4,12,680.

Django's own Hindi formats are not used: they put a joiner into अक्टूबर and group
by thousands. English pages keep the Indian grouping, as English papers in India do.
Whatever is written here has the digits that the reader wants.
"""

import re
from datetime import datetime, time

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.digits import DEVANAGARI, chosen, written

register = template.Library()

HINDI_MONTHS = [
    "जनवरी",
    "फ़रवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def local(moment):
    """Return a date as it is, an aware datetime as the time in the archive's own zone."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def month_name(number):
    months = ENGLISH_MONTHS if (get_language() or "").startswith("en") else HINDI_MONTHS
    return months[number - 1]


@register.filter
def digits(value):
    """Return a number or a text with its digits as the reader wants them."""
    return written(str(value))


@register.simple_tag
def devanagari_digits():
    """Return whether the page has Devanagari digits."""
    return chosen() == DEVANAGARI


@register.filter
def day(moment):
    """Return ``7 अक्टूबर 2020`` for a date or datetime, an empty string for None."""
    moment = local(moment)
    return f"{digits(moment.day)} {month(moment)}" if moment else ""


@register.filter
def day_of_month(moment):
    """Return ``7 अक्टूबर``, the day without its year."""
    return f"{digits(moment.day)} {month_name(moment.month)}" if moment else ""


def year(moment):
    return digits(moment.year)


@register.filter
def month(moment):
    """Return ``अक्टूबर 2020``."""
    moment = local(moment)
    return f"{month_name(moment.month)} {year(moment)}" if moment else ""


def days(first, last):
    """Return ``5–11 अक्टूबर 2020``: what both days share is written once."""
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day_of_month(first)} – {day(last)}"
    return f"{digits(first.day)}–{day(last)}" if first != last else day(first)


@register.filter
def minute(moment):
    """Return ``7 अक्टूबर 2020, 15:57``."""
    return f"{day(moment)}, {digits(f'{local(moment):%H:%M}')}" if moment else ""


@register.filter
def when(moment):
    """Return ``7 अक्टूबर 2020, 15:57``, or the day alone where the moment is its midnight."""
    at_midnight = moment and local(moment).time() == time.min
    return day(moment) if at_midnight else minute(moment)


@register.filter
def grouped(number):
    """Return a whole number with Indian grouping, 4,12,680; anything else as it came."""
    if not isinstance(number, int):
        return number
    head, tail = str(abs(number))[:-3], str(abs(number))[-3:]
    head = re.sub(r"(?<=\d)(?=(?:\d\d)+$)", ",", head)
    return digits(("-" if number < 0 else "") + (f"{head},{tail}" if head else tail))


@register.filter
def percent(share):
    """Return a part of 1 as ``0.78%`` or ``12.3%``, a dash for None."""
    if share is None:
        return "–"
    value = 100 * share
    if 0 < value < 0.01:
        return digits("<0.01%")
    places = 0 if value in (0, 100) else 1 if value >= 10 else 2
    return digits(f"{value:.{places}f}%")


@register.simple_tag
def published(article, style="day"):
    """Return a ``time`` element for when ``article`` appeared, never more precise than is known.

    ``style`` "minute" adds the time of day where the archive knows it.
    """
    if article.published_at is None:
        return format_html('<span class="muted">{}</span>', _("तारीख़ पता नहीं"))
    moment = local(article.published_at)
    if style == "minute" and article.precision == article.Precision.MINUTE:
        machine, text = f"{moment:%Y-%m-%dT%H:%M%z}", minute(moment)
    else:
        machine, text = f"{moment:%Y-%m-%d}", day(moment)
    return format_html('<time datetime="{}">{}</time>', machine, text)
