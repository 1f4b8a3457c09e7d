"""Sitemaps and robots.txt: every article once, and no way into the combinations of facets."""

import pytest
from defusedxml import ElementTree
from protego import Protego

from articles import sitemaps
from articles.models import Article, Entity
from tests.builders import article, entity, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]
SITE = "http://testserver"


def locations(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)
    return [one.text for one in root.iter() if one.tag.endswith("}loc")]


def every(client):
    files = locations(client, "/sitemap.xml")
    return [place for file in files for place in locations(client, file.removeprefix(SITE))]


def test_each_month_has_a_file_and_each_article_stands_in_one(client):
    made = indexed(
        article(published="2020-10-07"),
        article(published="2020-10-31T23:59+05:30"),
        article(published="2021-01-01T00:10+05:30"),
        article(published=None),
    )
    files = locations(client, "/sitemap.xml")
    wanted = ("pages", "sources", "2021-01", "2020-10", "undated")
    assert files == [f"{SITE}/sitemaps/{name}.xml" for name in wanted]
    found = every(client)
    for one in made:
        assert found.count(f"{SITE}{one.get_absolute_url()}") == 1
    assert locations(client, "/sitemaps/2020-10.xml") == [
        f"{SITE}{one.get_absolute_url()}" for one in made[:2]
    ]


def test_every_address_is_a_page_of_its_own(client):
    indexed(article(topics=["जल"], entities=[entity("सोन नगर & “नदी”")]))
    found = every(client)
    assert len(found) == len(set(found)) == 4 + 1 + 1 + 1 + 1
    for place in found:
        response = client.get(place.removeprefix(SITE))
        assert response.status_code == 200
        assert f'<link rel="canonical" href="{place}">' in response.content.decode()


def test_a_month_with_too_many_is_split(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    made = indexed(*(article(published="2020-10-07") for _ in range(5)))
    files = [one for one in locations(client, "/sitemap.xml") if "2020" in one]
    assert files == [f"{SITE}/sitemaps/2020-10{part}.xml" for part in ("", "-2", "-3")]
    places = [place for file in files for place in locations(client, file.removeprefix(SITE))]
    assert places == [f"{SITE}{one.get_absolute_url()}" for one in made]


def test_what_readers_do_not_see_is_not_told(client):
    indexed(
        article(status=Article.Status.HIDDEN),
        article(entities=[entity("छिपा", status=Entity.Status.SUGGESTED, shown=False)]),
    )
    found = every(client)
    assert len([one for one in found if "/articles/" in one]) == 1
    assert not [one for one in found if "/entities/" in one]


def test_it_is_told_when_an_article_was_last_changed(client):
    made = indexed(article(published="2020-10-07"))[0]
    stamp = made.updated_at.astimezone(sitemaps.timezone.get_default_timezone())
    content = client.get("/sitemaps/2020-10.xml").content.decode()
    assert f"<lastmod>{stamp.isoformat(timespec='seconds')}</lastmod>" in content


def test_it_is_told_when_a_month_was_last_changed(client):
    indexed(article(published="2020-10-07"), article(published=None))
    last = indexed(article(published="2020-10-31", status=Article.Status.HIDDEN))[0]
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    told = {one[0].text.rpartition("/")[2]: one[1].text for one in root if len(one) == 2}
    assert set(told) == {"2020-10.xml", "undated.xml"}
    assert told["2020-10.xml"] == sitemaps.stamp(last.updated_at)


@pytest.mark.parametrize(
    "name",
    "2020-11 2020-13 2020-10-2 2020-10-0 names pages-2 0000-00 x 99999999 2020-10-99999".split(),
)
def test_no_other_file_is_there(client, name):
    indexed(article(published="2020-10-07"))
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/2020-10.xml"])
def test_an_unchanged_sitemap_is_not_sent_again(client, path):
    indexed(article(published="2020-10-07"))
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    indexed(article(published="2020-10-08"))
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_archive_has_its_pages_alone(client):
    assert locations(client, "/sitemap.xml") == [f"{SITE}/sitemaps/pages.xml"]


@pytest.fixture
def robots(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return Protego.parse(response.content.decode())


def test_robots_txt_names_the_sitemap(robots):
    assert list(robots.sitemaps) == [f"{SITE}/sitemap.xml"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search",
        "/search?q=तालाब",
        "/articles/1/",
        "/articles/1.json",
        "/entities/sonpur/",
        "/topics/",
        "/topics/जल/?page=2",
        "/help",
        "/sitemap.xml",
        "/openapi.yaml",
        "/static/css/archive.css",
    ],
)
def test_crawlers_read_pages_and_plain_searches(robots, path):
    assert robots.can_fetch(f"{SITE}{path}", "AnyBot")


@pytest.mark.parametrize(
    "path",
    [
        "/search?source=x",
        "/search?q=तालाब&source=x",
        "/search?q=तालाब&page=2",
        "/search?sort=newest&q=तालाब",
        "/search.json?q=तालाब",
        "/search.csv?q=तालाब",
        "/suggest.json?q=त",
        "/trends?q=तालाब",
        "/trends.csv",
        "/admin/",
        "/articles/1/?q=तालाब&pos=2",
        "/articles/1/compare/2/",
        "/topics/?ui=en",
        "/topics/जल/?page=2&ui=en",
    ],
)
def test_crawlers_keep_out_of_what_combines_without_end(robots, path):
    assert not robots.can_fetch(f"{SITE}{path}", "AnyBot")
