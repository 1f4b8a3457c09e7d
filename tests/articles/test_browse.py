"""What readers see of the archive: the lookups behind its pages."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from articles.browse import on_this_day, same_day_before
from articles.models import Article, Source


def make_article(number, year, **facts):
    source, _ = Source.objects.get_or_create(name="नमूना समाचार", folded="नमूना समाचार")
    made = Article(source=source, identity=str(number), title="परीक्षण", body="पाठ", **facts)
    made.set_published(datetime(year, 6, 14, 6, 30, tzinfo=UTC), "minute")
    made.save()
    return made


def test_a_leap_day_is_looked_up_in_leap_years_alone():
    assert same_day_before(date(2024, 2, 29), years=9) == [date(2016, 2, 29), date(2020, 2, 29)]


def test_the_first_years_of_the_calendar_do_no_harm():
    assert len(same_day_before(date(5, 1, 1))) == 4


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="others know how many are published")
@pytest.mark.parametrize("narrowed", [{"pk__in": [1, 2]}, {"cluster__in": [1]}, {"pk__gt": 9}])
def test_a_few_articles_are_read_without_going_through_all_that_are_published(narrowed):
    plan = Article.objects.readable().filter(**narrowed).order_by().explain()
    assert "status" not in plan
    assert "SEARCH articles_article USING" in plan


@pytest.mark.django_db
def test_each_past_year_gives_one_article_the_newest_first():
    made = {year: make_article(year, year) for year in (2019, 2020, 2021)}
    second = make_article(1, 2020)
    make_article(2, 2018, status=Article.Status.HIDDEN)
    found = on_this_day(date(2021, 6, 14), limit=5)
    assert list(found) == [second, made[2019]]
    assert list(on_this_day(date(2021, 6, 14), limit=1)) == [second]
    assert not on_this_day(date(2021, 6, 15), limit=5)
