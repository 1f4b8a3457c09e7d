"""Dates as Hindi papers and their readers write them.

The text is folded first, so that one entry of a table stands for every spelling
of a month. A date has a day, a month and a year of four digits, or it is none:
nothing is guessed, and words such as आज are left alone, for nobody knows on
which day they were written.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

from articles.hindi.fold import fold
from articles.hindi.tokens import LETTER

IST = ZoneInfo("Asia/Kolkata")
FIRST_YEAR, LAST_YEAR = 1800, 2100
LONGEST_DATE = 200  # characters; a longer text is no date


class Moment(NamedTuple):
    """When something appeared: an aware datetime in Asia/Kolkata, precise to "day" or "minute".

    A moment precise to the day is midnight, India's time, at the start of that day.
    """

    moment: datetime
    precision: str


MONTHS = {
    fold(name): number
    for number, names in enumerate(
        (
            "जनवरी जन january jan",
            "फरवरी फरबरी फेब्रुअरी फर february feb",
            "मार्च मार march mar",
            "अप्रैल अप्रेल एप्रिल अप्रै अप्रे अप्र april apr",
            "मई मे may",
            "जून june jun",
            "जुलाई जुलाइ जुला जुल july jul",
            "अगस्त अग august aug",
            "सितंबर सितम्बर सितं सित september sept sep",
            "अक्टूबर अक्तूबर अक्टुबर अक्तुबर ऑक्टोबर अक्टू अक्तू october oct",
            "नवंबर नवम्बर नवं नव november nov",
            "दिसंबर दिसम्बर दिसं दिस december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = (
    "सोमवार मंगलवार बुधवार गुरुवार गुरूवार बृहस्पतिवार वीरवार शुक्रवार शनिवार शनिचर रविवार इतवार "
    "सोम मंगल बुध गुरु गुरू बृहस्पति वीर शुक्र शनि रवि monday tuesday wednesday thursday friday "
    "saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
# Words that stand beside a date and say nothing about it.
LABELS = (
    "प्रकाशित प्रकाशन अपडेट अपडेटेड अद्यतन अंतिम आखिरी पहली संशोधित दिनांक दिनाँक तिथि तारीख "
    "समय को पर की का हुआ बार सन ई ईस्वी updated update published publish posted post modified "
    "created last first date time on at the of india standard"
)
# Parts of the day, each with the hours of the clock's face that fall after noon in it.
PARTS = {
    fold(name): hours
    for names, hours in (
        ("सुबह, सवेरे, प्रातः, तड़के, भोर, पूर्वाह्न", range(0)),
        ("दोपहर, दोपहर बाद, दिन", range(1, 8)),
        ("शाम, सायं, अपराह्न", range(1, 12)),
        ("रात, रात्रि, देर रात, आधी रात, मध्यरात्रि", range(7, 12)),
    )
    for name in names.split(", ")
}
NOON = {part for part, hours in PARTS.items() if 1 in hours}  # twelve is noon, else midnight
HALVES = {
    **dict.fromkeys(map(fold, ("पूर्वाह्न", "एएम", "am", "a.m.", "a.m")), 0),
    **dict.fromkeys(map(fold, ("अपराह्न", "पीएम", "pm", "p.m.", "p.m")), 12),
}
ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip


def words(*names: str) -> str:
    """Return a pattern for one of the names, as a whole word; the longest is tried first."""
    choice = "|".join(sorted({fold(name) for name in names}, key=len, reverse=True))
    return f"(?<![a-z{LETTER}])(?:{choice})(?![a-z{LETTER}])"


MONTH = words(*MONTHS)
ORDINAL = "(?:st|nd|rd|th)?"
DATES = [
    re.compile(rf"(?<![0-9])(?<![0-9][:./-]){pattern}(?![0-9])")
    for pattern in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})",
        rf"(?P<day>[0-9]{{1,2}}){ORDINAL}[\s.,॰-]*(?P<month>{MONTH})[\s.,॰-]*(?P<year>[0-9]{{4}})",
        rf"(?P<month>{MONTH})[\s.॰-]*(?P<day>[0-9]{{1,2}}){ORDINAL}[\s.,-]+(?P<year>[0-9]{{4}})",
    )
]
CLOCK = (
    rf"(?:(?P<part>{words(*PARTS)})\s*(?:{words('के', 'को', 'में', 'करीब', 'लगभग')})?\s*)?"
    r"(?<![0-9:.])(?P<hour>[0-9]{1,2})"
    r"(?:(?P<mark>[:.])(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?)?(?![0-9:])"
    rf"\s*(?P<half>{words(*map(re.escape, HALVES))})?\s*(?P<bell>{words('बजे')})?"
    rf"[\s(]*(?P<zone>{words('ist', *ZONES)}(?![+-])"
    r"|(?:(?:gmt|utc)\s*)?[+-][0-9]{1,2}:?[0-9]{2})?"
)
SPACE = r"[\s,.|(){}\[\]•·@॰:–—/-]"
FILLER = f"(?:{SPACE}|{words(*WEEKDAYS.split(), *LABELS.split(), 'ist')})*"
CLOCK_AFTER = re.compile(f"(?:(?<=[0-9])t(?=[0-9])|{FILLER}){CLOCK}")
CLOCK_BEFORE = re.compile(f"{CLOCK}{FILLER}\\Z")
REACH = 60  # characters before a date in which its time is looked for
NOTHING_ELSE = re.compile(FILLER)
ISO = re.compile(
    r"[0-9]{4}(-?)[0-9]{2}\1[0-9]{2}"
    r"(?:[T ][0-9]{2}(?::?[0-9]{2}){0,2}(?:[.,][0-9]+)?\s?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?",
    re.IGNORECASE,
)
PERIODS = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>[0-9]{4})",
        rf"(?P<month>{MONTH})[\s.,॰-]*(?P<year>[0-9]{{4}})",
        rf"(?P<year>[0-9]{{4}})[\s.,-]*(?P<month>{MONTH})",
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})",
    )
]


def parse_moment(text: str) -> Moment | None:
    """Return the moment that the whole of ``text`` names, or None. Raises for no string."""
    if len(text) > LONGEST_DATE:
        return None
    line = prepare(text)
    if ISO.fullmatch(line):
        return iso_moment(line)
    found = moment_in(line)
    if not found:
        return None
    moment, start, end = found
    rest = (line[:start], line[end:])
    return moment if all(NOTHING_ELSE.fullmatch(part) for part in rest) else None


def is_beside_date(text: str) -> bool:
    """Return whether a text says nothing by itself, as Published: and Wednesday do."""
    return bool(NOTHING_ELSE.fullmatch(prepare(text)))


def find_moment(line: str) -> Moment | None:
    """Return the first moment named in a line of text, or None. Raises for no string."""
    found = moment_in(prepare(line))
    return found and found[0]


def parse_period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of the year, month or day that a reader typed, or None."""
    moment = parse_moment(text)
    if moment:
        return moment.moment.date(), moment.moment.date()
    line = prepare(text[:LONGEST_DATE]).strip(" .,।")
    for pattern in PERIODS:
        if match := pattern.fullmatch(line):
            return period(**match.groupdict())
    return None


