"""Articles find their copies as they are stored, and a curator's word stands."""

from dataclasses import replace
from random import Random

import pytest
from django.core.management import call_command

from articles import placement
from articles.ingestion import clusters
from articles.ingestion.duplicates import fingerprint
from articles.ingestion.store import Store
from articles.models import Article, Cluster, CopyKey, IngestRun
from tests.builders import record

pytestmark = pytest.mark.django_db
PAPERS = "नमूना समाचार", "उदाहरण टाइम्स", "परीक्षण वार्ता", "मसौदा पत्रिका"


def story(seed=1, count=120):
    letters = "कखगचछजटडतथदधनपफबभमरलवशसह"
    random = Random(seed)
    return ["".join(random.choices(letters, k=5)) for _ in range(count)]


STORY, OTHER, THIRD = story(1), story(2), story(3)


def told(number, words, paper=0, **facts):
    """Return a record with the fingerprint of its text, as it comes to the store."""
    facts = {"external_id": str(number), "source": PAPERS[paper], "body": " ".join(words)} | facts
    made = record(**facts)
    return replace(made, fingerprint=fingerprint(made.body))


def store(*records, **options):
    return Store(IngestRun.objects.create(), **options).write(list(records))


def found():
    """Return the clusters as lists of the articles' numbers."""
    made = {}
    for number, cluster in Article.objects.order_by("pk").values_list("external_id", "cluster"):
        made.setdefault(cluster or f"none {number}", []).append(number)
    assert Cluster.objects.count() == sum(isinstance(cluster, int) for cluster in made)
    return sorted(made.values())


def article(number):
    return Article.objects.get(external_id=str(number))


class TestNew:
    def test_copies_in_one_batch_form_a_cluster(self):
        store(told(1, STORY), told(2, OTHER, 1), told(3, STORY, 1), told(4, STORY[:60], 2))
        assert found() == [["1", "3", "4"], ["2"]]

    def test_copies_of_stored_articles_join_them(self):
        store(told(1, STORY))
        store(told(2, OTHER, 1))
        assert found() == [["1"], ["2"]]
        store(told(3, STORY[:70], 1))
        store(told(4, [*STORY[60:], *OTHER[:30]], 2))
        assert found() == [["1", "3", "4"], ["2"]]

    def test_a_later_version_in_the_same_paper_is_a_copy(self):
        store(told(1, STORY), told(2, [*STORY, *OTHER[:50]]))
        assert found() == [["1", "2"]]

    def test_the_full_story_joins_two_briefs_of_it(self):
        store(told(1, STORY[:70]), told(2, STORY[50:], 1))
        assert found() == [["1"], ["2"]]
        store(told(3, STORY, 2))
        assert found() == [["1", "2", "3"]]

    def test_a_round_up_of_many_stories_is_no_copy_of_one(self):
        store(told(1, STORY), told(2, OTHER, 1))
        store(told(3, [*STORY, *OTHER, *THIRD, *story(4), *story(5)], 2))
        assert found() == [["1"], ["2"], ["3"]]

    def test_a_bulletin_of_the_same_words_is_no_copy_of_last_months(self):
        store(told(1, STORY, published="2020-03-01"))
        store(told(2, [*STORY[:80], *OTHER[:40]], 1, published="2020-04-01"))
        assert found() == [["1"], ["2"]]

    def test_records_without_a_fingerprint_are_stored_alone(self):
        store(told(1, STORY[:10]), told(2, STORY[:10], 1), replace(told(3, STORY), fingerprint=()))
        assert (found(), CopyKey.objects.count()) == ([["1"], ["2"], ["3"]], 0)

    def test_a_dry_run_leaves_nothing(self):
        store(told(1, STORY))
        store(told(2, STORY, 1), dry_run=True)
        assert found() == [["1"]]
        assert CopyKey.objects.count() == 20

    def test_the_same_file_again_changes_nothing(self):
        records = told(1, STORY), told(2, STORY, 1)
        store(*records)
        before = set(CopyKey.objects.values_list("pk")), set(Cluster.objects.values_list("pk"))
        store(*records)
        after = set(CopyKey.objects.values_list("pk")), set(Cluster.objects.values_list("pk"))
        assert after == before

    def test_the_cost_of_a_batch_does_not_grow_with_the_archive(self, django_assert_num_queries):
        store(*(told(number, story(number)) for number in range(100, 140)))
        batch = [(article(number), fingerprint(article(number).body)) for number in (100, 101)]
        CopyKey.objects.filter(article__in=[one.pk for one, _ in batch]).delete()
        with django_assert_num_queries(2):  # look up the keys, store the keys
            clusters.place(batch)


