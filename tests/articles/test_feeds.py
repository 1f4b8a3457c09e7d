"""The Atom feeds of entities."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from articles.curation import merging
from articles.feeds import NEWEST
from articles.models import Article, Entity
from tests import builders

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def lake():
    return builders.entity("सोनताल", roman="Sontal")


def get(client, row, **headers):
    return client.get(f"{row.get_absolute_url()}feed", headers=headers)


def entries(client, row):
    feed = ElementTree.fromstring(get(client, row).content)
    return feed, feed.findall(f"{ATOM}entry")


def text(node, name):
    return node.find(f"{ATOM}{name}").text


def test_an_entry_says_what_and_when_under_a_lasting_id(client, lake):
    article = builders.article(
        "तालाब <b> भरा", "पहला & दूसरा।\n\nतीसरा।", "2020-10-07 15:57", entities=[lake], byline="रमा"
    )
    feed, (entry,) = entries(client, lake)
    address = f"http://testserver{article.get_absolute_url()}"
    assert text(entry, "id") == entry.find(f"{ATOM}link").get("href") == address
    assert text(entry, "title") == "तालाब <b> भरा"
    assert text(entry, "summary") == "पहला &amp; दूसरा।"  # type="html"
    assert text(entry, "published") == "2020-10-07T10:27:00+00:00"
    assert text(entry, "updated") == text(feed, "updated") == article.updated_at.isoformat()
    assert text(entry.find(f"{ATOM}author"), "name") == "रमा"
    assert text(feed, "id") == f"http://testserver{lake.get_absolute_url()}"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{lake.get_absolute_url()}feed"


def test_only_published_articles_of_the_entity_are_in_it_the_newest_first(client, lake):
    old = builders.article("पुराना", published="2019-01-01", entities=[lake])
    new = builders.article("नया", published="2020-01-01", entities=[lake])
    undated = builders.article("बिना तारीख़", published=None, entities=[lake])
    builders.article("छिपा", entities=[lake], status=Article.Status.HIDDEN)
    builders.article("और कहीं")
    _, found = entries(client, lake)
    assert [text(entry, "title") for entry in found] == [one.title for one in (new, old, undated)]


def test_it_ends_after_the_newest(client, lake):
    for _ in range(NEWEST + 1):
        builders.article(entities=[lake])
    assert len(entries(client, lake)[1]) == NEWEST


def test_an_empty_feed_is_well_formed_and_always_the_same(client, lake):
    feed, found = entries(client, lake)
    assert found == [] and text(feed, "updated") == "1970-01-01T00:00:00+00:00"


def test_characters_that_xml_cannot_hold_are_left_out(client, lake):
    builders.article("ताला\x0bब", "पाठ\x01 यहाँ\ufffe।", entities=[lake])
    _, (entry,) = entries(client, lake)
    assert text(entry, "title") == "तालाब" and text(entry, "summary") == "पाठ यहाँ।"


def test_who_knows_it_already_is_told_so(client, lake):
    article = builders.article(entities=[lake])
    first = get(client, lake)
    assert first["Content-Type"].startswith("application/atom+xml")
    assert get(client, lake, if_none_match=first["ETag"]).status_code == 304
    assert get(client, lake, if_modified_since=first["Last-Modified"]).status_code == 304
    later = timezone.now() + timedelta(seconds=5)
    Article.objects.filter(pk=article.pk).update(title="नया शीर्षक", updated_at=later)
    assert get(client, lake, if_none_match=first["ETag"]).status_code == 200
    assert get(client, lake, if_modified_since=first["Last-Modified"]).status_code == 200


def test_hiding_an_article_changes_the_feed(client, lake):
    builders.article(entities=[lake])
    article = builders.article(entities=[lake])
    before = get(client, lake)["ETag"]
    Article.objects.filter(pk=article.pk).update(status=Article.Status.HIDDEN)
    assert get(client, lake, if_none_match=before).status_code == 200


def test_the_page_names_its_feed(client, lake):
    html = client.get(lake.get_absolute_url()).content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in html
    assert 'href="/entities/sontal/feed"' in html


def test_a_rejected_entity_has_no_feed(client):
    gone = builders.entity("भूल", status=Entity.Status.REJECTED)
    assert get(client, gone).status_code == 410


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, lake, method):
    assert getattr(client, method)(f"{lake.get_absolute_url()}feed").status_code == 405


def test_the_feed_of_a_merged_name_is_at_the_other(client, lake):
    town = builders.entity("सोन ताल")
    builders.article(entities=[town])
    builders.article(entities=[lake])
    merging.merge([town], lake, "सविता")
    answer = get(client, town)
    assert (answer.status_code, answer["Location"]) == (301, "/entities/sontal/feed")
    assert len(entries(client, lake)[1]) == 2
