"""Both engines answer alike: the same searches of the same archive, by Whoosh and by a cluster.

Totals, ids, facets, dates, suggestions and readings must be the same. Scores may differ: of the
best ten of each search at least ``OVERLAP`` must be the same articles (words that nearly every
article has are worth less to a cluster), on average ``MEAN_OVERLAP``.
"""

from statistics import mean
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.test import override_settings

from articles.models import Article, Entity
from search import indexer, related, suggest, tallies, vocabulary
from search.correct import corrections
from search.engines.base import DAY, MONTH, YEAR, engine
from search.engines.embedded.engine import WhooshEngine
from search.engines.opensearch.engine import OpenSearchEngine
from search.facets import FACETS
from search.filters import SearchFilter
from search.results import Results
from search.saved import news
from search.state import QueryState
from search.understood import understood, word_counts
from tests.builders import article, entity
from tests.search.opensearch.searches import ADDRESSES, BEGUN, MISSPELT, SORTS

pytestmark = pytest.mark.django_db

OVERLAP, MEAN_OVERLAP, MEAN_OF_RELATED = 0.5, 0.95, 0.9
BEST = 10


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker, cluster, tmp_path_factory):
    """The sample and some rarities, in the database and in an index of either engine."""
    urls = (
        f"whoosh://{tmp_path_factory.mktemp('conformance')}/index",
        f"opensearch://{cluster}/conformance-{uuid4().hex[:8]}?replicas=0&shards=2",
    )
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(SEARCH_URL=urls[0]):
            engine.cache_clear()
            call_command("load_sample", verbosity=0)
            rarities()
            words, _ = [filled(url) for url in urls]
            vocabulary.rebuild(words)
        yield urls
        transaction.set_rollback(True)
    with override_settings(SEARCH_URL=urls[1]):
        engine.cache_clear()
        used = engine().cluster
        used.client.indices.delete(index=f"{used.alias}-*")
    engine.cache_clear()


def rarities():
    """What the sample has not: no date, an old one, paragraphs, copies in words, other letters."""
    lake = entity("सोनताल", aliases=("सोन ताल",))
    article("घाट के पास", "नदी का घाट\n\nपुल के नीचे घाट", None, entities=(lake,))
    article("आज़ादी की सुबह", "दिन दिन भर लोग जुटे।", "1947-08-15", agency="भाषा")
    article("PM ने talab देखा", "ISRO और talab, COVID-19 के बाद।", "2024-02-29 23:59")
    for number in range(12):
        article("तालाब का मेला", f"मेला संख्या {number}, तालाब के किनारे।", "2021-01-31 00:00")


def filled(url):
    with override_settings(SEARCH_URL=url):
        engine.cache_clear()
        return engine().rebuild(indexer.documents_of(None), lambda: ((), (), 0))


@pytest.fixture
def both(archive, settings):
    """Ask the same of either engine, and return the two answers."""

    def ask(question, *arguments):
        answers = []
        for url in archive:
            settings.SEARCH_URL = url
            engine.cache_clear()
            for one in caches.all(initialized_only=True):
                one.clear()
            answers.append(question(*arguments))
        return answers

    yield ask
    engine.cache_clear()


def results_of(address: str) -> Results:
    filters = SearchFilter(QueryDict(address), queryset=Results())
    assert not filters.errors
    return filters.qs


def found(address: str) -> dict:
    results = results_of(address)
    matches = results.matches
    return {
        "indexed": not results.unindexed,
        "total": results.count(),
        "ids": sorted(matches.ids()),
        "read": (results.expanded.readings, results.loosened),
        "facets": {
            name: list(matches.counts(facet.column, name).items()) for name, facet in FACETS.items()
        },
        "all counts": list(matches.counts("entity").items()),
        "span": matches.span(),
        "periods": [sorted(matches.periods(unit).items()) for unit in (YEAR, MONTH, DAY)],
    }


def page(address: str, start: int = 0, stop: int = BEST) -> list[int]:
    return [pk for pk, _ in results_of(address).matches.page(start, stop)]


def overlap(pages: list[list[int]]) -> float:
    one, other = map(set, pages)
    return len(one & other) / len(one) if one else 1.0


def test_the_engines_are_the_two(both):
    assert both(lambda: type(engine()._part)) == [WhooshEngine, OpenSearchEngine]
    assert Article.objects.count() > 160


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_found_and_counted_is_the_same(both, address):
    by_whoosh, by_cluster = both(found, address)
    assert by_whoosh["indexed"] and by_cluster["indexed"]
    assert by_cluster == by_whoosh


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("address", ADDRESSES[::3])
def test_orders_by_date_are_the_same_on_every_page(both, address, sort):
    for start, stop in ((0, 10), (10, 20), (5, 500), (490, 500)):
        by_whoosh, by_cluster = both(page, f"{address}&sort={sort}", start, stop)
        assert by_cluster == by_whoosh


