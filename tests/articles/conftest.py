"""Two entities that a curator might take for one, each named by an article."""

import pytest

from tests import builders


@pytest.fixture
def lake():
    made = builders.entity("सोनताल", aliases=["सोन ताल"])
    builders.article("एक", entities=[made])
    return made


@pytest.fixture
def town():
    made = builders.entity("सोन नगर", aliases=["सोनपुर"])
    builders.article("दो", entities=[made])
    return made
