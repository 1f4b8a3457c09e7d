"""Copies among search results: one card for a story, and nothing hidden."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Cluster
from tests.builders import article, indexed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_index(index):
    return index


def cluster(count, **facts):
    made = Cluster.objects.create()
    return [
        article(
            cluster=made,
            source_name=f"पत्र {number}",
            title=f"तालाब {number}",
            published=f"2020-10-{number + 1:02}",
            **facts,
        )
        for number in range(count)
    ]


def context(client, **data):
    return client.get("/search", {"q": "तालाब", "sort": "newest"} | data).context


def cards(client, **data):
    return [hit.article.title for hit in context(client, **data)["page"].object_list]


def html(client, **data):
    answer = client.get("/search", {"q": "तालाब", "sort": "newest"} | data)
    return " ".join(answer.content.decode().split())


class TestPage:
    def test_copies_stand_under_the_first_of_them(self, client):
        indexed(*cluster(3), article("तालाब और", published="2020-01-01"))
        assert cards(client) == ["तालाब 2", "तालाब और"]
        shown = html(client)
        assert "यही समाचार 2 और स्रोतों में" in shown
        for number in (0, 1):
            assert f">तालाब {number}</a>" in shown
        assert shown.count('<details class="cluster">') == 1

    def test_totals_and_pages_count_articles(self, client):
        indexed(*cluster(3), *cluster(3))
        made = context(client)
        assert (made["total"], made["page"].paginator.count) == (6, 6)
        assert len(made["page"].object_list) == 2

    def test_copies_that_no_hit_is_are_listed_too(self, client):
        one, other = cluster(2)
        other.title = other.body = "कुछ और"
        other.save()
        indexed(one, other)
        assert cards(client) == ["तालाब 0"]
        assert ">कुछ और</a>" in html(client)

    def test_a_page_begins_anew(self, client):
        """Paging counts hits, so that a story may stand on two pages."""
        indexed(*cluster(25))
        assert cards(client, per="20") == ["तालाब 24"]
        assert cards(client, per="20", page="2") == ["तालाब 4"]

    def test_links_keep_their_places_in_the_results(self, client):
        indexed(*cluster(3), article("तालाब और", published="2020-01-01"))
        urls = [hit.url for hit in context(client)["page"].object_list]
        assert [url.rpartition("pos=")[2] for url in urls] == ["1", "4"]

    def test_the_first_publisher_is_marked(self, client):
        indexed(*cluster(2))
        assert html(client).count('<span class="tag">सबसे पहले</span>') == 1
        only_first = html(client, to="2020-10-01")
        assert "सबसे पहले इस स्रोत में छपा: पत्र 0" in only_first

    def test_hidden_copies_are_neither_listed_nor_counted(self, client):
        _one, *others = cluster(3)
        Article.objects.filter(pk=others[0].pk).update(status=Article.Status.HIDDEN)
        indexed()
        shown = html(client)
        assert "यही समाचार 1 और स्रोत में" in shown
        assert "तालाब 1" not in shown
        Article.objects.filter(pk=others[1].pk).update(status=Article.Status.HIDDEN)
        assert "यही समाचार" not in html(client)

    def test_versions_in_one_paper_are_no_other_source(self, client):
        made = Cluster.objects.create()
        indexed(*(article(f"तालाब {number}", cluster=made) for number in range(2)))
        assert "यही समाचार इसी स्रोत में फिर" in html(client)

    def test_one_query_is_enough_and_none_where_nothing_is_copied(self, client):
        indexed(article("तालाब और"))
        assert self.queries(client) == 0
        indexed(*cluster(3), *cluster(3))
        assert self.queries(client) == 1

    def queries(self, client):
        """Return how often the database was asked for members of clusters."""
        with CaptureQueriesContext(connection) as asked:
            assert cards(client)
        return sum('"cluster_id" IN' in query["sql"] for query in asked)


class TestJson:
    def hits(self, client):
        data = {"q": "तालाब", "sort": "newest"}
        return client.get("/search.json", data).json()["hits"]

    def test_no_hit_is_dropped_and_each_knows_its_copies(self, client):
        made = cluster(3)
        indexed(*made, article("तालाब और", published="2020-01-01"))
        found = [(hit["title"], hit["cluster"], hit["copies"]) for hit in self.hits(client)]
        number = made[0].cluster_id
        copied = [(f"तालाब {place}", number, 2) for place in (2, 1, 0)]
        assert found == [*copied, ("तालाब और", None, 0)]

    def test_hidden_copies_are_not_counted(self, client):
        _one, *others = cluster(3)
        Article.objects.filter(pk=others[0].pk).update(status=Article.Status.HIDDEN)
        indexed()
        assert [hit["copies"] for hit in self.hits(client)] == [1, 1]

    def test_the_command_says_the_same(self, capsys):
        indexed(*cluster(2))
        call_command("search", "तालाब", "--json")
        hits = json.loads(capsys.readouterr().out)["hits"]
        assert [hit["copies"] for hit in hits] == [1, 1]
