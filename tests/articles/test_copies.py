"""What readers see of copies: who was first, what is alike, and where words differ."""

import pytest

from articles import copies as module
from articles.copies import copies_of, first_of, likened, shown_members
from articles.models import Article, Cluster
from tests.builders import article

pytestmark = pytest.mark.django_db

HIDDEN = Article.Status.HIDDEN
MORNING, NOON = "2020-10-07T06:00+05:30", "2020-10-07T12:00+05:30"


def named(number):
    return {"source_name": f"पत्र {number}", "title": f"शीर्षक {number}"}


def cluster(*facts):
    """Return stored articles of one cluster, each in a paper of its own unless told."""
    made = Cluster.objects.create()
    return [
        article(
            cluster=made, **({"source_name": f"पत्र {number}", "title": f"शीर्षक {number}"} | one)
        )
        for number, one in enumerate(facts, start=1)
    ]


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def compared(one, other):
    return f"/articles/{one.pk}/compare/{other.pk}/"


class TestFirst:
    @pytest.mark.parametrize(
        "moments, first",
        [
            ([NOON, MORNING], 1),
            (["2020-10-07", "2020-10-06"], 1),
            ([MORNING, "2020-10-08"], 0),
            ([MORNING, MORNING], None),
            (["2020-10-07", "2020-10-07"], None),
            # A day alone says nothing about an hour of it.
            (["2020-10-07", NOON], None),
            ([NOON, "2020-10-07", "2020-10-06"], 2),
            ([MORNING, None], None),
            ([None, None], None),
        ],
    )
    def test_it_is_told_only_where_the_archive_can_tell(self, moments, first):
        made = cluster(*({"published": moment} for moment in moments))
        assert first_of(made) == (None if first is None else made[first])

    def test_of_nothing_there_is_none(self):
        assert first_of([]) is None


class TestMembers:
    def test_they_come_in_order_of_time_and_hidden_ones_not_at_all(self):
        late, unknown, early, _ = cluster(
            {"published": NOON}, {"published": None}, {"published": MORNING}, {"status": HIDDEN}
        )
        assert shown_members([late.cluster_id])[late.cluster_id] == [early, late, unknown]

    def test_one_query_is_enough_for_many_and_none_for_nothing(self, django_assert_num_queries):
        made = [cluster({}, {})[0].cluster_id for _ in range(3)]
        with django_assert_num_queries(1):
            members = shown_members(made)
            assert {one.source.name for several in members.values() for one in several}
        with django_assert_num_queries(0):
            assert shown_members([None, None]) == {}

    def test_only_other_papers_are_counted(self):
        mine, *others = cluster(
            {}, {}, {"source_name": "पत्र 1"}, {"source_name": "पत्र 2"}, {"source_name": "पत्र 9"}
        )
        found = copies_of(mine, [mine, *others])
        assert (found.articles, found.sources) == (others, 2)

    def test_an_article_alone_is_not_the_first_of_anything(self):
        alone = article()
        assert copies_of(alone, [alone]) == ([], 0, None)


def test_only_the_first_copies_are_likened(monkeypatch):
    monkeypatch.setattr(module, "MOST_LIKENED", 1)
    mine, one, two = cluster({"body": "क ख ग घ"}, {"body": "क ख ग च"}, {"body": "क ख ग घ"})
    assert likened(mine, [one, two]) == [(one, 75), (two, None)]


class TestArticle:
    def test_the_copies_stand_beside_it(self, client):
        mine, other = cluster(
            {"published": NOON, "body": "पानी आज आया था"},
            {"published": MORNING, "body": "पानी कल आया था", "agency": "भाषा"},
        )
        html = page(client, mine.get_absolute_url())
        for text in ("यही समाचार और जगह", "शीर्षक 2", "पत्र 2", "भाषा", "सबसे पहले", "75% समान"):
            assert text in html
        assert f'href="{compared(mine, other)}"' in html
        assert "इन सबसे पहले यही छपा।" not in html
        assert "इन सबसे पहले यही छपा।" in page(client, other.get_absolute_url())

    def test_without_copies_nothing_is_said(self, client):
        assert "यही समाचार" not in page(client, article().get_absolute_url())

    def test_hidden_copies_are_not_shown(self, client):
        mine, _ = cluster({}, {"status": HIDDEN, "title": "छिपा हुआ"})
        html = page(client, mine.get_absolute_url())
        assert "छिपा हुआ" not in html
        assert "यही समाचार" not in html


class TestCompare:
    def test_it_shows_both_with_their_differences(self, client):
        one, other = cluster({"body": "पानी आज आया था।"}, {"body": "पानी कल आया था।"})
        html = page(client, compared(one, other))
        for text in ("शीर्षक 1", "शीर्षक 2", "पत्र 1", "75% समान"):
            assert text in html
        assert '<del><span class="sr-only" lang="hi">केवल पहले में: </span>आज</del> आया था।' in html
        assert '<ins><span class="sr-only" lang="hi">केवल दूसरे में: </span>कल</ins> आया था।' in html

    def test_text_is_never_markup(self, client):
        one, other = cluster({"body": "<b>मोटा</b> पानी"}, {"body": "<i>पतला</i> पानी"})
        html = page(client, compared(one, other))
        assert "<b>मोटा" not in html
        assert "&lt;" in html

    def test_only_copies_that_are_shown_can_be_compared(self, client):
        one, other, hidden = cluster({}, {}, {"status": HIDDEN})
        stranger, alone = cluster({}, {})[0], article()
        page(client, compared(one, other))
        for wrong in (hidden, stranger, alone, one):
            page(client, compared(one, wrong), status=404)
            page(client, compared(wrong, one), status=404)
        page(client, f"/articles/{one.pk}/compare/{'9' * 30}/", status=404)
        page(client, compared(alone, article()), status=404)
