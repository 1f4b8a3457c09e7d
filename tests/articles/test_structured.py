"""What machines read in the heads of pages: structured data, citations, lasting addresses."""

import json
import re

import pytest

from articles.models import Topic
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
EVIL = "</script><script>alert(1)</script><!-- & \" ' तालाब"


def html(client, path):
    return client.get(path).content.decode()


def data(client, path):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(client, path))
    assert len(blocks) == 1
    return json.loads(blocks[0])


def metas(client, path):
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html(client, path))
    return dict(pairs)


@pytest.fixture
def full(index):
    place = entity("सोनपुर", "place", roman="Sonpur", wikidata="Q42")
    made = article(
        "तालाब की सफ़ाई",
        topics=["जल"],
        entities=[place],
        published="2020-10-07T15:57+05:30",
        url="https://namuna.example/1",
        byline="मालती अवस्थी",
        section="शहर",
        lead="पहली बात।\nदूसरी बात।",
    )
    indexed(made)
    return made


def test_an_article_is_told_as_schema_org_has_it(client, full):
    told = data(client, full.get_absolute_url())
    address = f"http://testserver/articles/{full.pk}/"
    assert (
        told
        | {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "url": address,
            "headline": "तालाब की सफ़ाई",
            "description": "पहली बात। दूसरी बात।",
            "inLanguage": "hi",
            "datePublished": "2020-10-07T15:57+05:30",
            "author": {"@type": "Person", "name": "मालती अवस्थी"},
            "publisher": {"@type": "NewsMediaOrganization", "name": "नमूना समाचार"},
            "articleSection": "शहर",
            "isBasedOn": "https://namuna.example/1",
            "keywords": ["जल"],
        }
        == told
    )
    place = told["mentions"][0]
    assert (place["@type"], place["name"]) == ("Place", "सोनपुर")
    assert place["sameAs"] == "https://www.wikidata.org/entity/Q42"


def test_what_is_not_known_is_left_out(client):
    told = data(client, indexed(article(published=None))[0].get_absolute_url())
    assert not {"datePublished", "author", "dateModified", "keywords", "mentions"} & set(told)


def test_a_day_is_not_told_as_a_time(client):
    told = data(client, indexed(article(published="2020-10-07"))[0].get_absolute_url())
    assert told["datePublished"] == "2020-10-07"


def test_no_text_of_an_article_breaks_out(client):
    facts = {"title": EVIL, "body": EVIL, "lead": EVIL, "byline": EVIL, "section": EVIL}
    made = indexed(article(topics=[EVIL], source_name=EVIL, entities=[entity(EVIL)], **facts))[0]
    page = html(client, made.get_absolute_url())
    assert "<script>alert" not in page
    assert data(client, made.get_absolute_url())["headline"] == EVIL


def test_reference_managers_find_what_they_cite(client, full):
    told = metas(client, full.get_absolute_url())
    wanted = {
        "citation_title": "तालाब की सफ़ाई",
        "citation_author": "मालती अवस्थी",
        "citation_publication_date": "2020/10/07",
        "citation_journal_title": "नमूना समाचार",
        "DC.date": "2020-10-07",
        "DC.publisher": "नमूना समाचार",
        "og:type": "article",
        "article:published_time": "2020-10-07T15:57+05:30",
        "article:tag": "जल",
        "description": "पहली बात। दूसरी बात।",
    }
    assert told | wanted == told


def test_a_date_is_that_of_the_archive_s_own_clocks(client):
    made = indexed(article(published="2020-10-07T00:30+05:30"))[0]
    assert metas(client, made.get_absolute_url())["citation_publication_date"] == "2020/10/07"


def test_the_twins_of_an_article_are_named_and_there(client, full):
    links = re.findall(
        r'rel="alternate" type="([a-z/]+)" href="([^"]+)"', html(client, full.get_absolute_url())
    )
    assert [kind for kind, _ in links] == ["application/json", "text/plain"]
    for kind, path in links:
        assert client.get(path)["Content-Type"].startswith(kind)


def test_the_first_page_tells_of_the_search(client):
    told = data(client, "/")
    assert told["@type"] == "WebSite"
    wanted = "http://testserver/search?q={search_term_string}"
    assert told["potentialAction"]["target"]["urlTemplate"] == wanted


def test_a_topic_tells_the_way_to_it(client):
    above = Topic.objects.create(name="पर्यावरण")
    below = Topic.objects.create(name="जल", parent=above)
    names = [one["name"] for one in data(client, below.get_absolute_url())["itemListElement"]]
    assert names == ["पर्यावरण", "जल"]


@pytest.mark.parametrize(
    "path, address",
    [
        ("/?ui=en", "/"),
        ("/search?q=तालाब&source=x&sort=newest&page=2", "/search?q=%E0%A4%A4"),
        ("/search?source=x", "/search"),
        ("/articles/{pk}/?q=तालाब&pos=1&mark=0", "/articles/{pk}/"),
        ("/topics/?x=1", "/topics/"),
        ("/topics/जल/?page=2", "/topics/%E0%A4%9C%E0%A4%B2/?page=2"),
        ("/topics/जल/?page=1", "/topics/%E0%A4%9C%E0%A4%B2/"),
        ("/entities/sonpur/", "/entities/sonpur/"),
        ("/help", "/help"),
    ],
)
def test_each_page_has_one_lasting_address(client, full, path, address):
    indexed(*(article(topics=["जल"]) for _ in range(20)))
    found = re.findall(
        '<link rel="canonical" href="([^"]+)">', html(client, path.format(pk=full.pk))
    )
    wanted = f"http://testserver{address}".format(pk=full.pk)
    assert len(found) == 1
    assert found[0].startswith(wanted) if "%A4%A4" in address else found[0] == wanted
    assert "&amp;" not in found[0]


@pytest.mark.parametrize("path", ["/nothing", "/articles/99999/"])
def test_what_is_not_there_has_none(client, path):
    assert "canonical" not in html(client, path)
