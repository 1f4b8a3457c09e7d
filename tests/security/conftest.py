"""What the tests of attacks share."""

import pytest

from tests import builders


@pytest.fixture
def no_gazetteer(db):
    """With a name that is known, ingest does not take in the thousands that come with it."""
    return builders.entity("बावड़ी")
