"""The tests of matches, further words and likeness, once more for a cluster."""

from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from hypothesis import settings as hypothesis_settings

from search.engines.opensearch.engine import OpenSearchEngine
from tests.search.engines.test_alike import (  # noqa: F401
    made,
    test_deleted_articles_are_not_found,
    test_no_more_come_than_are_asked_for,
    test_rare_words_and_entities_find_their_articles_and_nothing_else,
    test_the_nearer_in_time_is_worth_more,
    test_what_every_article_has_and_what_none_has_finds_nothing,
)
from tests.search.engines.test_beside import (
    test_counts_are_those_of_reading_every_article as counted_as_read,
)
from tests.search.engines.test_beside import (  # noqa: F401
    test_of_equal_ones_the_newest_are_better,
    test_the_best_have_one_of_further_words,
    test_the_best_have_the_words_most_often_and_in_their_titles,
    test_without_words_all_articles_are_meant,
)
from tests.search.engines.test_matches import (  # noqa: F401
    filled,
    test_each_facet_is_counted_without_its_own_filter,
    test_pages_have_what_was_asked_for_in_order,
)

pytestmark = pytest.mark.usefixtures("opensearch")
test_counts_are_those_of_reading_every_article = hypothesis_settings(max_examples=10)(
    counted_as_read
)


@pytest.fixture
def index(opensearch):
    return opensearch


@pytest.fixture(scope="module")
def archive(cluster):
    """What ``test_matches`` has of Whoosh, in two shards of a cluster."""
    url = f"opensearch://{cluster}/matches-{uuid4().hex[:8]}?replicas=0&shards=2"
    engine = OpenSearchEngine.of(urlsplit(url))
    yield engine, filled(engine)
    engine.cluster.client.indices.delete(index=f"{engine.cluster.alias}-*")
