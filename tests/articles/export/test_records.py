"""What an export reads of the database, and when."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.curation import merging
from articles.export import FORMATS
from articles.export.records import CHUNK, Needs, chunks, date_of
from articles.hindi.dates import parse_moment
from articles.models import Article, Entity
from tests.builders import article, entity

ALL = Needs(body=True, names=True)


def records(*articles, needs=ALL):
    return [record for chunk in chunks([one.pk for one in articles], needs) for record in chunk]


@pytest.mark.django_db
class TestChunks:
    def test_articles_come_in_the_order_of_the_results(self):
        made = [article(str(number)) for number in range(5)]
        wanted = [made[number] for number in (3, 0, 4, 1)]
        assert [record.article for record in records(*wanted)] == wanted

    def test_what_was_hidden_or_deleted_since_is_left_out(self):
        kept, hidden, gone = article(), article(status=Article.Status.HIDDEN), article()
        gone_pk = gone.pk
        gone.delete()
        gone.pk = gone_pk
        assert [record.article for record in records(hidden, gone, kept)] == [kept]

    def test_names_that_readers_do_not_see_are_left_out_and_merged_ones_are_one(self):
        lake, town = entity("सोनताल"), entity("सोन ताल")
        no = entity("भूल", status=Entity.Status.REJECTED)
        made = article(entities=[town, lake, no], topics=["शहर", "जल"])
        merging.merge([town], lake, "सविता")
        (record,) = records(made)
        assert record.entities == [("सोनताल", "place")] and record.topics == ["जल", "शहर"]

    def test_nothing_is_read_before_it_is_asked_for(self):
        ids = [article().pk for _ in range(3)]
        with CaptureQueriesContext(connection) as queries:
            made = FORMATS["jsonl"].write(chunks(ids, ALL), "")
            assert len(queries) == 0
            next(made)
            assert len(queries) > 0

    @pytest.mark.parametrize("name", FORMATS)
    def test_a_chunk_is_read_only_when_the_one_before_is_written(self, monkeypatch, name):
        monkeypatch.setattr("articles.export.records.CHUNK", 2)
        ids, taken = [article(entities=[entity(f"नाम {n}")]).pk for n in range(6)], []
        form = FORMATS[name]
        counted = (taken.append(pk) or pk for pk in ids)
        pieces = form.write(chunks(counted, form.needs), "")
        spent = []
        with CaptureQueriesContext(connection) as queries:
            if name == "csv":
                next(pieces)  # the header
            assert (len(taken), len(queries)) == (0, 0)
            for number in (2, 4, 6):
                next(pieces)
                assert len(taken) == number
                spent.append(len(queries))
        assert spent == [spent[0], 2 * spent[0], 3 * spent[0]]

    def test_a_table_reads_no_text(self):
        made = article("तालाब भरा")
        with CaptureQueriesContext(connection) as queries:
            "".join(FORMATS["csv"].write(chunks([made.pk], FORMATS["csv"].needs), ""))
        assert not any('"body"' in query["sql"] for query in queries)

    def test_a_chunk_is_no_more_than_a_query_can_ask_for(self):
        assert CHUNK <= 900


@pytest.mark.parametrize(
    "written, told",
    [
        ("2020-10-07", "2020-10-07"),
        ("7 अक्टूबर 2020", "2020-10-07"),
        ("2020-10-07T15:57+05:30", "2020-10-07T15:57+05:30"),
        ("2020-10-07T00:00+05:30", "2020-10-07T00:00+05:30"),
        ("2020-10-07T15:57:09Z", "2020-10-07T21:27:09+05:30"),
        ("1850-01-01T10:00", "1850-01-01T04:06:32+00:00"),
        ("1850-01-01", "1850-01-01"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(written, told):
    made = Article()
    made.set_published(*parse_moment(written))
    assert date_of(made) == told
    assert parse_moment(told) == parse_moment(written)


def test_without_a_date_nothing_is_told():
    assert date_of(Article()) == ""
    assert date_of(Article(published_at=datetime(2020, 1, 1, tzinfo=UTC))) != ""
