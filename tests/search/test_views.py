"""The search page and its JSON: what they answer, and that no address breaks them."""

import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from search import indexer
from search.engines.base import engine
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def search(client, query="", status=200):
    response = client.get(f"/search{query}")
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def answer(client, query="", status=200):
    response = client.get(f"/search.json{query}")
    assert response.status_code == status
    return json.loads(response.content)


class TestJson:
    @pytest.fixture(autouse=True)
    def archive(self, index):
        self.place = entity("सोनपुर", "place", roman="Sonpur")
        self.first, self.second = indexed(
            article(
                "तालाब की सफ़ाई",
                topics=["जल"],
                entities=[self.place],
                published="2020-10-07T15:57+05:30",
                url="https://namuna.example/1",
                agency="परीक्षण वार्ता",
            ),
            article("नहर पर पुल", body="पुल बना।", source_name="मसौदा पत्रिका"),
        )

    def test_it_keeps_its_contract(self, client):
        given = answer(client, "?q=तालाब&source=नमूना समाचार&from=2020&sort=newest&page=1")
        assert (
            given["query"]
            | {
                "q": "तालाब",
                "source": ["नमूना समाचार"],
                "from": "2020-01-01",
                "to": None,
                "sort": "newest",
                "page": 1,
            }
            == given["query"]
        )
        assert given["total"] == 1
        assert given["took_ms"] > 0
        hit = given["hits"][0]
        assert (
            hit
            | {
                "id": self.first.pk,
                "title": "तालाब की सफ़ाई",
                "url": f"/articles/{self.first.pk}/",
                "source": "नमूना समाचार",
                "date": "2020-10-07T15:57+05:30",
            }
            == hit
        )
        assert hit["score"] > 0
        assert "तालाब" in hit["snippet"]
        chosen = {"value": "नमूना समाचार", "label": "नमूना समाचार", "count": 1, "selected": True}
        assert given["facets"]["source"] == [chosen]
        place = {"value": "sonpur", "label": "सोनपुर", "count": 1, "selected": False}
        assert given["facets"]["entity"] == [place | {"kind": "place"}]
        topic = {"value": "जल", "label": "जल", "count": 1, "selected": False}
        assert given["facets"]["topic"] == [topic]
        assert [one["count"] for one in given["facets"]["date"]] == [1]
        assert given["facets"]["date"][0].keys() == topic.keys()

    def test_a_bare_address_gives_all(self, client):
        given = answer(client)
        assert (given["total"], len(given["hits"]), given["query"]["q"]) == (2, 2, "")
        assert given["query"]["sort"] == "newest"
        assert given["problems"] == []

    def test_hindi_is_written_as_hindi(self, client):
        assert "तालाब" in client.get("/search.json").content.decode()

    @pytest.mark.parametrize(
        "published, date",
        [
            ("2020-10-07", "2020-10-07"),
            (None, None),
            ("2020-10-07T00:30+05:30", "2020-10-07T00:30+05:30"),
        ],
    )
    def test_a_date_is_as_precise_as_is_known(self, client, published, date):
        indexed(article("बावड़ी मिली", published=published))
        assert answer(client, "?q=बावड़ी")["hits"][0]["date"] == date

    def test_values_and_dates_that_were_not_understood_are_told(self, client):
        given = answer(client, "?topic=अनजाना&from=कभी")
        assert given["total"] == 0
        assert {one["parameter"] for one in given["problems"]} == {"topic", "from"}

    def test_a_query_without_meaning_is_refused_with_a_way_out(self, client):
        error = answer(client, "?q=तालाब OR", status=400)["error"]
        assert (error["start"], error["end"], error["try"]) == (6, 8, "तालाब")
        assert error["message"]

    def test_a_query_too_long_is_refused(self, client):
        assert answer(client, "?q=" + "क" * 100_000, status=400)["error"]["try"]

    @pytest.mark.parametrize(
        "page, number, hits",
        [
            ("", 1, 20),
            ("2", 2, 3),
            ("99", 2, 3),
            ("9" * 5000, 2, 3),
            ("0", 1, 20),
            ("-3", 1, 20),
            ("x", 1, 20),
            ("²", 1, 20),
            ("२", 2, 3),
        ],
    )
    def test_any_page_number_leads_to_a_page(self, client, page, number, hits):
        indexed(*(article(f"समाचार {number}") for number in range(21)))
        given = answer(client, f"?page={page}")
        assert (given["query"]["page"], len(given["hits"])) == (number, hits)

    @pytest.mark.parametrize("per, size", [("50", 50), ("20", 20), ("7", 20), ("x", 20)])
    def test_a_page_has_twenty_or_fifty_results(self, client, per, size):
        assert answer(client, f"?per={per}")["query"]["per"] == size

    def test_words_found_are_named(self, client):
        assert set(answer(client, "?q=पुल")["hits"][0]["marks"]) == {"पुल"}


