import pytest

from tests.articles.ingestion.web.site import Site


@pytest.fixture
def site(settings):
    """A newspaper on loopback, which may be fetched from, without polite waits."""
    settings.FETCH_HOSTS = ["127.0.0.1"]
    settings.FETCH_DELAY = 0
    settings.FETCH_TIMEOUT = 1
    with Site() as running:
        yield running
