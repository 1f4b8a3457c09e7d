"""The page of an entity."""

import pytest

from articles import tallies
from articles.models import Article
from tests import builders
from tests.articles.admin_forms import entity_data, path

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["index", "database"])
def archive(request):
    """Five articles on a lake and its town, five on the town alone, one hidden."""
    if request.param == "index":
        request.getfixturevalue("index")
    lake, town = builders.entity("सोनताल", roman="Sontal"), builders.entity("मध्यपुर")
    club = builders.entity("तालाब समिति", kind="organisation")
    for day in range(1, 6):
        name = "नमूना समाचार" if day > 1 else "उदाहरण टाइम्स"
        builders.article(
            published=f"2020-0{day}-07",
            source_name=name,
            entities=[lake, club] if day < 4 else [lake, town],
            topics=["जल"],
        )
        builders.article(published="2021-01-01", entities=[town])
        builders.article(published="2019-12-31")
    builders.article(published="2022-05-05", entities=[lake], status=Article.Status.HIDDEN)
    if request.param == "index":
        builders.indexed()
    return lake


def shown(client, entity):
    return client.get(entity.get_absolute_url()).context


def test_the_chart_has_a_bar_for_each_month_with_a_link_to_its_search(client, archive):
    bars = {bar.label: bar for bar in shown(client, archive)["bars"]}
    assert len(bars) == 12
    assert bars["मार्च 2020"].count == 1
    assert bars["मार्च 2020"].url == "/search?entity=sontal&from=2020-03&to=2020-03"
    assert bars["जून 2020"].count == 0


def test_the_table_says_the_same_by_year(client, archive):
    assert [(bar.label, bar.count) for bar in shown(client, archive)["years"]] == [("2020", 5)]
    assert b"<table" in client.get(archive.get_absolute_url()).content


def test_companions_lead_to_the_articles_with_both(client, archive):
    company = {str(kind): several for kind, several in shown(client, archive)["company"]}
    (club,) = company["organisation"]
    assert (str(club.item), club.count) == ("तालाब समिति", 3)
    assert club.url == "/search?entity=sontal&org=" + club.item.get_absolute_url().split("/")[-2]


def test_what_is_as_frequent_elsewhere_is_no_companion(client, archive):
    kinds = {str(kind) for kind, _ in shown(client, archive)["company"]}
    assert "place" not in kinds


def test_sources_have_their_share_here_and_in_the_archive(client, archive):
    shares = shown(client, archive)["shares"]
    assert [(str(one.source), one.count, one.percent, one.usual) for one in shares] == [
        ("नमूना समाचार", 4, 80, 93),
        ("उदाहरण टाइम्स", 1, 20, 7),
    ]


def test_topics_are_counted(client, archive):
    assert [(str(topic), count) for topic, count, _ in shown(client, archive)["topics"]] == [
        ("जल", 5)
    ]


def test_the_first_and_the_last_day_are_told(client, archive):
    html = client.get(archive.get_absolute_url()).content.decode()
    assert "पहली बार 7 जनवरी 2020, आख़िरी बार 7 मई 2020" in html


def test_the_database_tells_the_same_as_the_index(archive):
    assert tallies.tally("entity", [archive.pk]) == tallies.tally_of("entity", (archive.pk,))
    ids = tallies.Newest("entity", [archive.pk]).keys(1, 4)
    assert ids == tallies.newest_of("entity", (archive.pk,), 1, 4)
    assert len(ids) == 3


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("Q1353", "Q1353"),
        (" Q1353 ", "Q1353"),
        ("", ""),
        ("1353", None),
        ("Q01", None),
        ("Q1x", None),
    ],
)
def test_the_wikidata_number_is_checked(admin_client, client, typed, kept):
    lake = builders.entity("सोनताल", description="")
    answer = admin_client.post(path("entity", f"{lake.pk}/change/"), entity_data(wikidata=typed))
    lake.refresh_from_db()
    assert (answer.status_code == 302) is (kept is not None)
    assert lake.wikidata == (kept or "")
    html = client.get(lake.get_absolute_url()).content.decode()
    link = f'<a href="https://www.wikidata.org/wiki/{kept}" rel="noopener">'
    assert (link in html) is bool(kept)
