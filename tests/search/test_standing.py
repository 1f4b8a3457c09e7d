"""Standing queries: what they find, one article at a time and in bulk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.curation import articles as acts
from articles.curation import merging, undo
from articles.ingestion.pipeline import ingest
from articles.models import Article, FoundTopic, Source, Topic
from search import indexer, standing
from search.engines.base import NEWEST, Request
from search.engines.embedded.engine import WhooshEngine
from search.query import QueryError
from search.standing import Finder, Standing, read
from search.tallies import newest
from tests import builders

pytestmark = pytest.mark.django_db
# Few words are asked for, so that texts have them beside one another and apart.
ASKED = "तालाब जल संरक्षण हिंद कोविड-19 भाजपा delhi 10,000 मेला".split()
FORMS = "तालाबों तालाब, जल-संरक्षण हिन्द हिंद-प्रशांत कोविड 19 बीजेपी दिल्ली (मेला) 10000 मेले।".split()
OTHERS = ["यहाँ", "–", "बहुत", "।"]


@pytest.fixture
def a_source(db):
    """Names of sources are looked up in the database, by an id that the documents have too."""
    return Source.objects.create(pk=777, name="उदाहरण टाइम्स")


def documents():
    words = st.sampled_from([*ASKED, *FORMS]) | st.sampled_from(ASKED) | st.sampled_from(OTHERS)
    text = st.lists(words, max_size=8).map(" ".join)
    sources = st.sampled_from([1, 777])
    years = st.sampled_from([2019, 2020])
    facts = st.tuples(text, text, sources, years)
    return st.lists(facts, min_size=1, max_size=4).map(
        lambda rows: [
            builders.document(pk, body, year, title=title, source=source)
            for pk, (title, body, source, year) in enumerate(rows, start=1)
        ]
    )


def queries():
    words = st.sampled_from(ASKED)
    phrases = st.tuples(words, words).map(lambda two: f'"{two[0]} {two[1]}"')
    prefixes = st.sampled_from(["ताला*", "हि*", "सं*"])
    fields = st.sampled_from(['स्रोत:"उदाहरण टाइम्स"', "तारीख:2020", "-स्रोत:उदाहरण टाइम्स"])
    parts = words | phrases | phrases | prefixes | fields

    def larger(part):
        several = st.lists(part, min_size=2, max_size=3)
        return (
            several.map(" ".join)
            | several.map(lambda some: f"({' OR '.join(some)})")
            | part.map(lambda one: f"-({one})" if " " in one else f"-{one.lstrip('-')}")
        )

    return st.recursive(parts, larger, max_leaves=5)


def readable(query):
    try:
        return read(query)
    except QueryError:
        return None


@pytest.mark.usefixtures("a_source")
@settings(max_examples=60)
@given(documents(), st.lists(queries(), min_size=1, max_size=4))
def test_one_at_a_time_in_bulk_and_by_search_the_same_is_found(tmp_path_factory, articles, typed):
    asked = [Standing(n, node) for n, node in enumerate(map(readable, typed)) if node]
    bulk = Finder(asked).pairs(articles)
    alone = set().union(*(Finder(asked).pairs([one]) for one in articles))
    whole = WhooshEngine(str(tmp_path_factory.mktemp("whole")))
    whole.rebuild(iter(articles), lambda: ((), (), 0))
    searched = {
        (pk, one.topic)
        for one in asked
        for pk in whole.match(Request(query=one.node, sort=NEWEST)).ids()
    }
    assert alone == bulk == searched


@pytest.mark.parametrize(
    "query, spot",
    [
        ("जल OR", "OR"),
        ("तालाब तारीख:कल", "तारीख:कल"),
        ("तालाब विषय:खेल", "विषय:खेल"),
        ('topic:"खेल" OR तालाब', 'topic:"खेल"'),
        ("स्रोत:अनजान तालाब", "स्रोत:अनजान"),
        ("।।", "।।"),
        ("तालाब विषय:खेल OR", "विषय:खेल"),
    ],
)
def test_a_query_that_cannot_stand_shows_where(query, spot):
    builders.topic("खेल")
    fault = standing.fault_of(query)
    assert fault.spot == spot and fault.message
    assert fault.before + fault.spot + fault.after == query
    assert not fault.repaired or standing.fault_of(fault.repaired) is None


def test_roman_letters_are_not_guessed_but_names_are_known():
    assert readable("talab") == readable("TALAB")
    others = readable("delhi").others
    assert ("दिल्ली",) in [one.words for one in others]


def topics_of(article):
    return {topic.name for topic in article.topics.all()}


def standing_topic(name="जल", query="तालाब OR बावड़ी"):
    return Topic.objects.create(name=name, query=query)


def drain():
    indexer.update()


@pytest.mark.usefixtures("index")
class TestFiling:
    def test_what_comes_in_is_filed(self, tmp_path):
        standing_topic()
        lines = [
            builders.json_record(id="1", title="तालाबों की सफ़ाई"),
            builders.json_record(id="2", title="मेला लगा", body="लोग आए।"),
        ]
        ingest([builders.write_lines(tmp_path / "नमूना.jsonl", *lines)])
        drain()
        found = {a.external_id: topics_of(a) for a in Article.objects.all()}
        assert found == {"1": {"जल"}, "2": set()}

    def test_the_index_has_it_with_the_same_write(self):
        topic = standing_topic()
        article = builders.article("तालाब भरा")
        drain()
        assert list(engine_ids(topic)) == [article.pk]
        assert indexer.lag() == 0

    def test_what_is_above_the_topic_is_indexed_too(self):
        top = builders.topic("पर्यावरण")
        Topic.objects.create(name="जल", query="तालाब", parent=top)
        article = builders.article("तालाब भरा")
        drain()
        assert list(engine_ids(top)) == [article.pk]
        assert topics_of(article) == {"जल"}

    def test_an_article_that_no_longer_matches_loses_it(self):
        topic = standing_topic()
        article = builders.article("तालाब भरा", "पानी आया।")
        drain()
        article.title = "मेला लगा"
        article.save()
        drain()
        assert topics_of(article) == set() and not list(engine_ids(topic))

    def test_what_was_given_otherwise_stays(self):
        standing_topic()
        article = builders.article("मेला लगा", "पानी आया।", topics=["जल"])
        drain()
        assert topics_of(article) == {"जल"}

    def test_what_a_curator_took_away_stays_away(self):
        topic = standing_topic()
        article = builders.article("तालाब भरा")
        drain()
        acts.unfile([article.pk], [topic], "asha")
        drain()
        article.save()
        drain()
        assert topics_of(article) == set() and not list(engine_ids(topic))

    def test_a_hidden_article_is_filed_when_it_is_shown(self):
        standing_topic()
        article = builders.article("तालाब भरा", status=Article.Status.HIDDEN)
        drain()
        assert topics_of(article) == set()
        article.status = Article.Status.PUBLISHED
        article.save()
        drain()
        assert topics_of(article) == {"जल"}

    def test_a_query_that_cannot_be_read_any_more_leaves_all_as_it_is(self, caplog):
        topic = standing_topic(query='स्रोत:"नमूना समाचार"')
        article = builders.article("कुछ भी")
        drain()
        Source.objects.update(name="नया नाम", folded="नया नाम")
        article.save()
        drain()
        assert topics_of(article) == {"जल"}
        assert f"topic {topic.pk}" in caplog.text

    def test_a_topic_without_its_query_loses_what_that_found(self):
        topic = standing_topic()
        article = builders.article("तालाब भरा")
        drain()
        Topic.objects.filter(pk=topic.pk).update(query="")
        article.save()
        drain()
        assert topics_of(article) == set() and not FoundTopic.objects.exists()

    def test_changes_that_wait_are_filed_when_the_index_is_made_anew(self):
        topic = standing_topic()
        article = builders.article("तालाब भरा")
        indexer.rebuild()
        assert topics_of(article) == {"जल"} and list(engine_ids(topic)) == [article.pk]

    def test_what_asks_for_a_name_finds_what_is_merged_into_it(self):
        lake, town = builders.entity("सोनताल"), builders.entity("सोन ताल")
        standing_topic(query="नाम:सोनताल")
        article = builders.article(entities=[town])
        drain()
        assert topics_of(article) == set()
        action = merging.merge([town], lake, "asha")
        drain()
        assert topics_of(article) == {"जल"}
        undo.undo(action, "asha")
        drain()
        assert topics_of(article) == set()

    def test_filed_one_by_one_they_are_as_filed_together(self):
        standing_topic("जल", "तालाब OR बावड़ी")
        standing_topic("मेले", "मेला -तालाब")
        standing_topic("पुराने", "तारीख:2019")
        titles = ["तालाब भरा", "मेला लगा", "तालाब पर मेला", "बावडी मिली", "कुछ और"]
        made = [
            builders.article(title, "पाठ।", published=f"20{19 + n % 2}-01-02")
            for n, title in enumerate(titles)
        ]
        for one in made:
            list(standing.filed(indexer.stored([one.pk])))
        alone = [topics_of(one) for one in made]
        Article.topics.through.objects.all().delete()
        FoundTopic.objects.all().delete()
        list(standing.filed(indexer.stored([one.pk for one in made])))
        assert [topics_of(one) for one in made] == alone
        assert alone == [{"जल", "पुराने"}, {"मेले"}, {"जल", "पुराने"}, {"जल"}, {"पुराने"}]


def engine_ids(topic):
    return newest("topic", (topic.pk,), 0, 10)


def test_without_standing_queries_nothing_is_asked(django_assert_num_queries):
    documents = [builders.document(1, "तालाब")]
    with django_assert_num_queries(2):
        assert list(standing.filed(documents)) == documents
