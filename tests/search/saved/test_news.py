"""What is new in a search: by when it came in, not by its date, and each story once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Cluster
from search.engines.base import IndexUnavailable
from search.saved.news import MOST, last_before, latest, news_of
from search.saved.searches import asked
from tests.builders import article, entity, indexed, topic
from tests.search.saved.keeping import state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


def new(address, after, upto=None):
    """Return the ids of the articles that stand for the new stories."""
    found = news_of(asked(state(address)).qs, after, latest() if upto is None else upto)
    return [story.pk for story in found.stories]


def test_an_article_is_new_however_old_its_date():
    indexed(article(published="2020-01-01"))
    after = latest()
    old, undated = indexed(article(published="1999-01-01"), article(published=None))
    assert new("q=तालाब", after) == [old.pk, undated.pk]


def test_what_comes_after_the_later_moment_is_not_counted():
    (first,) = indexed(article())
    upto = latest()
    indexed(article())
    assert new("q=तालाब", 0, upto) == [first.pk]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.topics.add(topic("खेल")),
        lambda one: Article.objects.filter(pk=one.pk).update(title="नया शीर्षक"),
        lambda one: one.save(),
    ],
)
def test_an_article_that_only_changed_is_not_new(change):
    (one,) = indexed(article())
    after = latest()
    change(one)
    indexed()
    assert new("q=तालाब", after) == []


def test_an_article_that_was_hidden_and_is_shown_again_is_not_new():
    (one,) = indexed(article())
    after = latest()
    for status in ("hidden", "published"):
        one.status = status
        one.save()
        indexed()
    assert new("q=तालाब", after) == []


def test_an_article_hidden_since_the_index_was_written_is_left_out():
    after = 0
    one, other = indexed(article(), article())
    Article.objects.filter(pk=one.pk).update(status="hidden")
    assert new("q=तालाब", after) == [other.pk]


def cluster(*articles):
    Article.objects.filter(pk__in=[one.pk for one in articles]).update(
        cluster=Cluster.objects.create()
    )


def test_copies_count_once():
    copies = indexed(article(published="2020-01-02"), article(published="2020-01-01"))
    cluster(*copies)
    assert new("q=तालाब", 0) == [copies[0].pk]
    (story,) = news_of(asked(state("q=तालाब")).qs, 0, latest()).stories
    assert set(story.members) == {one.pk for one in copies}


def test_a_copy_of_a_story_that_the_search_had_found_is_not_new():
    (one,) = indexed(article())
    after = latest()
    (copy,) = indexed(article())
    cluster(one, copy)
    assert new("q=तालाब", after) == []


def test_a_copy_of_a_story_that_the_search_had_not_found_is_new():
    (one,) = indexed(article(source_name="पहला पत्र"))
    after = latest()
    (copy,) = indexed(article(source_name="दूसरा पत्र"))
    cluster(one, copy)
    assert new("source=दूसरा पत्र", after) == [copy.pk]


def test_some_of_the_words_are_not_enough():
    indexed(article(body="मोहल्ले में नया पुस्तकालय खुला और सड़क बनी।", title="पुस्तकालय"))
    assert new("q=पुस्तकालय सड़क बिजली", 0) == []


def test_filters_hold_and_merged_names_count():
    old, name = entity("सोनताल"), entity("स्वर्णताल")
    old.merged_into = name
    old.save()
    article(title="बिना नाम")
    named = article(entities=[old])
    indexed()
    assert new(f"place={old.slug}", 0) == new(f"place={name.slug}", 0) == [named.pk]


def test_a_renamed_topic_is_still_the_topic():
    (one,) = indexed(article(topics=["जल"]))
    kept = state("topic=जल")
    renamed = one.topics.get()
    renamed.name = "जल और नदियाँ"
    renamed.save()
    assert [story.pk for story in news_of(asked(kept).qs, 0, latest()).stories] == [one.pk]


def test_no_more_are_looked_at_than_a_reader_would_read(monkeypatch):
    monkeypatch.setattr("search.saved.news.MOST", 2)
    indexed(*(article() for _ in range(3)))
    found = news_of(asked(state("q=तालाब")).qs, 0, latest())
    assert (len(found.stories), found.more) == (2, True)
    assert MOST > 100


def test_without_an_index_nothing_is_told():
    with pytest.raises(IndexUnavailable):
        latest()


def test_the_moment_is_that_of_the_index_not_of_the_database():
    (one,) = indexed(article())
    article()
    assert latest() == one.pk


def test_an_empty_index_has_a_moment_too():
    (one,) = indexed(article())
    pk = one.pk
    one.delete()
    indexed()
    assert 0 <= latest() <= pk


@pytest.mark.parametrize("older", range(6))
def test_the_last_article_before_a_day_is_found_among_any_number(older):
    now = timezone.now()
    made = [article() for _ in range(5)]
    made[1].delete()
    left = [made[0], *made[2:]]
    Article.objects.filter(pk__in=[one.pk for one in left[:older]]).update(
        created_at=now - timedelta(days=40)
    )
    expected = left[:older][-1].pk if older else 0
    found = last_before(now - timedelta(days=30))
    assert list(Article.objects.filter(pk__gt=found).order_by("pk")) == left[older:]
    assert expected <= found


def test_no_article_at_all_is_before_any_day():
    assert last_before(timezone.now()) == 0
