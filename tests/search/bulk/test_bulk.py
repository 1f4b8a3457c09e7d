"""The bulk query page: a list goes in, a table comes out, and nothing in it stops the rest."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article
from search.bulk import jobs
from search.bulk.rows import COLUMNS
from search.engines.base import engine
from search.models import BulkSearch
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def archive(index):
    return indexed(
        article("तालाब भरा", published="2019-05-01"),
        article("=तालाब साफ़", published="2021-05-01 10:30", source_name="मसौदा पत्रिका"),
        article("नहर पर पुल", body="पुल बना।", published="2022-05-01"),
    )


def send(client, *queries, **fields):
    return client.post("/bulk", {"queries": "\n".join(queries)} | fields)


def begun(client, *queries, **fields) -> str:
    answer = send(client, *queries, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def table(client, address) -> list[dict]:
    client.get(address)
    answer = client.get(f"{address}table.csv")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def counts(rows) -> dict:
    return {row["query"]: row["articles"] for row in rows}


class TestTable:
    def test_each_query_has_a_row_with_its_count_and_its_best(self, client, archive):
        address = begun(client, "तालाब", "पुल", "ओला")
        lake, bridge, hail = table(client, address)
        assert tuple(lake) == COLUMNS
        assert (lake["articles"], bridge["articles"], hail["articles"]) == ("2", "1", "0")
        assert bridge["title_1"] == "नहर पर पुल" and bridge["title_2"] == hail["title_1"] == ""
        assert bridge["date_1"] == "2022-05-01" and bridge["source_1"] == "नमूना समाचार"
        assert bridge["url_1"] == f"http://testserver/articles/{archive[2].pk}/"
        assert client.get(lake["search_url"].removeprefix("http://testserver")).status_code == 200

    def test_one_bad_query_has_its_error_and_stops_nothing(self, client, archive):
        bad, long, good = table(client, begun(client, "तारीख:कल", "ताल " * 900, "तालाब"))
        assert "“कल”" in bad["error"] and bad["articles"] == "" and "अक्षर" in long["error"]
        assert good["articles"] == "2" and good["error"] == ""

    def test_an_error_is_told_in_the_language_of_each_who_asks(self, client, archive):
        address = begun(client, "तारीख:कल", "विषय:अनजान")
        assert all("“" in row["error"] for row in table(client, address))
        client.cookies["django_language"] = "en"
        date, topic = table(client, address)
        assert "not understood" in date["error"] and "no topic" in topic["error"]
        assert "not understood" in client.get(address).content.decode()

    def test_a_fault_of_ours_in_one_stops_nothing_either(self, client, archive, monkeypatch):
        whole = jobs.found
        monkeypatch.setattr(jobs, "found", lambda r: 1 / 0 if r.text == "पुल" else whole(r))
        bridge, lake = table(client, begun(client, "पुल", "तालाब"))
        assert "पूरी नहीं हो सकी" in bridge["error"] and lake["articles"] == "2"

    @pytest.mark.parametrize(
        "filters, count",
        [
            ({}, "2"),
            ({"source": "मसौदा पत्रिका"}, "1"),
            ({"from": "2020"}, "1"),
            ({"to": "मई 2019"}, "1"),
            ({"from": "2019", "to": "2021"}, "2"),
            ({"from": "2020", "source": "नमूना समाचार"}, "0"),
        ],
    )
    def test_filters_hold_for_every_query(self, client, archive, filters, count):
        assert counts(table(client, begun(client, "तालाब", **filters))) == {"तालाब": count}

    def test_no_cell_is_a_formula(self, client, archive):
        rows = table(client, begun(client, "-खेल", "=तालाब", "@SUM(1)"))
        assert [row["query"] for row in rows] == ["'-खेल", "'=तालाब", "'@SUM(1)"]
        assert "'=तालाब साफ़" in rows[1].values()
        assert not any(cell.startswith(tuple("=+-@")) for row in rows for cell in row.values())

    def test_articles_with_only_some_of_the_words_do_not_count(self, client, archive):
        (row,) = table(client, begun(client, "तालाब साफ़ मोहल्ले उपग्रह"))
        assert (row["articles"], row["title_1"]) == ("0", "")

    def test_roman_letters_say_what_they_were_read_as(self, client, archive):
        (row,) = table(client, begun(client, "talab"))
        assert (row["read_as"], row["articles"]) == ("तालाब", "2")

    def test_what_is_hidden_since_is_shown_nowhere(self, client, archive):
        address = begun(client, "पुल")
        client.get(address)
        Article.objects.filter(title="नहर पर पुल").update(status=Article.Status.HIDDEN)
        assert table(client, address)[0]["title_1"] == ""
        assert "नहर पर पुल" not in client.get(address).content.decode()


class TestProgress:
    @pytest.fixture(autouse=True)
    def one_at_a_time(self, archive, monkeypatch):
        monkeypatch.setattr(jobs.go_on, "__defaults__", (0.0,))

    def test_each_request_does_some_more_and_the_page_says_how_far_it_is(self, client):
        address = begun(client, "तालाब", "पुल", "ओला")
        html = client.get(address).content.decode()
        assert "3 में से 1 खोजें हो गईं" in html and '<progress id="progress" max="3" value="1">' in html
        assert "table.csv" not in html and f'href="{address}"' in html
        answer = client.get(f"{address}progress.json").json()
        assert (answer["done"], answer["total"], answer["readable"]) == (2, 3, True)
        html = client.get(address).content.decode()
        assert "3 में से 3" in html and f"{address}table.csv" in html and "<progress" not in html

    def test_the_table_is_not_given_out_by_halves(self, client):
        address = begun(client, "तालाब", "पुल")
        answer = client.get(f"{address}table.csv")
        assert (answer.status_code, answer["Location"]) == (302, address)

    def test_two_at_once_store_each_row_once(self, client):
        begun(client, "तालाब", "पुल", "ओला")
        one, other = BulkSearch.objects.get(), BulkSearch.objects.get()
        jobs.go_on(one)
        jobs.go_on(other)
        assert (one.done, other.done) == (1, 1)
        jobs.go_on(other)
        kept = BulkSearch.objects.get()
        assert (kept.done, [row["count"] for row in kept.rows]) == (2, [2, 1])

    def test_without_an_index_it_waits_and_counts_nothing_as_nothing(self, client, settings):
        address, url = begun(client, "तालाब"), settings.SEARCH_URL
        settings.SEARCH_URL = f"whoosh://{settings.HOME}/nowhere"
        engine.cache_clear()
        assert client.get(f"{address}progress.json").json()["readable"] is False
        assert "तैयार होते ही" in client.get(address).content.decode()
        settings.SEARCH_URL = url
        engine.cache_clear()
        assert counts(table(client, address)) == {"तालाब": "2"}

    def test_nothing_of_it_is_kept_by_caches(self, client):
        address = begun(client, "तालाब", "पुल")
        for one in (address, f"{address}progress.json"):
            assert "no-store" in client.get(one)["Cache-Control"]


class TestForm:
    def test_it_comes_filled_in_from_a_search(self, client, archive):
        html = client.get("/bulk?q=तालाब&from=2019&source=मसौदा पत्रिका").content.decode()
        assert "तालाब</textarea>" in html and 'value="2019"' in html
        assert '<option value="मसौदा पत्रिका" selected lang="hi">' in html

    @pytest.mark.parametrize(
        "fields, said",
        [
            ({"queries": " \n "}, "कम से कम एक खोज"),
            ({"queries": "ताल\n" * 501}, "501 खोजें"),
            ({"queries": "क" * 300_001}, "300000"),
            ({"queries": "ताल", "from": "कल"}, "“कल” तारीख नहीं समझी गई"),
            ({"queries": "ताल", "from": "2021", "to": "2020"}, "“कब से” के पहले"),
            ({"queries": "ताल", "source": "अनजान"}, 'id="id_source_error"'),
            ({"file": SimpleUploadedFile("list.txt", b"")}, "ख़ाली"),
            ({"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04\x00")}, "टेक्स्ट की फ़ाइल"),
            ({"file": SimpleUploadedFile("list.txt", b"caf\xe9")}, "UTF-8"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(self, client, archive, fields, said):
        answer = client.post("/bulk", fields)
        assert answer.status_code == 400 and said in answer.content.decode()
        assert 'aria-invalid="true"' in answer.content.decode()
        assert not BulkSearch.objects.exists()

    def test_a_file_is_as_good_as_typing(self, client, archive):
        file = SimpleUploadedFile("सूची.csv", "query\nतालाब\nपुल\n".encode())
        rows = table(client, begun(client, file=file))
        assert counts(rows) == {"तालाब": "2", "पुल": "1"}

    def test_a_table_of_ours_can_be_uploaded_again(self, client, archive):
        address = begun(client, '"तालाब"', "-खेल")
        client.get(address)
        again = b"".join(client.get(f"{address}table.csv").streaming_content)
        begun(client, file=SimpleUploadedFile("again.csv", again))
        assert BulkSearch.objects.last().queries == ['"तालाब"', "-खेल"]

    def test_what_is_typed_and_what_is_uploaded_go_together(self, client, archive):
        begun(client, "तालाब", file=SimpleUploadedFile("list.txt", "पुल".encode()))
        assert BulkSearch.objects.get().queries == ["तालाब", "पुल"]

    def test_another_site_cannot_send_it(self, archive):
        assert send(Client(enforce_csrf_checks=True), "तालाब").status_code == 403


class TestKeeping:
    def test_only_who_knows_its_address_sees_it_and_only_for_a_day(self, client, archive):
        address = begun(client, "तालाब")
        assert client.get("/bulk/nowhere/").status_code == 404
        BulkSearch.objects.update(created_at=timezone.now() - jobs.KEPT - timedelta(seconds=1))
        for end in ("", "table.csv", "progress.json"):
            assert client.get(f"{address}{end}").status_code == 404
        begun(client, "पुल")
        assert BulkSearch.objects.count() == 1

    def test_there_are_never_more_than_so_many(self, client, archive, monkeypatch):
        monkeypatch.setattr(jobs, "MOST_KEPT", 3)
        for number in range(6):
            begun(client, f"तालाब {number}")
        assert [job.queries[0][-1] for job in BulkSearch.objects.order_by("pk")] == ["3", "4", "5"]

    def test_its_addresses_only_answer_what_they_are_for(self, client, archive):
        address = begun(client, "तालाब")
        for one in (address, f"{address}table.csv", f"{address}progress.json"):
            assert client.post(one).status_code == 405


@pytest.mark.parametrize("address", ["/search", "/help", "/help?ui=en", "/"])
def test_other_pages_lead_to_it(client, archive, address):
    assert 'href="/bulk' in client.get(address).content.decode()


def test_labels_begin_with_a_capital_in_english(client, archive):
    assert ">Source</label>" in client.get("/bulk", {"ui": "en"}).content.decode()
    page = client.get(begun(client, "तालाब"), {"ui": "en"}).content.decode()
    assert ">Search</th>" in page and ">Articles</th>" in page
