"""Lists have one order on every database, and find it in an index."""

import pytest
from django.db import connection

from articles.browse import newest_first
from articles.models import Article
from tests.builders import article
from tests.databases import ON_SERVER, only_postgresql

pytestmark = pytest.mark.django_db
SORTS = "Sort" if ON_SERVER else "TEMP B-TREE"


def test_articles_without_a_date_come_last_and_the_newest_first():
    first = article(title="बिना तारीख़", published=None)
    old, new = article(published="2019-01-01"), article(published="2020-01-01")
    last = article(title="बाद में", published=None)
    assert list(Article.objects.all()) == [new, old, last, first]
    assert list(newest_first(Article.objects.all())) == [new, old, last, first]


@pytest.mark.parametrize("column, up", [("", False), ("?o=3", True), ("?o=-3", False)])
def test_so_they_do_in_the_admin_and_come_first_the_other_way(admin_client, column, up):
    made = [article(published=day) for day in ("2020-01-01", "2019-01-01", None)]
    rows = admin_client.get(f"/admin/articles/article/{column}").context["cl"].result_list
    assert list(rows) == (made[::-1] if up else made)


@pytest.mark.parametrize(
    "narrowed",
    [{}, {"status": "published"}, {"source": 1}, {"agency": "x"}, {"precision": ""}],
    ids=str,
)
def test_no_list_of_articles_is_sorted_row_by_row(narrowed):
    rows = Article.objects.filter(**narrowed).values("pk")[:50]
    with connection.cursor() as cursor:
        if ON_SERVER:  # which would rather sort a handful of rows
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    assert SORTS not in rows.explain()


@only_postgresql
def test_words_are_compared_letter_by_letter_whatever_the_locale():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, collation_name FROM information_schema.columns "
            "WHERE table_name = 'search_word' AND collation_name IS NOT NULL"
        )
        columns = dict(cursor.fetchall())
    assert set(columns) == {"text", "first", "skeleton", "other_skeleton"}
    assert set(columns.values()) == {"C"}
