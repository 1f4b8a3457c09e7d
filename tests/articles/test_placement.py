"""Clusters as a curator makes them, and as articles go."""

import pytest

from articles import placement
from articles.models import Article, Cluster, Placement
from tests.builders import article

pytestmark = pytest.mark.django_db


def cluster(count=3):
    made = Cluster.objects.create()
    return [article(cluster=made, source_name=f"पत्र {number}") for number in range(count)]


def homes(*articles):
    return [Article.objects.get(pk=one.pk).cluster_id for one in articles]


def fixed():
    return set(Placement.objects.values_list("article", flat=True))


class TestJoin:
    def test_articles_of_no_cluster_make_one(self):
        one, other = article(), article()
        made = placement.join([one, other])
        assert homes(one, other) == [made.pk, made.pk]
        assert fixed() == {one.pk, other.pk}

    def test_whole_clusters_are_joined(self):
        first, second, alone = cluster(2), cluster(3), article()
        made = placement.join([first[0], second[0], alone])
        assert homes(*first, *second, alone) == [made.pk] * 6
        assert made == first[0].cluster
        assert Cluster.objects.count() == 1
        assert fixed() == {first[0].pk, second[0].pk, alone.pk}

    def test_joining_again_changes_nothing(self):
        articles = cluster(2)
        made = placement.join(articles)
        assert placement.join(articles) == made
        assert len(fixed()) == 2


class TestTakeOut:
    def test_the_others_stay_together(self):
        one, two, three = cluster(3)
        placement.take_out(one)
        assert homes(one, two, three) == [None, two.cluster_id, two.cluster_id]
        assert fixed() == {one.pk}

    def test_of_two_none_is_left(self):
        one, two = cluster(2)
        placement.join([one, two])
        placement.take_out(one)
        assert homes(one, two) == [None, None]
        assert not Cluster.objects.exists()
        # The other one was not taken out, and may find its copies again.
        assert fixed() == {one.pk}

    def test_an_article_without_a_cluster_is_kept_out_too(self):
        alone = article()
        placement.take_out(alone)
        assert fixed() == {alone.pk}


class TestGone:
    def test_a_deleted_article_leaves_the_others_together(self):
        one, two, three = cluster(3)
        one.delete()
        assert homes(two, three) == [two.cluster_id] * 2

    def test_a_cluster_of_one_is_deleted(self):
        one, two = cluster(2)
        one.delete()
        assert homes(two) == [None]
        assert not Cluster.objects.exists()

    def test_deleting_many_at_once_leaves_no_cluster(self):
        cluster(4)
        Article.objects.all().delete()
        assert not Cluster.objects.exists()

    def test_hiding_an_article_changes_no_cluster(self):
        one, two = cluster(2)
        one.status = Article.Status.HIDDEN
        one.save()
        assert homes(one, two) == [one.cluster_id] * 2