def test_the_best_are_mostly_the_same(both):
    shared = {address: overlap(both(page, address)) for address in ADDRESSES}
    assert {address for address, share in shared.items() if share < OVERLAP} == set()
    assert mean(shared.values()) >= MEAN_OVERLAP


def test_pages_by_relevance_hold_each_hit_once(both):
    whole, parts = both(page, "q=तालाब OR पानी OR दिवस", 0, 500), []
    for start in range(0, len(whole[1]), 7):
        parts += both(page, "q=तालाब OR पानी OR दिवस", start, start + 7)[1]
    assert parts == whole[1]
    assert sorted(parts) == sorted(whole[0])


@pytest.mark.parametrize("text", BEGUN)
def test_suggestions_are_the_same(both, text):
    """Of words and headlines a few are shown, from the articles that score best."""
    by_whoosh, by_cluster = both(groups_of, text)
    for group in ("names", "topics"):
        assert by_cluster.get(group) == by_whoosh.get(group)
    assert len(by_cluster.get("headlines", ())) == len(by_whoosh.get("headlines", ()))
    words = [
        {one["text"]: one["count"] for one in found.get("words", ())}
        for found in (by_whoosh, by_cluster)
    ]
    assert list(words[0])[:1] == list(words[1])[:1]
    shared = words[0].keys() & words[1].keys()
    assert 2 * len(shared) >= len(words[0])
    assert {one: words[0][one] for one in shared} == {one: words[1][one] for one in shared}


def groups_of(text: str) -> dict:
    return {group["name"]: group["items"] for group in suggest.answer(text)["groups"]}


@pytest.mark.parametrize("words", [(), ("तालाब",), ("विश्व", "दिवस"), ("अनजाना",)])
@pytest.mark.parametrize("further", [(), ("जल", "सफाई"), ("अनजाना",)])
def test_further_words_are_counted_and_found_alike(both, words, further):
    def told():
        beside = engine().beside(words)
        best = sorted(beside.best(1000, further))
        return beside.total, beside.counts(["जल", "पानी", "तालाबों", "अनजाना"]), best

    by_whoosh, by_cluster = both(told)
    assert by_cluster == by_whoosh
    in_titles = both(lambda: set(engine().beside(words).best(1000, further, in_titles=True)))
    assert in_titles[1] <= in_titles[0]  # Whoosh's may have them often enough in the text


@pytest.mark.parametrize("text", MISSPELT)
def test_likelier_words_and_what_they_find_are_the_same(both, text):
    by_whoosh, by_cluster = both(lambda: corrections(results_of(f"q={text}")))
    assert by_cluster == by_whoosh


@pytest.mark.parametrize("text", ["jal sanrakshan", "talab as typed", "तालाब बारहसिंगा"])
def test_how_a_query_was_understood_is_the_same(both, text):
    def told():
        results, state = results_of(f"q={text}"), QueryState.of(QueryDict(f"q={text}"))
        return understood(results, state), word_counts(results, state)

    by_whoosh, by_cluster = both(told)
    assert by_cluster == by_whoosh


def test_related_articles_are_mostly_the_same(both):
    def shown(one):
        return [each.article.pk for each in related.related(one)]

    shares = [overlap(both(shown, one)) for one in Article.objects.order_by("pk")[::9]]
    assert mean(shares) >= MEAN_OF_RELATED


def test_counts_of_pages_without_a_search_are_the_same(both):
    pk = Entity.objects.get(label="सोनताल").pk
    for kind, ids in (("", ()), ("entity", (pk,))):
        by_whoosh, by_cluster = both(tallies.tally, kind, ids)
        assert by_cluster == by_whoosh
        assert len(set(map(tuple, both(tallies.newest, kind, ids, 0, 50)))) == 1


@pytest.mark.parametrize("text", ["तालाब", "talab", ""])
def test_what_is_new_in_a_saved_search_is_the_same(both, text):
    latest = both(news.latest)
    assert latest[0] == latest[1] == Article.objects.order_by("pk").last().pk
    middle = latest[0] - 20
    for after, upto in ((0, latest[0]), (middle, latest[0]), (middle, middle + 5), (latest[0], 0)):
        by_whoosh, by_cluster = both(news.news_of, results_of(f"q={text}"), after, upto)
        assert by_cluster == by_whoosh


def test_the_index_tells_the_same_of_itself(both):
    assert len({tuple(sorted(found)) for found in both(lambda: list(engine().versions()))}) == 1
    words = "तालाब जल संरक्षण अनजाना talab".split()
    by_whoosh, by_cluster = both(lambda: list(engine().frequencies(words)))
    assert by_cluster == by_whoosh
    assert len(set(both(lambda: engine().size()))) == 1
