"""The chart of counts over time: units, gaps, and what is chosen."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.histogram import DAY, MONTH, YEAR, counted, histogram, is_chosen, period_of

DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))


class Found:
    """Articles of some days, as an engine counts them."""

    def __init__(self, days: dict[date, int]):
        self.days = days

    def span(self):
        return (min(self.days), max(self.days)) if self.days else None

    def periods(self, unit):
        counts = Counter()
        for day, count in self.days.items():
            counts[period_of(day, unit).first] += count
        return counts


@pytest.mark.parametrize(
    "days, unit, count",
    [
        ([date(2020, 10, 7)], DAY, 1),
        ([date(2020, 10, 7), date(2020, 10, 10)], DAY, 4),
        ([date(2020, 1, 31), date(2020, 10, 7)], MONTH, 10),
        ([date(2012, 3, 1), date(2020, 10, 7)], YEAR, 9),
        ([date(1800, 1, 1), date(2100, 12, 31)], YEAR, 301),
    ],
)
def test_the_unit_suits_the_span_and_nothing_is_left_out(days, unit, count):
    found, pairs = counted(Found(dict.fromkeys(days, 1)), None, None)
    assert (found, len(pairs)) == (unit, count)
    assert sum(number for _, number in pairs) == len(days)


@pytest.mark.parametrize(
    "day, unit, value, last",
    [
        (date(2020, 10, 7), YEAR, "2020", date(2020, 12, 31)),
        (date(2020, 10, 7), MONTH, "2020-10", date(2020, 10, 31)),
        (date(2020, 2, 7), MONTH, "2020-02", date(2020, 2, 29)),
        (date(2020, 12, 7), MONTH, "2020-12", date(2020, 12, 31)),
        (date(2020, 10, 7), DAY, "2020-10-07", date(2020, 10, 7)),
    ],
)
def test_a_period_stands_in_an_address(day, unit, value, last):
    period = period_of(day, unit)
    assert (period.value, period.last) == (value, last)


@pytest.mark.parametrize(
    "first, last, chosen",
    [
        (None, None, False),
        (date(2020, 10, 1), None, True),
        (None, date(2020, 10, 1), True),
        (date(2020, 10, 31), date(2020, 11, 5), True),
        (date(2020, 11, 1), None, False),
        (None, date(2020, 9, 30), False),
    ],
)
def test_a_period_is_chosen_when_any_of_it_is(first, last, chosen):
    assert is_chosen(period_of(date(2020, 10, 7), MONTH), first, last) is chosen


def test_nothing_dated_makes_no_chart():
    assert histogram(Found({}), None, None, str) is None


LONG = {date(1990, 1, 1): 5, date(2020, 10, 7): 3, date(2020, 10, 9): 1, date(2024, 1, 1): 1}


@pytest.mark.parametrize(
    "first, last, unit, start, end",
    [
        # a year: its months, and four more on either side
        ("2020-01-01", "2020-12-31", MONTH, "2019-09-01", "2021-04-30"),
        # a month: its days, and ten more on either side
        ("2020-10-01", "2020-10-31", DAY, "2020-09-21", "2020-11-10"),
        # a day: the days of its month, and ten more on either side
        ("2020-10-07", "2020-10-07", DAY, "2020-09-21", "2020-11-10"),
        # the beginning and the end of the archive are the ends of the chart
        ("1990-01-01", "1990-12-31", MONTH, "1990-01-01", "1991-04-30"),
        ("2024-01-01", "2024-12-31", DAY, "2023-12-22", "2024-01-01"),
        # nothing is there: the whole archive, so that a wider choice is one click away
        ("2030-01-01", "2030-12-31", YEAR, "1990-01-01", "2024-12-31"),
        # a choice of many years: every year
        ("1995-01-01", "2020-12-31", YEAR, "1990-01-01", "2024-12-31"),
    ],
)
def test_a_choice_in_a_long_archive_is_shown_among_its_neighbours(first, last, unit, start, end):
    chosen = date.fromisoformat(first), date.fromisoformat(last)
    shown, pairs = counted(Found(LONG), *chosen, most=60)
    assert shown == unit
    assert pairs[0][0].first == date.fromisoformat(start)
    assert pairs[-1][0].last == date.fromisoformat(end)


def test_there_are_never_many_more_bars_than_are_easy_to_hit():
    days = {date(1900, 1, 1) + timedelta(days=9 * n): 1 for n in range(4000)}
    for length in range(1, 90, 7):
        first = date(1950, 3, 10)
        _, pairs = counted(Found(days), first, first + timedelta(days=length), most=60)
        assert len(pairs) <= max(60, length + 1)


def test_the_chart_names_its_ends_and_marks_what_is_chosen():
    days = {date(2012, 3, 1): 5, date(2020, 10, 7): 10}
    chart = histogram(
        Found(days), date(2013, 1, 1), date(2018, 12, 31), lambda period: period.value
    )
    assert (chart.first, chart.last) == ("2012", "2020")
    assert [bar.label for bar in chart.bars if bar.selected] == list(map(str, range(2013, 2019)))
    assert [bar.height for bar in chart.bars if bar.count] == ["50.00", "100.00"]
    assert sum(float(bar.width) for bar in chart.bars) == pytest.approx(100, abs=0.1)


def test_months_are_written_as_papers_write_them():
    chart = histogram(Found({date(2020, 1, 7): 1, date(2020, 10, 7): 1}), None, None, str)
    assert (chart.first, chart.last) == ("जनवरी 2020", "अक्टूबर 2020")


@settings(max_examples=40)
@given(st.dictionaries(DAYS, st.integers(1, 9), max_size=6), DAYS | st.none(), DAYS | st.none())
def test_no_days_and_no_choice_break_the_chart(days, first, last):
    chart = histogram(Found(days), first, last, lambda period: period.value)
    if chart and first is None and last is None:
        assert sum(bar.count for bar in chart.bars) == sum(days.values())


@pytest.mark.parametrize("day", [date.max, date.max - timedelta(days=40), date.min])
def test_the_ends_of_the_calendar_do_no_harm(day):
    assert histogram(Found({day: 1, date(2020, 10, 7): 1}), None, None, str)
