"""What several processes remember together in Redis, and that its absence breaks nothing."""

import os
import shutil
import subprocess
import time

import pytest
import redis
from django.core.cache import caches

from newsarchive.caches import shared
from search.engines.base import engine
from tests.browser.served import free_port
from tests.builders import article, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def server(tmp_path):
    """A Redis of this test's own; its address."""
    if not shutil.which("redis-server"):
        reason = "Redis is not installed; on Debian: apt-get install redis-server"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    port = str(free_port())
    command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", tmp_path]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/0"
    wait_for(redis.Redis.from_url(url))
    yield url
    process.terminate()
    process.wait()


def wait_for(known):
    for _ in range(100):
        try:
            return known.ping()
        except redis.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("Redis did not begin")


def total(client) -> int:
    response = client.get("/search.json?q=जल")
    assert response.status_code == 200
    return response.json()["total"]


def test_answers_are_shared(client, settings, server):
    settings.CACHES = shared(server)
    indexed(article("जल संरक्षण"))
    engine.cache_clear()
    assert [total(client), total(client)] == [1, 1]
    caches["answers"].set("kept", "here")
    kept = redis.Redis.from_url(server)
    assert kept.get("answers:1:kept") is not None
    assert caches["default"].get("kept") is None


def test_without_redis_the_archive_answers_all_the_same(client, settings):
    settings.CACHES = shared(f"redis://127.0.0.1:{free_port()}/0")
    indexed(article("जल संरक्षण"))
    assert [total(client), total(client)] == [1, 1]
    assert client.get("/").status_code == 200