def period(year: str, month: str | None = None) -> tuple[date, date] | None:
    number = month and month_number(month)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR or (month and not 1 <= number <= 12):
        return None
    first, last = (number, number) if number else (1, 12)
    last_day = monthrange(int(year), last)[1]
    return date(int(year), first, 1), date(int(year), last, last_day)


def prepare(text: str) -> str:
    """Return the folded text. Commas are set apart, lest the fold see thousands in 7,2020."""
    return " ".join(fold(text.replace(",", ", ")).split())


def iso_moment(line: str) -> Moment | None:
    try:
        found = datetime.fromisoformat(line.upper().replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        return None
    precise = len(line) > len("2020-10-07")
    return in_india(found, "minute" if precise else "day")


def in_india(found: datetime, precision: str) -> Moment | None:
    """Return the moment on India's clocks, which a time without an offset already shows."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=IST)
    return Moment(aware.astimezone(IST).replace(microsecond=0), precision)


def moment_in(line: str) -> tuple[Moment, int, int] | None:
    """Return the first moment in a prepared line, and where its text starts and ends.

    A time that the day has not, such as 25:10, is left out of both.
    """
    dates = (match for pattern in DATES for match in pattern.finditer(line))
    for match in sorted(dates, key=lambda match: match.start()):
        day = day_of(match)
        if day:
            return with_time(day, line, match)
    return None


def with_time(day: date, line: str, match: re.Match) -> tuple[Moment, int, int]:
    start, end = match.span()
    reach = max(0, start - REACH)
    after = CLOCK_AFTER.match(line, end)
    before = CLOCK_BEFORE.search(line[reach:start])
    if after and (moment := at_clock(day, after)):
        return moment, start, after.end()
    if before and (moment := at_clock(day, before)):
        return moment, reach + before.start(), end
    return in_india(datetime.combine(day, datetime.min.time()), "day"), start, end


def month_number(text: str) -> int:
    return MONTHS.get(text) or int(text)


def day_of(match: re.Match) -> date | None:
    year, month, day = (
        int(match["year"]),
        month_number(match["month"]),
        int(match["day"]),
    )
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def at_clock(day: date, clock: re.Match) -> Moment | None:
    """Return the moment of a day that the clock tells, or None if it tells no time.

    A number alone is none, nor is 10.30 unless a word says that it is a time.
    """
    told = clock["half"] or clock["bell"] or (clock["part"] and clock["minute"])
    if not told and clock["mark"] != ":":
        return None
    minute, second = int(clock["minute"] or 0), int(clock["second"] or 0)
    try:
        found = datetime(day.year, day.month, day.day, hour_of_day(clock), minute, second)
        return in_india(found.replace(tzinfo=zone(clock["zone"])), "minute")
    except ValueError:
        return None


def hour_of_day(clock: re.Match) -> int:
    """Return the hour from 0 to 23; a ValueError says that 15 p.m. is no hour."""
    hour, half, part = int(clock["hour"]), clock["half"], clock["part"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{hour} {half}")
        return hour % 12 + HALVES[half]
    if not part:
        return hour
    if hour == 12:
        return 12 if part in NOON else 0
    return hour + (12 if hour in PARTS[part] else 0)


def zone(text: str | None) -> timezone | ZoneInfo:
    """Return the zone of ``+0530``, ``gmt+5:30`` or a name. IST is India's time, not Israel's."""
    if not text or text == "ist":
        return IST
    if text in ZONES:
        return timezone(timedelta(hours=ZONES[text])) if ZONES[text] else UTC
    sign, digits = re.search("([+-])(.*)", text).groups()
    hours, minutes = divmod(int(digits.replace(":", "")), 100)
    return timezone((1 if sign == "+" else -1) * timedelta(hours=hours, minutes=minutes))
