"""What stands here is about the embedded engine; ``tests/search/opensearch`` has the other."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.embedded)
