"""``SEARCH_URL`` of a cluster, read and refused."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import engine
from search.engines.opensearch.address import Address, address_of


@pytest.mark.parametrize(
    "url, address",
    [
        ("opensearch://host/news", Address(("host:9200",), "news")),
        ("opensearch://host:9201/news/", Address(("host:9201",), "news")),
        ("opensearch://[::1]:9201/news", Address(("[::1]:9201",), "news")),
        ("opensearch://a,b:1,c/news", Address(("a:9200", "b:1", "c:9200"), "news")),
        (
            "opensearch+https://me:p%40ss:%2F@a,b/news-1?shards=6&replicas=0&ca=/etc/ca.pem",
            Address(
                hosts=("a:9200", "b:9200"),
                index="news-1",
                user="me",
                password="p@ss:/",
                encrypted=True,
                ca="/etc/ca.pem",
                shards=6,
                replicas=0,
            ),
        ),
    ],
)
def test_addresses_are_read(url, address):
    assert address_of(urlsplit(url)) == address


@pytest.mark.parametrize(
    "url, reason",
    [
        ("opensearch://me:secret@host", "no name of an index"),
        ("opensearch://me:secret@host/News", "no name of an index"),
        ("opensearch://me:secret@host/a/b", "no name of an index"),
        ("opensearch://me:secret@/news", "a host is missing"),
        ("opensearch://me:secret@host:x/news", "no host with a port"),
        ("opensearch://me:secret@host/news?shards=0", "shards=0"),
        ("opensearch://me:secret@host/news?replicas=-1", "replicas=-1"),
        ("opensearch://me:secret@host/news?shard=2", "shard: only ca, shards"),
        ("elastic://me:secret@host/news", "begins with 'elastic'"),
    ],
)
def test_what_is_wrong_is_told_without_the_password(url, reason, settings):
    settings.SEARCH_URL = url
    engine.cache_clear()
    with pytest.raises(ImproperlyConfigured, match=reason) as caught:
        engine()
    assert "SEARCH_URL" in str(caught.value) and "secret" not in str(caught.value)


def test_a_password_stands_in_no_message():
    address = address_of(urlsplit("opensearch://me:secret@host/news"))
    assert str(address) == "opensearch://host:9200/news"