class TestBounds:
    def test_a_key_that_too_many_have_leads_nowhere(self, monkeypatch):
        monkeypatch.setattr(clusters, "MOST", 2)
        store(told(1, STORY), told(2, STORY, 1))
        store(told(3, STORY, 2), told(4, OTHER))
        assert found() == [["1", "2"], ["3"], ["4"]]
        assert CopyKey.objects.filter(article=article(3)).count() == 0

    def test_only_the_likeliest_are_compared(self, monkeypatch):
        monkeypatch.setattr(clusters, "CANDIDATES", 1)
        store(told(1, STORY), told(2, OTHER))
        store(told(3, [*STORY[:70], *OTHER[:110]], 1))
        assert len(found()) == 2


class TestChanged:
    def test_a_changed_article_joins_others(self):
        store(told(1, STORY), told(2, STORY, 1), told(3, OTHER, 2))
        store(told(2, OTHER, 1))
        assert found() == [["1"], ["2", "3"]]

    def test_and_leaves_them(self):
        store(told(1, STORY), told(2, STORY, 1), told(3, STORY, 2))
        store(told(2, THIRD, 1))
        assert found() == [["1", "3"], ["2"]]
        store(told(2, STORY, 1, title="फिर वही"))
        assert found() == [["1", "2", "3"]]

    def test_a_cluster_of_one_is_none(self):
        store(told(1, STORY), told(2, STORY, 1))
        store(told(2, OTHER, 1))
        assert found() == [["1"], ["2"]]

    def test_a_small_change_keeps_the_cluster(self):
        store(told(1, STORY), told(2, STORY, 1))
        cluster = article(1).cluster
        store(told(2, [*STORY, "अंत"], 1))
        assert (found(), article(2).cluster) == ([["1", "2"]], cluster)

    def test_only_its_new_words_are_looked_up(self):
        store(told(1, STORY), told(2, OTHER, 1))
        store(told(1, THIRD))
        store(told(3, STORY, 2))
        assert found() == [["1"], ["2"], ["3"]]

    def test_another_headline_alone_changes_no_key(self):
        store(told(1, STORY))
        before = list(CopyKey.objects.values_list("pk"))
        store(told(1, STORY, title="नया शीर्षक"))
        assert list(CopyKey.objects.values_list("pk")) == before


class TestByHand:
    def test_what_was_taken_out_never_comes_back(self):
        store(told(1, STORY), told(2, STORY, 1), told(3, STORY, 2))
        placement.take_out(article(2))
        assert found() == [["1", "3"], ["2"]]
        store(told(2, [*STORY, "अंत"], 1))
        store(told(4, STORY, 3))
        assert found() == [["1", "3", "4"], ["2"]]

    def test_what_was_joined_stays(self):
        store(told(1, STORY), told(2, OTHER, 1))
        placement.join([article(1), article(2)])
        store(told(2, THIRD, 1))
        assert found() == [["1", "2"]]
        store(told(3, STORY, 2))
        assert found() == [["1", "2", "3"]]

    def test_clusters_parted_by_hand_are_not_joined_again(self):
        store(told(1, STORY), told(2, STORY, 1), told(3, STORY, 2), told(4, STORY, 3))
        placement.take_out(article(3))
        placement.take_out(article(4))
        placement.join([article(3), article(4)])
        store(told(5, STORY, source="पाँचवाँ पत्र"))
        assert found() == [["1", "2", "5"], ["3", "4"]]


class TestStoredBefore:
    @pytest.fixture(autouse=True)
    def stored_without_keys(self):
        store(told(1, STORY), told(2, OTHER), told(3, STORY, 1), told(4, OTHER[:70], 1))
        CopyKey.objects.all().delete()
        Cluster.objects.all().delete()

    def test_the_command_finds_their_copies(self, capsys):
        call_command("find_copies")
        assert found() == [["1", "3"], ["2", "4"]]
        assert "looked at 4; in the archive: 4 in 2 clusters" in capsys.readouterr().out

    def test_done_is_done(self, capsys):
        call_command("find_copies")
        call_command("find_copies")
        assert "looked at 0;" in capsys.readouterr().out
        assert CopyKey.objects.count() == 80

    def test_what_was_stopped_goes_on(self, monkeypatch):
        monkeypatch.setattr(clusters, "BATCH", 3)
        next(clusters.place_stored())
        assert found() == [["1", "3"], ["2"], ["4"]]
        assert list(clusters.place_stored()) == [1]
        assert found() == [["1", "3"], ["2", "4"]]

    def test_new_articles_find_them_only_afterwards(self):
        store(told(5, STORY, 2))
        assert found() == [["1"], ["2"], ["3"], ["4"], ["5"]]
        call_command("find_copies")
        assert found() == [["1", "3", "5"], ["2", "4"]]

    def test_a_curators_word_stands(self):
        placement.join([article(1), article(2)])
        placement.take_out(article(3))
        call_command("find_copies")
        assert found() == [["1", "2", "4"], ["3"]]
