"""Charts of years."""

from articles.charts import MOST_YEARS, year_bars


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
