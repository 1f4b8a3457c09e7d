"""Which topics articles have when curators, inputs and queries disagree."""

import pytest

from articles import filing
from articles.curation import articles as acts
from articles.curation import undo
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
    acts.file([article.pk], [topic], "asha")


def hand_off(article, topic):
    acts.unfile([article.pk], [topic], "asha")


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


def by_act(article, topic):
    return acts.file([article.pk], [topic], "asha")


def by_act_off(article, topic):
    return acts.unfile([article.pk], [topic], "asha")


@pytest.mark.parametrize(
    "before, act, then, has",
    [
        ([], by_act, query_loses, True),
        ([query_finds], by_act, query_loses, True),  # it was there, and is now by hand
        ([query_finds], by_act_off, query_finds, False),
        ([input_says], by_act_off, input_says, False),
        ([hand_off], by_act, query_loses, True),
    ],
)
def test_acts_of_curators_are_by_hand(article, water, before, act, then, has):
    for one in before:
        one(article, water)
    act(article, water)
    then(article, water)
    assert (water in article.topics.all()) is has


@pytest.mark.parametrize(
    "before, act, then, has",
    [
        ([], by_act, query_finds, True),  # nobody took it away
        ([input_says, hand_off], by_act, query_finds, False),
        ([query_finds], by_act_off, query_loses, False),
        ([query_finds], by_act_off, hand, True),
        ([hand], by_act_off, query_loses, True),
    ],
)
def test_an_act_undone_is_as_if_it_had_not_been(article, water, before, act, then, has):
    for one in before:
        one(article, water)
    state = filing.topics_of(article), filing.reasons({(article.pk, water.pk)})
    (action,) = act(article, water)
    undo.undo(action, "asha")
    assert (filing.topics_of(article), filing.reasons({(article.pk, water.pk)})) == state
    then(article, water)
    assert (water in article.topics.all()) is has
