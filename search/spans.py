"""The dates of a search as the page writes them: what is chosen, the way back up, quick ranges."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import digits
from articles.hindi.dates import parse_period
from articles.templatetags import hindi_format
from search.engines.base import DAY, MONTH, YEAR
from search.histogram import Period, period_of
from search.links import Link
from search.state import QueryState

MOST_DECADES = 2
LAST_DAYS = (7, 30)


def span_label(first: date | None, last: date | None) -> str:
    """Return a span as readers write it: 2020, मार्च–मई 2020, 2018 से; empty for none."""
    if first and last:
        unit = next(unit for unit in (YEAR, MONTH, DAY) if is_whole(unit, first, last))
        return joined(period_of(first, unit), period_of(last, unit))
    if first:
        return _("%(date)s से") % {"date": largest(first, "first").label}
    return _("%(date)s तक") % {"date": largest(last, "last").label} if last else ""


def is_whole(unit: str, first: date, last: date) -> bool:
    return period_of(first, unit).first == first and period_of(last, unit).last == last


def largest(day: date, end: str) -> Period:
    """Return the largest period whose ``end``, first or last, is this day."""
    periods = (period_of(day, unit) for unit in (YEAR, MONTH, DAY))
    return next(period for period in periods if getattr(period, end) == day)


def joined(first: Period, last: Period) -> str:
    """Return the label of a span from one period to another, what they share written once."""
    if first == last:
        return first.label
    start, same_year = first.label, first.first.year == last.first.year
    if first.unit == MONTH and same_year:
        start = hindi_format.month_name(first.first.month)
    elif first.unit == DAY and same_year:
        same_month = first.first.month == last.first.month
        start = (
            hindi_format.digits(first.first.day)
            if same_month
            else hindi_format.day_of_month(first.first)
        )
    return f"{start}–{last.label}"


def echo(typed: str) -> str:
    """Return a typed date as it was understood, or as it was typed, for a field: in ASCII."""
    period = parse_period(typed)
    with digits.override(digits.ASCII):
        return span_label(*period) if period else typed


def at(state: QueryState, first: str, last: str) -> str:
    """Return the address of the search from one date to another, as they stand in addresses."""
    return state.set(**{"from": first, "to": last}).url()


def within(state: QueryState, period: Period) -> str:
    return at(state, period.value, period.value)


def crumbs(state: QueryState, first: date | None, last: date | None) -> list[Link]:
    """Return the way back up from the chosen span: all dates, its year, its month, itself."""
    if not (first or last):
        return []
    wider = [period_of(first, unit) for unit in (YEAR, MONTH)] if first and last else []
    links = [
        Link(one.label, within(state, one))
        for one in wider
        if first <= last <= one.last and (one.first, one.last) != (first, last)
    ]
    top = Link(_("पूरा संग्रह"), state.without("from", "to").url())
    return [top, *links, Link(span_label(first, last), "", selected=True)]


def quick_ranges(state: QueryState, chosen: tuple, found: tuple[date, date] | None) -> list[Link]:
    """Return spans that are often asked for, those in which something was found."""
    first, last = found or (date.max, date.min)
    return [
        Link(label, at(state, start.isoformat(), end.isoformat()), (start, end) == chosen)
        for label, start, end in usual_spans() + decades(first, last)
        if start <= last and end >= first
    ]


def usual_spans() -> list[tuple[str, date, date]]:
    today = timezone.localdate()
    this_year, last_year = period_of(today, YEAR), period_of(date(today.year - 1, 1, 1), YEAR)
    return [
        # Today is one of them.
        *((last_days(number), today - timedelta(days=number - 1), today) for number in LAST_DAYS),
        (_("इस साल"), this_year.first, this_year.last),
        (_("पिछला साल"), last_year.first, last_year.last),
    ]


def last_days(number: int) -> str:
    return _("पिछले %(number)s दिन") % {"number": hindi_format.digits(number)}


def decades(first: date, last: date) -> list[tuple[str, date, date]]:
    """Return the newest decades of a span that has more than one."""
    starts = range(first.year // 10 * 10, last.year + 1, 10)
    if len(starts) < 2 or last.year - first.year < 10:
        return []
    spans = [(date(max(1, year), 1, 1), date(min(9999, year + 9), 12, 31)) for year in starts]
    return [(span_label(*span), *span) for span in spans[-MOST_DECADES:]]


def date_chips(state: QueryState, first: date | None, last: date | None) -> list[Link]:
    """Return one link that takes the dates away, where any were understood."""
    if not (first or last):
        return []
    url = state.without("from", "to").url()
    return [Link(span_label(first, last), url, field_label=_("तारीख़"))]


def date_errors(filters) -> list[str]:
    """Return a sentence for each date that was not understood."""
    errors = [message for name in ("from", "to") for message in filters.errors.get(name, ())]
    first, last = filters.qs.request.first, filters.qs.request.last
    if first and last and first > last:
        errors.append(_("“कब से” की तारीख “कब तक” के बाद की है, इसलिए बीच में कोई दिन नहीं पड़ता।"))
    return errors
