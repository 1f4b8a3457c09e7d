"""Which topics articles have when curators, inputs and queries disagree."""

import pytest

from articles import filing
from articles.ingestion.pipeline import ingest
from articles.models import Article, FoundTopic, RemovedTopic
from tests import builders
from tests.articles.admin_forms import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return builders.article()


@pytest.fixture
def water():
    return builders.topic("जल")


def hand(article, topic):
    filing.file_by_hand([article.pk], [topic.pk])


def hand_off(article, topic):
    filing.unfile_by_hand([article.pk], [topic.pk])


def input_says(article, topic):
    filing.given([(article.pk, topic.pk)])


def query_finds(article, topic):
    filing.found([(article.pk, topic.pk)], lost=[])


def query_loses(article, topic):
    filing.found([], lost=[(article.pk, topic.pk)])


@pytest.mark.parametrize(
    "acts, has",
    [
        ([query_finds], True),
        ([query_finds, query_loses], False),
        ([query_finds, query_finds, query_loses], False),
        ([query_loses], False),
        ([hand, query_loses], True),
        ([input_says, query_loses], True),
        ([hand, query_finds, query_loses], True),
        ([input_says, query_finds, query_loses], True),
        ([query_finds, hand, query_loses], True),
        ([query_finds, input_says, query_loses], True),
        ([query_finds, hand_off], False),
        ([query_finds, hand_off, query_finds], False),
        ([query_finds, hand_off, input_says], False),
        ([input_says, hand_off, input_says], False),
        ([hand, hand_off, query_finds], False),
        ([hand, hand_off, hand], True),
        ([query_finds, hand_off, hand, query_loses], True),
        ([hand_off, query_finds], True),  # nothing was taken away by hand
    ],
    ids=lambda value: "-".join(act.__name__ for act in value) if isinstance(value, list) else "",
)
def test_the_curator_wins_over_the_input_and_both_over_queries(article, water, acts, has):
    for act in acts:
        act(article, water)
    assert (water in article.topics.all()) is has
    assert not (FoundTopic.objects.exists() and RemovedTopic.objects.exists())


def test_filing_tells_which_articles_it_changed_and_queues_them(article, water):
    other = builders.article(topics=["जल"])
    assert filing.file_by_hand([article.pk, other.pk], [water.pk]) == {(article.pk, water.pk)}
    pairs = {(article.pk, water.pk), (other.pk, water.pk)}
    assert filing.unfile_by_hand([article.pk, other.pk], [water.pk]) == pairs
    assert filing.unfile_by_hand([article.pk, other.pk], [water.pk]) == set()


def test_a_topic_removed_in_the_form_is_not_given_by_the_same_file_again(admin_client, tmp_path):
    record = builders.json_record(id="1", topics=["जल", "खेल"])
    path = builders.write_lines(tmp_path / "एक.jsonl", record)
    ingest([path])
    article = Article.objects.get()
    edit(admin_client, article, topics=[article.topics.get(name="खेल").pk], external_id="1")
    builders.write_lines(tmp_path / "एक.jsonl", record | {"body": "नया पाठ आया।"})
    ingest([path], anew=True)
    article.refresh_from_db()
    assert article.body == "नया पाठ आया।"
    assert [topic.name for topic in article.topics.all()] == ["खेल"]


def test_a_topic_added_in_the_form_stays_when_no_query_finds_it(admin_client, article, water):
    edit(admin_client, article, topics=[water.pk])
    query_loses(article, water)
    assert list(article.topics.all()) == [water]
