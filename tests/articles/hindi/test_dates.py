from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.hindi.dates import IST, Moment, find_moment, parse_moment, parse_period

DAY = Moment(datetime(2020, 10, 7, tzinfo=IST), "day")


def minute(hour, minute=0, second=0):
    return Moment(datetime(2020, 10, 7, hour, minute, second, tzinfo=IST), "minute")


@pytest.mark.parametrize(
    "text",
    [
        "2020-10-07",
        "20201007",
        "2020/10/07",
        "07/10/2020",
        "7-10-2020",
        "07.10.2020",
        "7 अक्टूबर 2020",
        "7 अक्तूबर २०२०",
        "७ अक्टू॰ २०२०",
        "7 अक्टू. 2020",
        "7अक्टूबर2020",
        "7 अक्‍टूबर, 2020",
        "बुधवार, 7 अक्टूबर 2020",
        "दिनांक: 7 अक्टूबर 2020",
        "Oct 7, 2020",
        "Oct 7,2020",
        "October 7th, 2020",
        "07-Oct-2020",
        "Wed 7 OCT. 2020",
        "Updated:07 Oct 2020",
        " 7  अक्टूबर \n 2020। ".replace("।", "."),
    ],
)
def test_a_day_is_understood_in_any_of_its_forms(text):
    assert parse_moment(text) == DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-10-07T15:57", minute(15, 57)),
        ("2020-10-07 15:57:10", minute(15, 57, 10)),
        ("2020-10-07T15:57:00+05:30", minute(15, 57)),
        ("2020-10-07T10:27:00Z", minute(15, 57)),
        ("2020-10-07T10:27:00.123456789Z", minute(15, 57)),
        ("2020-10-07T10:27:00 +0000", minute(15, 57)),
        ("20201007T155700+0530", minute(15, 57)),
        ("2020-10-07T06:27:00-0400", minute(15, 57)),
        ("बुधवार, 7 अक्टूबर 2020 (15:57 IST)", minute(15, 57)),
        ("Updated: 07 Oct 2020, 03:57 PM IST", minute(15, 57)),
        ("Published on: Wed, Oct 7, 2020, 09:05 AM (IST)", minute(9, 5)),
        ("Wed, 07 Oct 2020 10:27:00 +0530", minute(10, 27)),
        ("Wed, 07 Oct 2020 10:27:00 GMT", minute(15, 57)),
        ("Wed Oct 07 2020 15:57:00 GMT+0530 (India Standard Time)", minute(15, 57)),
        ("१५:५७, ७ अक्टूबर २०२०", minute(15, 57)),
        ("7 अक्टूबर 2020, सुबह 10:30 बजे", minute(10, 30)),
        ("7 अक्टूबर 2020 को शाम 6:30 बजे", minute(18, 30)),
        ("7 अक्टूबर 2020, रात के 9 बजे", minute(21)),
        ("रात 9 बजे, 7 अक्टूबर 2020", minute(21)),
        ("7 अक्टूबर 2020, 10.30 बजे", minute(10, 30)),
        ("7 अक्टूबर 2020 3:57 अपराह्न", minute(15, 57)),
        ("7 अक्टूबर 2020 पूर्वाह्न 9:05", minute(9, 5)),
    ],
)
def test_a_time_of_day_is_read_on_indian_clocks(text, expected):
    assert parse_moment(text) == expected
    assert parse_moment(text).moment.utcoffset() == timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("दोपहर 12 बजे", 12),
        ("दोपहर 2 बजे", 14),
        ("दोपहर 11 बजे", 11),
        ("रात 12 बजे", 0),
        ("रात 1 बजे", 1),
        ("देर रात 11 बजे", 23),
        ("सुबह 12 बजे", 0),
        ("12:00 AM", 0),
        ("12:00 PM", 12),
        ("शाम 18:00", 18),
    ],
)
def test_parts_of_the_day_tell_the_hour(clock, hour):
    assert parse_moment(f"7 अक्टूबर 2020, {clock}") == minute(hour)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "आज",
        "कल शाम 6 बजे",
        "2020",
        "अक्टूबर 2020",
        "7 अक्टूबर",
        "7/10/20",
        "7 Oct 20",
        "31 फरवरी 2020",
        "29 Feb 2019",
        "2020-13-07",
        "7 अक्टूबर 1799",
        "7 अक्टूबर 2101",
        "7 अक्टूबर 2020 25:10",
        "7 अक्टूबर 2020, 15 pm",
        "7 अक्टूबर 2020, 10:27 +99:99",
        "2020-10-07T25:00",
        "7 अक्टूबर 2020 और बातें",
        "7 जनपद 2020",
        "7 अक्टूबर 2020" + " " * 300,
    ],
)
def test_what_is_no_date_gives_none(text):
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("नमूना समाचार, पटना | Updated Wed, 07 Oct 2020 10:27 PM IST", minute(22, 27)),
        ("बुधवार (7 अक्टूबर 2020) दोपहर 2 बजे तक", minute(14)),
        ("यह बैठक 5 से 7 अक्टूबर 2020 तक चली", DAY),
        ("7 अक्टूबर 2020 की रात 9 लोग आए", DAY),
        ("7 अक्टूबर 2020 25:10", DAY),
        ("31 फरवरी 2020 नहीं, 7 अक्टूबर 2020", DAY),
        ("© 2024 नमूना समाचार", None),
        ("फ़ोन 117/10/2020", None),
    ],
)
def test_the_first_date_of_a_line_is_found(line, expected):
    assert find_moment(line) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("२०१९", date(2019, 1, 1), date(2019, 12, 31)),
        ("अक्टूबर 2020", date(2020, 10, 1), date(2020, 10, 31)),
        ("Oct. 2020", date(2020, 10, 1), date(2020, 10, 31)),
        ("2020 अक्टूबर", date(2020, 10, 1), date(2020, 10, 31)),
        ("2020-10", date(2020, 10, 1), date(2020, 10, 31)),
        ("10/2020", date(2020, 10, 1), date(2020, 10, 31)),
        ("फ़रवरी 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("7 अक्टूबर 2020", date(2020, 10, 7), date(2020, 10, 7)),
        ("2020-10-07T23:30Z", date(2020, 10, 8), date(2020, 10, 8)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    assert parse_period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "आज", "20", "1799", "2101", "13/2020", "2020-00", "0000"])
def test_what_is_no_period_gives_none(text):
    assert parse_period(text) is None


PIECES = st.sampled_from(
    "7 अक्टूबर oct 2020 / - : . , T Z +05:30 रात बजे am (IST) ०९ ٣ ² मई".split(" ")
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_no_text_raises(text):
    for parse in (parse_moment, find_moment, parse_period):
        parse(text)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 12, 31)))
def test_what_is_written_is_read_back(when):
    when = when.replace(second=0, microsecond=0, tzinfo=IST)
    assert parse_moment(when.isoformat()) == Moment(when, "minute")
    assert parse_moment(f"{when:%d %b %Y, %I:%M %p} IST") == Moment(when, "minute")
