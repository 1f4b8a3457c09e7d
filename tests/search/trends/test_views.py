"""The trends page: what it shows and leads to, and that no address breaks it."""

import re
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import engine
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def trends(client, query="", status=200, kind=""):
    response = client.get(f"/trends{kind}{query}")
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


@pytest.fixture
def archive(index):
    indexed(
        article("मेला लगा", body="जल संरक्षण पर मेला।", published="2020-01-10"),
        article("नहर बनी", body="नहर में पानी।", published="2020-01-20"),
        article("मेला फिर लगा", body="बड़ा मेला।", published="2021-04-30"),
    )


def links(html: str) -> list[QueryDict]:
    """Return the parameters of all links to the search page, in order."""
    found = re.findall(r'href="/search\?([^"]*)"', html)
    return [QueryDict(query.replace("&amp;", "&")) for query in found]


class TestPage:
    @pytest.fixture(autouse=True)
    def filled(self, archive):
        pass

    def test_a_page_without_a_query_explains_itself(self, client):
        html = trends(client)
        assert "ऊपर एक से पाँच खोजें लिखें" in html
        assert html.count('name="q"') == 6  # with that of the masthead
        assert "<polyline" not in html

    def test_its_examples_run_in_this_archive(self, client):
        place = entity("सोनपुर")
        indexed(article("सोनपुर में मेला", entities=[place], published="2020-02-02"))
        html = trends(client)
        assert f"/trends?q={quote('सोनपुर')}" in html
        assert "<polyline" in trends(client, "?q=सोनपुर")

    def test_a_point_and_a_cell_lead_to_the_articles(self, client):
        html = trends(client, "?q=मेला&by=year&source=नमूना समाचार")
        found = [link.dict() for link in links(html) if link.get("from") == "2020"]
        wanted = {"q": "मेला", "source": "नमूना समाचार", "from": "2020", "to": "2020"}
        assert found.count(wanted) == 2
        assert "<mark>मेला</mark> लगा" in client.get("/search", wanted).content.decode()

    def test_the_table_shows_shares_with_their_counts(self, client):
        row = trends(client, "?q=मेला&by=year").partition('scope="row">2020')[2]
        assert [">50.0%<" in row, re.search(r'class="count">\s*1<', row) is not None] == [True] * 2

    def test_counts_are_shown_on_demand(self, client):
        html = trends(client, "?q=मेला&by=year&measure=count")
        assert "हर साल के समाचार" in html
        assert "50.0%" not in html

    def test_a_year_without_articles_is_a_gap_in_line_and_table(self, client):
        indexed(article("पुराना मेला", published="2018-01-10"))
        html = trends(client, "?q=मेला&by=year")
        assert html.count("<polyline") == 2
        assert "कोई समाचार नहीं" in html

    def test_the_highest_point_and_its_best_article_are_named(self, client):
        html = trends(client, "?q=मेला&by=year")
        assert "‘मेला’ सबसे ऊपर: 2021 (100%)" in html
        link = re.search(r'href="(/articles/[^"]*)" lang="hi">मेला फिर लगा', html)[1]
        read = client.get(link.replace("&amp;", "&")).content.decode()
        assert re.search("<mark[^>]*>मेला", read)
        assert "परिणामों पर लौटें" in read

    def test_roman_letters_are_read_and_the_reading_is_said(self, client):
        html = trends(client, "?q=mela")
        assert '<b lang="hi">मेला</b> पढ़ा गया' in html
        assert "<polyline" in html

    def test_a_query_that_cannot_be_read_is_said_beside_its_field(self, client):
        html = trends(client, "?q=मेला OR&q=नहर", status=400)
        field = html.partition('id="q1"')[2].partition('id="q2"')[0]
        assert 'aria-invalid="true"' in field
        assert "<b>OR</b>" in field
        assert f"/trends?q={quote('मेला')}&amp;q={quote('नहर')}" in field
        assert "<polyline" in html  # the other is drawn
        assert html.count('class="line s2"') == html.count("<polyline")

    def test_what_cannot_be_read_is_not_part_of_the_files(self, client):
        html = trends(client, "?q=मेला OR&q=नहर", status=400)
        for kind in ("csv", "png"):
            assert f'/trends.{kind}?q={quote("नहर")}"' in html
            assert "<b>OR</b>" in trends(client, "?q=मेला OR&q=नहर", status=400, kind=f".{kind}")

    def test_a_query_that_finds_nothing_says_so_and_what_is_likelier(self, client):
        html = trends(client, "?q=मेला&q=कखगघङ")
        field = html.partition('id="q2"')[2].partition('id="q3"')[0]
        assert "किसी समाचार में नहीं मिला" in field

    def test_more_than_five_queries_are_said(self, client):
        html = trends(client, "?" + "&".join(f"q=मेला+{n}" for n in range(7)))
        assert "पहली 5 ही ली गईं" in html

    def test_a_split_of_several_queries_says_that_one_is_shown(self, client):
        html = trends(client, "?q=मेला&q=नहर&split=source")
        assert "केवल पहली दिखाई गई है" in html
        assert "हर स्रोत का हिस्सा" in html

    def test_a_bad_date_is_said_and_the_rest_is_shown(self, client):
        html = trends(client, "?q=मेला&from=कभी")
        assert "तारीख नहीं समझी गई" in html
        assert "<polyline" in html

    def test_a_time_without_articles_is_said(self, client):
        assert "दिखाने को कुछ नहीं है" in trends(client, "?q=मेला&from=1950&to=1951")

    @pytest.mark.parametrize("query", ["q=कखगघङ", "q=कखगघङ&split=source", "q=नहर&from=2021"])
    def test_searches_without_articles_draw_nothing(self, client, query):
        html = trends(client, f"?{query}")
        assert "इन खोजों में नहीं मिला" in html
        assert "<polyline" not in html

    def test_articles_without_a_date_are_counted_apart(self, client):
        indexed(article("बिना तारीख़", published=None))
        assert "बिना तारीख़ का 1 समाचार गिना नहीं गया" in trends(client, "?q=मेला")

    def test_a_filter_that_names_nothing_is_said(self, client):
        assert "<code>source=कोई नहीं</code>" in trends(client, "?q=मेला&source=कोई नहीं")

    def test_the_form_keeps_what_it_has_no_field_for(self, client):
        html = trends(
            client, "?q=मेला&source=नमूना समाचार&source=और&topic=जल&not_source=यह&table=all"
        )
        hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', html)
        assert hidden == [("source", "और"), ("topic", "जल"), ("not_source", "यह"), ("table", "all")]
        assert '<option value="नमूना समाचार" selected lang="hi">' in html

    def test_a_long_table_is_by_year_and_whole_on_demand(self, client):
        html = trends(client, "?q=मेला&by=week")
        assert "साल-दर-साल, तालिका में" in html or "महीने-दर-महीने, तालिका में" in html
        whole = trends(client, "?q=मेला&by=week&table=all")
        assert "हफ़्ते-दर-हफ़्ते, तालिका में" in whole
        assert whole.count('scope="row"') > 60

    def test_nothing_that_was_typed_is_markup(self, client):
        html = trends(client, f"?q={quote('<b>मेला</b>')}&source={quote('<i>')}")
        assert "<b>मेला" not in html
        assert escape("<b>मेला</b>") in html

    def test_pages_with_a_query_are_for_readers_not_for_crawlers(self, client):
        assert "noindex" in trends(client, "?q=मेला")
        assert "noindex" not in trends(client)

    def test_the_page_is_in_english_too(self, client):
        html = trends(client, "?q=मेला&by=year&ui=en")
        assert "Share of the year’s articles" in html
        assert '‘<span lang="hi">मेला</span>’ is highest in 2021 (100%).' in html


