"""The results of a search as files: what they hold, what they are called, what is refused."""

import csv
import io
import json
from urllib.parse import quote, unquote

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.http import StreamingHttpResponse
from hypothesis import given
from hypothesis import strategies as st

from articles.export import FORMATS
from articles.models import Article
from search.engines.base import engine
from search.exports import filename_for
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
HOSTILE = (
    "=HYPERLINK(\"https://x.example\",\"तालाब\")",
    "तालाब }} @article{x,",
    "तालाब\r\nER  - \r\nTY  - BOOK",
    "तालाब <script> & \\ 100% $_#~^",
    "ताला\x0bब\x1b\x7f \u2028 \ufeff",
)  # fmt: skip


def get(client, name, query=""):
    return client.get(f"/search.{name}{query}")


def text(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer.streaming_content).decode()


def rows(answer) -> list[dict]:
    written = text(answer)
    assert written.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def titles(answer) -> list[str]:
    return [row["title"] for row in rows(answer)]


@pytest.fixture
def archive(index):
    lake = entity("सोनताल", roman="Sontal")
    return indexed(
        article("तालाब भरा", published="2019-05-01", entities=[lake], topics=["जल"]),
        article("तालाब साफ़", published="2021-05-01", source_name="मसौदा पत्रिका", agency="भाषा"),
        article("नहर पर पुल", body="पुल बना।", published=None),
    )


