"""What all tests share: nothing remembered from the test before, and a search index."""

import itertools
import os
import time
from types import SimpleNamespace
from uuid import uuid4

import django_ratelimit.core
import pytest
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from search import vocabulary
from search.engines.base import engine
from search.engines.opensearch.address import Address
from search.engines.opensearch.client import client_of
from search.labels import LABELS
from tests.cluster import ADDRESSES, Cluster, missing

# Nothing that a fixture gives is changed by an example, so that all may share it.
# Two cores serve many here, so that a slow example says nothing.
hypothesis_settings.register_profile(
    "archive",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("archive")
numbers = itertools.count(1)
ENGINE = os.environ.get("TEST_ENGINE", "whoosh")  # or opensearch


def pytest_addoption(parser):
    how = "only tests that use the database or an index, for a run on servers"
    parser.addoption("--servers", action="store_true", help=how)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--servers"):
        config.hook.pytest_deselected(items=[item for item in items if not uses_servers(item)])
        items[:] = filter(uses_servers, items)


def uses_servers(item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("own_database")
    used = {"db", "transactional_db", "index", "opensearch"}
    return bool(marked) or not used.isdisjoint(item.fixturenames)


@pytest.fixture(autouse=True)
def nothing_remembered():
    for one in caches.all(initialized_only=True):
        one.clear()
    for lookup in (vocabulary.sounding_like, vocabulary.latin_for):
        lookup.cache_clear()
    for labels in LABELS.values():
        labels.forget()


@pytest.fixture(autouse=True)
def no_index(settings, request):
    """What another test indexed is not counted: each begins without an index."""
    if by_cluster(request):
        request.getfixturevalue("opensearch")
        return
    settings.SEARCH_URL = f"whoosh://{settings.HOME}/index-{next(numbers)}"
    engine.cache_clear()


@pytest.fixture
def standing_clock(monkeypatch):
    """A clock of rates that stands: else the time that is counted in may end within a test."""
    now = time.time()
    monkeypatch.setattr(django_ratelimit.core, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def index(settings, tmp_path, request):
    """An index of this test's own; returns its folder, which does not exist yet."""
    folder = tmp_path / "index"
    if not by_cluster(request):
        settings.SEARCH_URL = f"whoosh://{folder}"
        engine.cache_clear()
    yield folder
    engine.cache_clear()


def by_cluster(request) -> bool:
    """Whether a test is to search by a cluster: all but those of the embedded engine itself."""
    return ENGINE == "opensearch" and not request.node.get_closest_marker("embedded")


@pytest.fixture(scope="session")
def cluster():
    """The addresses of an OpenSearch cluster: one that runs already, or one of a single node."""
    if addresses := os.environ.get(ADDRESSES):
        yield addresses
        return
    java_or_skip()
    with Cluster(1) as started:
        yield started.addresses


def java_or_skip() -> None:
    """Skip a test without what a cluster needs; where all must be tested, it fails."""
    if name := missing():
        reason = f"{name} is not installed; OpenSearch needs a JDK and Maven."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def cluster_client(cluster):
    return client_of(Address(tuple(cluster.split(",")), "test"))


@pytest.fixture
def opensearch(cluster_client, cluster, settings):
    """An index of this test's own in the cluster."""
    name = f"test-{uuid4().hex}"
    settings.SEARCH_URL = f"opensearch://{cluster}/{name}?replicas=0"
    engine.cache_clear()
    yield
    cluster_client.indices.delete(index=f"{name}-*")
    engine.cache_clear()
