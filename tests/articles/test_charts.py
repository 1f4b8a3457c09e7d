"""Charts of years and months."""

from datetime import date

from articles.charts import MOST_MONTHS, MOST_YEARS, month_bars, with_peaks, year_bars


def bars(counts):
    return year_bars(counts, lambda year: f"/{year}")


def test_nothing_to_count_gives_no_bars():
    assert bars({}) == []


def test_years_without_articles_keep_their_place():
    assert [(bar.label, bar.count) for bar in bars({2019: 2, 2021: 4})] == [
        ("2019", 2),
        ("2020", 0),
        ("2021", 4),
    ]


def test_the_fullest_year_is_as_high_as_the_chart():
    assert [bar.height for bar in bars({2020: 1, 2021: 3})] == ["33.33", "100.00"]


def test_bars_stand_side_by_side_over_the_whole_width():
    assert [(bar.x, bar.width) for bar in bars({2020: 1, 2021: 3})] == [
        ("0.000", "50.000"),
        ("50.000", "50.000"),
    ]


def test_one_wrong_date_does_not_crowd_out_the_rest():
    made = bars({1: 1, 2020: 5, 2021: 6})
    assert [bar.label for bar in made] == ["1", "2020", "2021"]
    assert len(bars({2000: 1, 2000 + MOST_YEARS - 1: 1})) == MOST_YEARS


def test_every_bar_leads_to_its_year():
    assert bars({2020: 1})[0].url == "/2020"


def months(counts):
    return month_bars(counts, lambda month: f"/{month:%Y-%m}")


def test_months_fill_whole_years():
    made = months({date(2020, 3, 1): 2, date(2021, 2, 1): 1})
    assert len(made) == 24
    assert [(bar.label, bar.url) for bar in made if bar.count] == [
        ("मार्च 2020", "/2020-03"),
        ("फ़रवरी 2021", "/2021-02"),
    ]


def test_too_many_months_are_no_chart():
    longest = MOST_MONTHS // 12
    assert len(months({date(2001, 1, 1): 1, date(2000 + longest, 1, 1): 1})) == MOST_MONTHS
    assert months({date(2001, 1, 1): 1, date(2001 + longest, 1, 1): 1}) == []
    assert months({}) == []


def test_what_stands_out_is_selected():
    made = with_peaks(bars({2017: 1, 2018: 1, 2019: 9, 2020: 1, 2021: 1}))
    assert [bar.label for bar in made if bar.selected] == ["2019"]
    level = with_peaks(bars({2019: 3, 2020: 3, 2021: 3}))
    assert not any(bar.selected for bar in level)
