"""What is counted: sums, shares, weeks, gaps, periods of which a part is counted."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import DAY, MONTH, YEAR
from search.histogram import WEEK, period_of
from search.trends.counting import (
    UNITS,
    Counted,
    Point,
    Span,
    Trends,
    dates,
)
from search.trends.page import counting
from search.trends.state import TrendState
from tests.builders import article, indexed

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


class Found:
    """Articles of some days, as an engine counts them, and how often it was asked."""

    def __init__(self, days: dict[date, int]):
        self.days, self.asked = days, []

    def span(self):
        return (min(self.days), max(self.days)) if self.days else None

    def periods(self, unit):
        self.asked.append(unit)
        counts = Counter()
        for day, count in self.days.items():
            counts[period_of(day, unit).first] += count
        return counts


def whole(days) -> Span:
    found = min(days), max(days)
    return Span(*found, found)


@given(st.dictionaries(DAYS, st.integers(1, 9), min_size=1, max_size=8))
def test_every_unit_counts_the_same_articles(days):
    counted = Counted(Found(days), whole(days))
    assert {unit: counted.total(unit) for unit in UNITS} == dict.fromkeys(UNITS, sum(days.values()))


@given(st.dictionaries(DAYS, st.integers(1, 9), min_size=1, max_size=8), DAYS, DAYS)
def test_a_span_counts_its_own_days_in_every_unit(days, one, other):
    first, last = sorted((one, other))
    inside = sum(count for day, count in days.items() if first <= day <= last)
    span = Span(first, last, (min(days), max(days)))
    counted = Counted(Found(days), span)
    assert {counted.total(unit) for unit in UNITS} == {inside}


@given(st.dictionaries(DAYS, st.integers(1, 9), min_size=1, max_size=8))
def test_all_that_is_counted_stands_in_a_period(days):
    span = whole(days)
    for unit in (WEEK, MONTH, YEAR):
        starts = {period.first for period in span.periods(unit)}
        assert set(Counted(Found(days), span).by(unit)) <= starts


@pytest.mark.parametrize(
    "day, first, last, value, label",
    [
        (date(2020, 10, 7), date(2020, 10, 5), date(2020, 10, 11), "2020-W41", "5–11 अक्टूबर 2020"),
        (
            date(2021, 1, 1),
            date(2020, 12, 28),
            date(2021, 1, 3),
            "2020-W53",
            "28 दिसंबर 2020 – 3 जनवरी 2021",
        ),
        (
            date(2020, 9, 30),
            date(2020, 9, 28),
            date(2020, 10, 4),
            "2020-W40",
            "28 सितंबर – 4 अक्टूबर 2020",
        ),
    ],
)
def test_weeks_begin_on_monday(day, first, last, value, label):
    week = period_of(day, WEEK)
    assert (week.first, week.last, week.value, week.label) == (first, last, value, label)
    assert dates(week) == {"from": first.isoformat(), "to": last.isoformat()}


def test_the_last_week_of_the_calendar_does_no_harm():
    assert period_of(date.max, WEEK).last == date.max


def test_whole_periods_come_from_the_engine_and_cut_ones_from_days():
    days = {date(2020, 1, 1): 1, date(2021, 12, 31): 1}
    found = Found(days)
    Counted(found, whole(days)).by(MONTH)
    Counted(found, Span(date(2020, 3, 1), date(2021, 3, 31), found.span())).by(MONTH)
    assert found.asked == [MONTH, MONTH]
    Counted(found, Span(date(2020, 3, 2), date(2021, 3, 31), found.span())).by(MONTH)
    Counted(found, whole(days)).by(WEEK)
    assert found.asked[2:] == [DAY, DAY]


def test_periods_are_counted_once():
    found = Found({date(2020, 1, 1): 1})
    counted = Counted(found, whole(found.days))
    assert (counted.by(MONTH), counted.by(MONTH)) == ({date(2020, 1, 1): 1},) * 2
    assert found.asked == [MONTH]


@pytest.mark.parametrize(
    "first, last, part",
    [
        (date(2020, 10, 1), date(2020, 10, 31), ""),
        (date(2020, 10, 15), date(2020, 10, 31), "15–31 अक्टूबर 2020"),
        (date(2020, 1, 1), date(2020, 10, 7), "1–7 अक्टूबर 2020"),
        (date(2020, 10, 7), date(2020, 10, 7), "7 अक्टूबर 2020"),
    ],
)
def test_a_period_says_which_of_its_days_are_counted(first, last, part):
    span = Span(first, last, (date(2010, 1, 1), date(2030, 1, 1)))
    assert span.part_of(period_of(date(2020, 10, 7), MONTH)) == part


def test_a_period_without_articles_has_no_share():
    period = period_of(date(2020, 10, 7), MONTH)
    assert Point(period, 0, 0).share is None
    assert (Point(period, 0, 4).share, Point(period, 1, 4).share) == (0, 0.25)


def asked(query: str) -> Trends:
    return counting(QueryDict(query)).trends


@pytest.mark.django_db
class TestTrends:
    @pytest.fixture(autouse=True)
    def archive(self, index):
        def written(title, day, paper="नमूना समाचार"):
            return article(title, body="कुछ नहीं।", published=day, source_name=paper)

        indexed(
            written("मेला लगा", "2020-01-10"),
            written("नहर बनी", "2020-01-20"),
            written("मेला फिर लगा", "2020-04-30", "मसौदा पत्रिका"),
            written("नहर और मेला", "2020-05-01", "मसौदा पत्रिका"),
            written("बिना तारीख़ का मेला", None),
        )

    def points(self, query, number=0):
        trends = asked(query)
        return [
            (point.period.value, point.count, point.total)
            for point in trends.series[number].points(trends.unit)
        ]

    def test_counts_stand_beside_all_articles_of_the_period(self):
        assert self.points("q=मेला&by=month") == [
            ("2020-01", 1, 2),
            ("2020-02", 0, 0),
            ("2020-03", 0, 0),
            ("2020-04", 1, 1),
            ("2020-05", 1, 1),
        ]

    def test_filters_narrow_both(self):
        assert self.points("q=नहर&by=year&source=मसौदा पत्रिका") == [("2020", 1, 2)]
        assert self.points("q=नहर&by=year&not_source=मसौदा पत्रिका") == [("2020", 1, 2)]

    def test_a_cut_month_counts_its_days_within(self):
        assert self.points("q=मेला&by=month&from=15-1-2020&to=30-4-2020")[0] == ("2020-01", 0, 1)

    def test_days_before_and_after_the_archive_are_left_out(self):
        assert self.points("q=मेला&by=year&from=1950&to=2090") == [("2020", 3, 4)]

    def test_one_search_is_split_by_its_sources(self):
        trends = asked("q=मेला&q=नहर&split=source")
        own = {series.label: series.points(YEAR)[0] for series in trends.series}
        counts = {label: (point.count, point.total) for label, point in own.items()}
        assert counts == {"मसौदा पत्रिका": (2, 2), "नमूना समाचार": (1, 2)}

    def test_a_wider_search_is_never_counted(self):
        query = "नहर मेला कखगघ चछजझ"
        assert asked(f"q={query}").asked[0].loosened
        assert {count for _, count, _ in self.points(f"q={query}&by=month")} == {0}

    @pytest.mark.parametrize(
        "query, unit",
        [
            ("q=मेला&by=day", DAY),
            ("q=मेला&by=week", WEEK),
            ("q=मेला", YEAR),  # four articles are too few for more
            ("q=मेला&from=1-1-2020&to=31-1-2020", YEAR),
        ],
    )
    def test_the_unit_asked_for_or_one_that_suits(self, query, unit):
        assert asked(query).unit == unit

    def test_too_many_periods_are_counted_by_a_longer_unit(self):
        indexed(article("बहुत पुराना मेला", published="1950-01-01"))
        trends = asked("q=मेला&by=day")
        assert (trends.unit, trends.coarsened) == (YEAR, True)
        assert asked("q=मेला&by=day&from=2020").coarsened is False

    @pytest.mark.parametrize("query", ["q=मेला&from=1990&to=1991", "q=मेला&from=2021&to=2019"])
    def test_nothing_in_the_time_asked_for_makes_no_series(self, query):
        assert asked(query).series == []

    def test_what_cannot_be_read_leaves_the_others(self):
        counted = counting(QueryDict("q=मेला OR&q=नहर"))
        assert list(counted.broken) == [0]
        assert [series.label for series in counted.trends.series] == ["नहर"]
        assert counted.trends.series[0].number == 2


class Base:
    """All articles, as trends ask for them."""

    class request:
        first = last = None

    def __init__(self, matches):
        self.matches = matches


@pytest.mark.parametrize("days, unit", [(60, DAY), (300, WEEK), (1000, MONTH), (9000, YEAR)])
def test_the_usual_unit_suits_the_span(days, unit):
    found = Found({date(1990, 1, 1) + timedelta(days=n): 10 for n in range(days)})
    assert Trends(TrendState(), Base(found), {}).unit == unit