def test_an_empty_archive_says_so(client):
    assert "संग्रह अभी ख़ाली है" in trends(client, "?q=मेला")


def test_an_archive_without_dates_has_nothing_to_draw(client):
    indexed(article("मेला", published=None))
    assert "तारीख़ वाला कोई समाचार नहीं है" in trends(client, "?q=मेला")


def test_without_an_index_titles_are_counted(client, archive, settings, tmp_path):
    settings.SEARCH_URL = f"whoosh://{tmp_path}/none"
    engine.cache_clear()
    html = trends(client, "?q=मेला&by=year")
    assert "केवल शीर्षकों में खोजा जाता है" in html
    assert "<polyline" in html


def test_a_long_query_does_not_make_a_page_of_addresses(client, archive):
    words = " OR ".join(["मेला"] * 250)
    short, long = ({"q": query, "by": "day", "table": "all"} for query in ("मेला", words))
    usual, most = (len(client.get("/trends", query).content) for query in (short, long))
    assert most < usual + 100_000


def test_a_query_that_is_too_long_is_said_not_cut(client, archive):
    assert 'aria-invalid="true"' in trends(client, "?q=" + "क" * 5000, status=400)


NAMES = st.sampled_from(
    ["q", "by", "measure", "split", "table", "from", "to", "source", "topic", "as"]
)
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "मेला",
            "mela",
            "source",
            "count",
            "all",
            "day",
            "week",
            "OR",
            '"',
            "मे*",
            "2020",
            "1-1-2020",
            "0",
        ]
    ),
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NAMES, VALUES), max_size=8), st.sampled_from(["", ".csv", ".json", ".svg"])
)
def test_no_address_breaks_it(client, archive, pairs, kind):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    response = client.get(f"/trends{kind}?{data.urlencode()}")
    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "क" * 100_000,
        "?q=" + "(" * 3000,
        "?q=" + "a%20" * 3000,
        "?" + "&".join(f"q={n}" for n in range(2000)),
        "?q=मेला&from=1800&to=2100&by=day",
        "?q=%00&by=%00&source=%00",
        "?q=%ff%fe",
        "?q=मेला&by=day&by=week&measure=count&measure=",
    ],
    ids=range(8),
)
def test_very_much_of_anything_is_answered(client, archive, query):
    assert client.get(f"/trends{query}").status_code in (200, 400)
