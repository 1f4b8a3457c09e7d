"""While the index cannot be read, titles in the database are searched and it is made anew."""

import subprocess

import pytest
from django.http import QueryDict

from search import repair
from search.engines.base import DAY, MONTH, YEAR, IndexUnavailable, engine
from search.filters import SearchFilter
from search.results import Results
from tests.builders import article, entity, indexed, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

FACETS = ("source", "entity", "topic", "agency")


def asked(address):
    return SearchFilter(QueryDict(address), queryset=Results()).qs


def answer(address):
    """Return all that a search says: ids in order, totals, and each facet."""
    results = asked(address)
    counts = {name: results.matches.counts(name, name) for name in FACETS}
    ids = [pk for pk, _ in results.matches.page(0, 50)]
    dates = [results.matches.periods(unit) for unit in (YEAR, MONTH, DAY)]
    return ids, results.count(), counts, results.matches.span(), dates


@pytest.fixture
def articles(index):
    place = entity("सोनपुर")
    indexed(
        article(
            "तालाब भरा",
            body="क",
            source_name="नमूना समाचार",
            published="2020-10-07",
            entities=[place],
            topics=[topic("जल")],
        ),
        article(
            "तालाब सूखा",
            body="ख",
            source_name="उदाहरण टाइम्स",
            published="2021-03-01",
            topics=[topic("जल"), topic("मौसम")],
        ),
        article("मेला लगा", body="ग", source_name="नमूना समाचार", entities=[place]),
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sort=oldest",
        "q=तालाब&sort=newest",
        "q=तालाब सूखा&sort=newest",
        'q="तालाब भरा"&sort=newest',
        "q=भरा OR मेला&sort=newest",
        "q=ताला*&sort=newest",
        "q=तालाब -सूखा&sort=newest",
        "q=नाम:सोनपुर&sort=newest",
        "q=तारीख:2020&sort=newest",
        "q=कौन तालाब भरा?&sort=newest",
        "source=नमूना समाचार",
        "source=नमूना समाचार&source=उदाहरण टाइम्स&topic=जल",
        "not_topic=मौसम",
        "entity=sonpur&from=2020-01-01&to=2020-12-31",
        "source=अनजाना",
    ],
)
def test_titles_are_found_filtered_and_counted_as_by_the_index(address, articles, monkeypatch):
    by_index = answer(address)
    monkeypatch.setattr(engine(), "match", unreadable)
    assert asked(address).unindexed
    assert answer(address) == by_index


def unreadable(request):
    raise IndexUnavailable("The search index cannot be read.")


def test_hidden_articles_stay_hidden():
    made = article("तालाब भरा")
    made.status = made.Status.HIDDEN
    made.save()
    assert (asked("q=तालाब").count(), asked("q=तालाब").unindexed) == (0, True)


class TestRepair:
    @pytest.fixture(autouse=True)
    def started(self, settings, monkeypatch):
        settings.REPAIR_INDEX = True
        self.commands = []
        monkeypatch.setattr(subprocess, "Popen", lambda command, **_: self.commands.append(command))

    def test_a_rebuild_begins_once_however_many_ask(self):
        article()
        one = repair.Repair()
        for _ in range(3):
            one.begin(IndexUnavailable("gone"))
        assert [command[-1] for command in self.commands] == ["update_index"]

    def test_nothing_is_begun_for_an_archive_without_articles(self):
        repair.Repair().begin(IndexUnavailable("gone"))
        assert self.commands == []

    def test_nothing_is_begun_while_a_rebuild_is_under_way(self, monkeypatch):
        article()
        monkeypatch.setattr(engine(), "rebuilding", lambda: True)
        repair.Repair().begin(IndexUnavailable("gone"))
        assert self.commands == []
