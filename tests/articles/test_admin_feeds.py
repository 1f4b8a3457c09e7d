"""Feeds and fetched pages in the admin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Feed, FetchedPage
from tests import builders
from tests.articles.admin_forms import chosen, path

pytestmark = pytest.mark.django_db
URL = "https://namuna.example/feed.xml"
ADD = path("feed", "add/")


@pytest.mark.parametrize("minutes", ["", "60"])
def test_a_feed_is_added(admin_client, minutes):
    source = builders.source()
    data = {"url": URL, "source": source.pk, "enabled": "on", "minutes": minutes}
    assert admin_client.post(ADD, data).status_code == 302
    feed = Feed.objects.get()
    assert (feed.url, feed.source, feed.minutes) == (URL, source, int(minutes or 0) or None)
    assert feed.next_at <= timezone.now()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "https://namuna.example:22/"),
        ("url", "https://user:word@namuna.example/"),
        ("url", "ftp://namuna.example/"),
        ("url", "नमस्ते"),
        ("url", "https://namuna.example/" + "a" * 600),
        ("url", "http://[::1"),
        ("minutes", "0"),
        ("minutes", "99999999999"),
        ("source", "9" * 40),
    ],
)
def test_what_cannot_be_a_feed_is_refused(admin_client, field, value):
    data = {"url": URL, "source": "", "enabled": "on", "minutes": "", field: value}
    answer = admin_client.post(ADD, data)
    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]


def test_two_feeds_of_one_address_are_refused(admin_client):
    Feed.objects.create(url=URL)
    assert admin_client.post(ADD, {"url": URL, "enabled": "on"}).status_code == 200


def test_the_list_shows_how_each_feed_fares(admin_client):
    feed = Feed.objects.create(url=URL, failures=2, reason="The host is not found.")
    Feed.objects.create(url="https://udaharan.example/feed", polled_at=timezone.now())
    FetchedPage.objects.create(key="1", url="https://namuna.example/1", feed=feed)
    text = admin_client.get(path("feed")).content.decode()
    assert "The host is not found." in text and "ठीक" in text
    assert f"?feed__id__exact={feed.pk}" in text


def test_a_feed_can_be_asked_for_at_once(admin_client):
    later = timezone.now() + timedelta(days=1)
    feed = Feed.objects.create(url=URL, next_at=later, enabled=False)
    admin_client.post(path("feed"), chosen("poll_soon", feed))
    feed.refresh_from_db()
    assert feed.enabled and feed.next_at <= timezone.now()
