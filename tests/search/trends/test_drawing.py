"""Where lines, points and labels of the chart stand."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import DAY, MONTH, YEAR
from search.histogram import WEEK, period_of, periods
from search.trends import drawing
from search.trends.counting import Point
from search.trends.drawing import Plotter, apart, marks, peak, short, step_of
from search.trends.state import COUNT, SHARE


class Line:
    """What a drawing reads of a series."""

    def __init__(self, number=1, label="जल"):
        self.number, self.label = number, label

    def url(self, period=None):
        return f"/{period.value}" if period else "/"


def points(*pairs, start=2000):
    """Return a point a year for each pair of count and total."""
    return [Point(period_of(date(start + n, 1, 1), YEAR), *pair) for n, pair in enumerate(pairs)]


def draw(*curves, measure=SHARE):
    return Plotter([(Line(n), c) for n, c in enumerate(curves, 1)], measure).draw()


def test_a_gap_parts_the_line_and_zero_does_not():
    drawn = draw(points((1, 2), (0, 2), (0, 0), (2, 2), (1, 2)))
    assert [run.count(",") for run in drawn.lines[0].runs] == [2, 2]


def test_a_point_between_gaps_is_a_line_of_no_length():
    drawn = draw(points((1, 2), (0, 0), (1, 2)))
    first, last = drawn.lines[0].runs
    assert first.split(" ")[0] == first.split(" ")[1] != last.split(" ")[0]


def test_no_line_leaves_the_chart():
    drawn = draw(points((0, 9), (9, 9), (3, 9)), points((1, 9), (0, 9), (8, 9)))
    for line in drawn.lines:
        for corner in " ".join(line.runs).split():
            assert all(0 <= float(number) <= 100 for number in corner.split(","))


def test_counts_and_shares_have_other_heights():
    curve = points((1, 1), (5, 100))
    heights = [[float(dot.y) for dot in draw(curve, measure=one).dots] for one in (SHARE, COUNT)]
    assert heights[0][0] < heights[0][1]
    assert heights[1][0] > heights[1][1]


def test_points_say_what_they_are_and_lead_to_their_articles():
    (dot,) = draw(points((0, 4), (1, 4))).dots
    assert (dot.label, dot.url) == ("जल, 2001: 25.0% (1/4)", "/2001")


def test_of_very_many_points_the_highest_are_links(monkeypatch):
    monkeypatch.setattr(drawing, "MOST_POINTS", 2)
    drawn = draw(points((1, 9), (3, 9), (2, 9)), points((2, 9), (1, 9), (1, 9)))
    assert [(dot.number, dot.when) for dot in drawn.dots] == [(1, "2001"), (2, "2000")]


def test_the_peak_is_looked_for_among_enough_articles():
    curve = points((1, 1), (30, 100), (20, 100))
    assert peak(curve, SHARE) is curve[1]
    assert peak(points((1, 1), (0, 100)), SHARE).count == 1
    assert peak(points((0, 5)), SHARE) is None


@pytest.mark.parametrize(
    "most, whole, step",
    [
        (0.0162, False, 0.005),
        (1, False, 0.25),
        (0, False, 0.01),
        (0, True, 1),
        (2, True, 1),
        (9925, True, 2500),
    ],
)
def test_lines_across_stand_at_round_numbers(most, whole, step):
    assert step_of(most, whole) == pytest.approx(step)


@pytest.mark.parametrize(
    "curve, measure, labels",
    [
        (points((162, 10000)), SHARE, ["0.5%", "1.0%", "1.5%"]),
        (points((1, 1)), SHARE, ["25%", "50%", "75%", "100%"]),
        (points((400000, 10**6)), COUNT, ["1,00,000", "2,00,000", "3,00,000", "4,00,000"]),
    ],
)
def test_lines_across_are_labelled(curve, measure, labels):
    assert [tick.label for tick in draw(curve, measure=measure).across] == labels


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_names_at_the_ends_never_overlap(places):
    moved = sorted(apart(places, 7, 100))
    assert all(below - above >= 7 - 1e-6 for above, below in pairwise(moved))
    assert moved[-1] <= 100


def months(first, last, unit=MONTH):
    return list(periods(unit, first, last))


@pytest.mark.parametrize(
    "shown, labels",
    [
        (months(date(2015, 3, 1), date(2018, 2, 1)), ["2016", "2017", "2018"]),
        (months(date(2020, 1, 1), date(2020, 3, 1)), ["जनवरी 2020", "फ़रवरी 2020", "मार्च 2020"]),
        (months(date(2020, 10, 1), date(2020, 10, 2), DAY), ["1 अक्टूबर 2020", "2 अक्टूबर 2020"]),
        (months(date(2020, 10, 7), date(2020, 10, 7), WEEK), ["5 अक्टूबर 2020"]),
        ([], []),
    ],
)
def test_a_few_periods_are_named_below(shown, labels):
    assert [label for _, label in marks(shown)] == labels


def test_never_more_names_below_than_have_room():
    for last in range(2001, 2100):
        assert len(marks(months(date(2000, 1, 1), date(last, 12, 31)))) <= drawing.MOST_MARKS


@pytest.mark.parametrize(
    "text, cut",
    [
        ("जल", "जल"),
        ("वर्षा जल संचयन योजना", "वर्षा जल संचयन…"),
        ("क्षेत्रीय विद्यार्थी सम्मेलन", "क्षेत्रीय…"),
        ("क" * 30, "क" * 18 + "…"),
        ("क" * 17 + "क्षेत्र", "क" * 17 + "…"),
        ("क" * 17 + "कि" + "क" * 9, "क" * 17 + "…"),
    ],
)
def test_names_are_cut_without_tearing_a_letter(text, cut):
    assert short(text) == cut


@given(st.text("कखि्ीं \u200d", max_size=60))
def test_any_text_is_cut(text):
    assert len(short(text)) <= drawing.LONGEST_NAME + 1