class TestPage:
    def test_a_search_for_one_spelling_marks_the_other(self, client):
        indexed(article("हिन्द महासागर में जहाज़", body="कुछ"))
        assert "<mark>हिन्द</mark> महासागर" in search(client, "?q=हिंद")

    def test_a_part_of_a_word_is_not_marked(self, client):
        indexed(article("राम और रामपुर"))
        html = search(client, "?q=राम")
        assert "<mark>राम</mark> और रामपुर" in html

    def test_html_in_an_article_is_shown_as_written(self, client):
        indexed(article("<b>तालाब</b> & <script>x</script>", body="<i>तालाब</i>"))
        html = search(client, "?q=तालाब")
        assert "&lt;b&gt;<mark>तालाब</mark>&lt;/b&gt; &amp; &lt;script&gt;" in html
        assert "<script>x" not in html and "<i>" not in html

    def test_html_in_an_address_is_shown_as_written(self, client):
        indexed(article(), article())
        evil = quote('"><script>x</script>')
        for name in ("q", "source", "from", "find_source", "sort", "more", "as"):
            assert "<script>x" not in search(client, f"?{name}={evil}")

    def test_a_query_without_meaning_shows_the_spot_and_the_way_out(self, client):
        indexed(article())
        html = search(client, "?q=तालाब OR", status=400)
        assert "<b>OR</b>" in html
        assert 'href="/search?q=%E0%A4%A4%E0%A4%BE%E0%A4%B2%E0%A4%BE%E0%A4%AC"' in html

    def test_a_query_too_long_is_refused(self, client):
        indexed(article())
        search(client, "?q=" + "क" * 5_000, status=400)

    def test_an_empty_page_shows_each_word_and_a_way_out(self, client):
        indexed(article())
        response = client.get("/search?q=तालाब बारहसिंगा&from=2021")
        assert response.context["total"] == 0
        assert response.context["relaxed"] or response.context["words"]

    def test_a_date_that_is_none_is_told(self, client):
        indexed(article())
        assert "कभी" in search(client, "?from=कभी")

    def test_a_value_that_names_nothing_is_told(self, client):
        indexed(article())
        assert "अनजाना" in search(client, "?topic=अनजाना")

    def test_a_chosen_value_stays_listed_and_checked_at_zero(self, client):
        indexed(article(topics=["जल"]), article(source_name="मसौदा पत्रिका"))
        response = client.get("/search?topic=जल&source=मसौदा पत्रिका")
        topics = next(one for one in response.context["facets"] if one.name == "topic")
        assert [(one.label, one.count, one.selected) for one, *_ in topics.options] == [
            ("जल", 0, True)
        ]
        html = response.content.decode()
        assert re.search('value="जल"[^>]*checked', html)

    def test_no_filter_is_lost_on_the_way_to_the_next_page(self, client):
        indexed(*(article(f"समाचार {number}", topics=["जल"]) for number in range(21)))
        html = search(client, "?q=तालाब&topic=जल&from=2020&sort=oldest")
        link = client.get("/search?q=तालाब&topic=जल&from=2020&sort=oldest").context["next_url"]
        assert link.replace("&", "&amp;") in html
        following = client.get(link)
        assert following.context["total"] == 21
        assert len(following.context["page"].object_list) == 1
        assert {pair[0] for pair in following.context["state"].pairs} == {
            *("q", "topic", "from", "sort")
        }

    @pytest.mark.parametrize("page, clamped", [("99", True), ("1", False), ("²", False)])
    def test_a_page_beyond_the_end_is_the_last_and_said_to_be(self, client, page, clamped):
        indexed(article())
        context = client.get(f"/search?page={page}").context
        assert (context["page"].number, context["clamped"]) == (1, clamped)

    @pytest.mark.parametrize("language, words", [("hi", "पहले 20 ही"), ("en", "first 20")])
    def test_a_page_too_deep_is_answered_with_the_limit_and_a_way_on(
        self, client, settings, language, words
    ):
        settings.LIST_DEPTH = 20
        indexed(*(article(f"तालाब {number}") for number in range(21)))
        response = client.get(f"/search?q=तालाब&page=100000&ui={language}")
        assert (response.context["page"].number, response.context["total"]) == (1, 21)
        assert words in response.content.decode()
        answer = client.get("/search.json?q=तालाब&page=100000").json()
        assert (answer["query"]["page"], len(answer["hits"]), answer["total"]) == (1, 20, 21)

    def test_a_facet_can_be_searched(self, client):
        indexed(*(article(source_name=f"पत्र {name}") for name in ("हिन्द", "भोर", "साँझ")))
        response = client.get("/search?find_source=हिंद")
        sources = next(one for one in response.context["facets"] if one.name == "source")
        assert [one.label for one, *_ in sources.options] == ["पत्र हिन्द"]

    def test_the_english_page_is_whole(self, client):
        indexed(article())
        assert "तालाब" in search(client, "?q=तालाब&ui=en")


