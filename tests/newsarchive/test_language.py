"""The language of what is answered, and what caches on the way are told of it."""

import pytest
from django.conf import settings

from tests import builders

COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help", "/trends", "/nowhere", "/bulk", "/search"])
def test_caches_keep_the_pages_of_each_language_apart(client, address):
    assert "Cookie" in client.get(address)["Vary"]
    client.cookies[COOKIE] = "en"
    response = client.get(address)
    assert response["Content-Language"] == "en" and "Cookie" in response["Vary"]


@pytest.mark.django_db
def test_a_feed_is_the_same_for_readers_of_all_languages(client):
    client.cookies[COOKIE] = "en"
    response = client.get(f"{builders.source().get_absolute_url()}feed")
    assert response["Content-Language"] == "hi"
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("asked, kept", [("en", ["en"]), ("hi", ["hi"]), ("fr", []), ("", [])])
def test_only_a_language_that_there_is_is_remembered(client, asked, kept):
    response = client.get("/help", {"ui": asked})
    assert [cookie.value for cookie in response.cookies.values()] == kept