@pytest.mark.parametrize(
    "query, found",
    [
        ("", ["तालाब साफ़", "तालाब भरा", "नहर पर पुल"]),
        ("?sort=oldest", ["तालाब भरा", "तालाब साफ़", "नहर पर पुल"]),
        ("?q=तालाब&sort=newest", ["तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब&sort=newest&page=7&per=50&ui=en", ["तालाब साफ़", "तालाब भरा"]),
        ("?q=तालाब&not_source=मसौदा पत्रिका", ["तालाब भरा"]),
        ("?agency=भाषा&from=2021&to=2021", ["तालाब साफ़"]),
        ("?place=sontal&topic=जल", ["तालाब भरा"]),
        ("?q=ओला", []),
    ],
)
def test_a_file_has_all_results_in_the_order_asked_for(client, archive, query, found):
    assert titles(get(client, "csv", query)) == found


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_streams_under_its_own_type_and_name(client, archive, name):
    answer = get(client, name, "?q=तालाब")
    assert isinstance(answer, StreamingHttpResponse)
    assert answer["Content-Type"] == FORMATS[name].content_type
    assert answer["Content-Disposition"].startswith("attachment;")
    assert unquote(answer["Content-Disposition"]).endswith(f"samachar-तालाब.{name}")
    assert (answer["X-Total-Count"], answer["X-Export-Limit"]) == ("2", "1000")
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert text(answer).count("तालाब भरा") == 1


def test_references_are_those_of_the_articles_own_pages_under_keys_of_their_own(client, archive):
    bib, ris = (text(get(client, name, "?q=तालाब&sort=newest")) for name in ("bib", "ris"))
    first, second, _ = archive
    entries = bib.strip().split("\n\n")
    assert [entry.partition(",")[0] for entry in entries] == [
        f"@article{{samachar-{second.pk}",
        f"@article{{samachar-{first.pk}",
    ]
    assert f"url = {{http://testserver/articles/{first.pk}/}}" in bib
    assert ris.count("TY  - NEWS\n") == ris.count("ER  - \n") == 2


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
class TestHostileTitles:
    @pytest.fixture(autouse=True)
    def archive(self, index, title):
        indexed(article("पहला तालाब"), article(title), article("तीसरा तालाब"))

    def test_a_table_keeps_its_rows(self, client, title):
        found = rows(get(client, "csv"))
        assert len(found) == 3 and all(
            None not in row and None not in row.values() for row in found
        )
        assert not any(cell.startswith(tuple("=+-@\t\r")) for row in found for cell in row.values())

    def test_json_lines_tell_it_exactly(self, client, title):
        lines = text(get(client, "jsonl")).split("\n")
        assert sorted(json.loads(line)["title"] for line in lines if line) == sorted(
            ["पहला तालाब", title, "तीसरा तालाब"]
        )

    def test_bibtex_stays_balanced(self, client, title):
        depth, lowest = 0, 0
        for letter in text(get(client, "bib")):
            depth += {"{": 1, "}": -1}.get(letter, 0)
            lowest = min(lowest, depth)
        assert (depth, lowest) == (0, 0)

    def test_ris_has_three_records_and_no_controls(self, client, title):
        written = text(get(client, "ris"))
        lines = written.splitlines()
        assert lines.count("TY  - NEWS") == lines.count("ER  - ") == 3
        assert not {*map(ord, written)} & {*range(10), *range(11, 32), 127}


class TestLimits:
    @pytest.fixture(autouse=True)
    def limits(self, settings, archive):
        settings.EXPORT_LIMIT, settings.EXPORT_LIMIT_USERS = 1, 2

    @pytest.fixture
    def user(self, client):
        client.force_login(get_user_model().objects.create_user("सविता"))

    def test_what_is_cut_says_so_in_its_name_and_headers(self, client):
        answer = get(client, "csv", "?sort=oldest")
        assert (answer["X-Total-Count"], answer["X-Export-Limit"]) == ("3", "1")
        assert 'filename="samachar-1-of-3.csv"' in answer["Content-Disposition"]
        assert titles(answer) == ["तालाब भरा"]

    def test_who_signed_in_gets_more(self, client, user):
        answer = get(client, "jsonl", "?sort=oldest")
        assert len(text(answer).splitlines()) == 2 and "2-of-3" in answer["Content-Disposition"]

    def test_one_reader_never_gets_the_answer_of_another(self, client):
        assert "Cookie" in get(client, "csv")["Vary"]

    def test_the_page_says_so_before(self, client):
        html = client.get("/search").content.decode()
        assert "3 में से पहले 1 समाचार" in html and "साइन इन करने पर 2 तक" in html
        html = client.get("/search?q=नहर").content.decode()
        assert "सब 1 समाचार" in html and "साइन इन" not in html

    def test_nothing_more_is_offered_to_who_signed_in(self, client, user):
        html = client.get("/search").content.decode()
        assert "3 में से पहले 2 समाचार" in html and "साइन इन" not in html

    def test_an_archive_may_give_out_nothing(self, client, settings):
        settings.EXPORT_LIMIT = 0
        answer = get(client, "csv")
        assert answer.status_code == 403 and "नहीं देता" in answer.content.decode()
        html = client.get("/search").content.decode()
        assert "नहीं देता" in html and "search.csv" not in html


class TestRefusals:
    @pytest.mark.parametrize(
        "query, said",
        [
            ("?q=तालाब तारीख:कल", "यह खोज पढ़ी नहीं जा सकी"),
            ("?from=कल", "“कल” तारीख नहीं समझी गई"),
            ("?topic=अनजान", "“अनजान” (topic)"),
            ("?query=तालाब", "query"),
            ("?q=तालाब&sources=x", "sources"),
        ],
    )
    @pytest.mark.parametrize("name", FORMATS)
    def test_what_is_not_understood_is_refused_in_words(self, client, archive, name, query, said):
        answer = get(client, name, query)
        assert answer.status_code == 400 and answer["Content-Type"].startswith("text/plain")
        assert said in answer.content.decode()

    def test_it_speaks_english_too(self, client, archive):
        answer = get(client, "csv", "?query=x&ui=en").content.decode()
        assert "These parameters are not understood: query." in answer

    def test_without_an_index_it_asks_to_come_back(self, client, archive, settings):
        settings.SEARCH_URL = f"whoosh://{settings.HOME}/nowhere"
        engine.cache_clear()
        answer = get(client, "csv", "?q=तालाब")
        assert answer.status_code == 503 and answer["Retry-After"]
        assert "खोज-सूची" in answer.content.decode()

    def test_it_can_only_be_read(self, client):
        assert client.post("/search.csv").status_code == 405
        assert get(client, "xml").status_code == 404

    def test_a_limit_below_zero_stops_the_start(self, monkeypatch):
        from newsarchive.environment import NOT_NEGATIVE, env, read

        monkeypatch.setenv("NEWSARCHIVE_EXPORT_LIMIT", "-1")
        with pytest.raises(ImproperlyConfigured, match="NEWSARCHIVE_EXPORT_LIMIT"):
            read(env.int, "NEWSARCHIVE_EXPORT_LIMIT", 1000, validate=NOT_NEGATIVE)


def test_nothing_is_read_for_who_asks_for_the_headers_only(client, archive):
    answer = client.head("/search.jsonl?q=तालाब")
    assert answer["X-Total-Count"] == "2" and b"".join(answer.streaming_content) == b""


def test_articles_are_read_while_they_are_sent(client, archive):
    answer = get(client, "csv", "?q=तालाब")
    Article.objects.filter(title="तालाब भरा").update(title="तालाब फिर भरा")
    assert "तालाब फिर भरा" in text(answer)


def test_the_menu_keeps_every_filter_and_drops_what_is_for_pages(client, archive):
    html = client.get(
        "/search?q=तालाब&from=2018&sort=oldest&per=50&page=1&find_source=म&more=source"
    )
    assert f'/search.bib?q={quote("तालाब")}&amp;from=2018&amp;sort=oldest"' in html.content.decode()


@pytest.mark.parametrize(
    "query, total, name",
    [
        ("", 5, "samachar"),
        ("जल संरक्षण", 5, "samachar-जल-संरक्षण"),
        ("जल", 11, "samachar-जल-10-of-11"),
        ('"जल/../../etc" OR \r\nSet-Cookie:x', 5, "samachar-जल-etc-OR-Set-Cookie-x"),
        ("दु:ख 10:30", 5, "samachar-दु-ख-10-30"),
        ("तालाब " * 30, 5, "samachar" + "-तालाब" * 7),
    ],
)
def test_a_file_is_named_by_what_was_searched_for(query, total, name):
    assert filename_for(query, total, 10) == name


@given(st.text())
def test_any_query_makes_a_name_that_any_disk_takes(query):
    name = filename_for(query, 10**6, 1000)
    assert len(f"{name}.jsonl".encode()) <= 255
    assert not set(name) & set('\x00/\\:*?"<>|\r\n\t;%')