class TestWithoutAnIndex:
    def test_the_titles_are_searched_and_the_page_says_so(self, client):
        made = article("तालाब की सफ़ाई")
        assert "केवल शीर्षकों में" in search(client, "?q=तालाब")
        given = answer(client, "?q=तालाब")
        assert [hit["id"] for hit in given["hits"]] == [made.pk]
        assert "only titles" in given["problems"][0]["message"]

    def test_an_empty_archive_is_no_fault(self, client):
        search(client)

    def test_the_admin_says_so_until_it_is_mended(self, admin_client):
        article()
        assert "There is no search index yet" in admin_client.get("/admin/").content.decode()
        indexer.update()
        assert "search index" not in admin_client.get("/admin/").content.decode()

    @pytest.mark.embedded
    @pytest.mark.parametrize("ruin", [b"", b"\x00ruin", b"\xff" * 5000])
    @pytest.mark.parametrize("files", ["*", "*.toc", "*.arrays"])
    def test_an_index_in_ruins_is_no_fault_of_the_page(self, client, index, files, ruin):
        indexed(article())
        folder = index / (index / "CURRENT").read_text()
        for file in folder.glob(files):
            file.write_bytes(ruin)
        engine.cache_clear()
        assert "केवल शीर्षकों में" in search(client, "?q=तालाब")
        assert client.get("/healthz").status_code == 503
        indexer.update()
        page = search(client, "?q=तालाब")
        assert "<mark>" in page
        assert "केवल शीर्षकों में" not in page

    @pytest.mark.embedded
    @pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"g0-old", b"g1-away", b"../../etc"])
    def test_a_spoilt_pointer_is_no_fault_of_the_page(self, client, index, content):
        indexed(article())
        (index / "CURRENT").write_bytes(content)
        engine.cache_clear()
        assert "केवल शीर्षकों में" in search(client)


PATHS = ["/search", "/search.json", "/suggest.json", "/help", "/articles/{pk}/"]
NAMES = st.sampled_from(
    "q source place person entity topic agency not_source not_entity from to sort page per more "
    "find_source find_place as ui pos mark".split()
)
ODD = st.sampled_from(
    [
        "\x00",
        "²",
        "٣",
        "-1",
        "9" * 5000,
        "क" * 11000,
        "%",
        "'",
        '"',
        "\\",
        "x\ny",
        "x" * 201,
        "तालाब",
        "तालाब*",
        "-तालाब",
        "नाम:सोनताल",
        "तारीख:2020",
        "2020",
        "newest",
        "50",
        "(" * 30,
        "talab",
        "PM -talab",
        '"jal talab"',
        "tlaab तलाब",
        "typed",
        "a" * 100,
        "x y z w q r t u v b",
    ]
)
VALUES = ODD | st.text(st.characters(exclude_categories=()), max_size=40)
ADDRESSES = st.lists(st.tuples(NAMES, VALUES), max_size=5)


def encoded(pairs):
    """Return a query string as a browser could send it, lone surrogates and all."""
    return "&".join(f"{k}={quote(v.encode('utf-8', 'surrogatepass'), safe='')}" for k, v in pairs)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=70)
@given(pairs=ADDRESSES)
def test_no_address_breaks_a_page(client, path, pairs):
    if not Article.objects.exists():
        indexed(article(entities=[entity("सोनताल")], topics=["जल"]), article(published=None))
    pk = Article.objects.first().pk
    response = client.get(f"{path.format(pk=pk)}?{encoded(pairs)}")
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("value", ["\x00", "\ud800", "क" * 11_000, "²", "9" * 5000, "' OR 1=1 --"])
@pytest.mark.parametrize("path", PATHS)
def test_no_value_breaks_any_parameter(client, path, value):
    pk = indexed(article())[0].pk
    names = "q source not_topic place from to sort page per more find_topic as pos ui".split()
    for name in names:
        address = f"{path.format(pk=pk)}?{encoded([('q', 'तालाब')])}&{encoded([(name, value)])}"
        assert client.get(address).status_code in (200, 400), name
