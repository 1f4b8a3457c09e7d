"""The whole way from a stored feed to stored articles, against a newspaper on loopback."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.locks import held
from articles.models import Article, Feed, FetchedPage, IngestProblem, IngestRun
from tests import builders
from tests.articles.ingestion.web.site import NAME, ODD, STORIES, UNDATED, page, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(site):
    builders.entity("सोनपुर")  # with a name of its own, an archive does without the shipped ones
    return Feed.objects.create(url=site.url())


@pytest.fixture
def few(site):
    """A feed of three good pages."""
    site.items = [one.path for one in STORIES[:3]]


def poll(*arguments):
    out, err = StringIO(), StringIO()
    call_command("poll_feeds", "--json", "--now", *arguments, stdout=out, stderr=err)
    return json.loads(out.getvalue())


def counts(summary):
    return {name: count for name, count in summary.items() if isinstance(count, int) and count}


def let_time_pass(**span):
    """Make everything that was remembered look older by a span."""
    for row in FetchedPage.objects.all():
        row.fetched_at -= timedelta(**span)
        row.next_at = row.next_at and row.next_at - timedelta(**span)
        row.save()


def test_a_feed_gives_just_the_expected_articles_and_problems(site, feed):
    summary = poll()
    run = summary.pop("run")
    assert counts(summary) == {"read": 30, "stored": 24, "skipped": 2, "failed": 4}
    found = {
        problem["path"].removeprefix(site.url("")).partition("?")[0]: problem["kind"]
        for problem in summary["problems"]
    }
    assert found == {
        "/gone": "http_status",
        "/circle/a": "redirects",
        "/slow": "timeout",
        "/broken": "http_status",
        "/marathi": "not_hindi",
        "/closed/notice": "robots",
    }
    assert IngestProblem.objects.filter(run=run).count() == 6


def test_every_layout_gives_headline_text_and_date(site, feed):
    poll()
    for one in STORIES:
        article = Article.objects.get(url=site.url(one.path))
        assert (article.title, article.body) == (one.title, one.body)
        assert article.published_at == one.moment
        assert article.source.name == NAME
        assert [topic.name for topic in article.topics.all()] == ["नगर"]
    undated = Article.objects.get(url=site.url("/undated"))
    assert (undated.title, undated.published_at) == (UNDATED.title, None)


def test_what_is_forbidden_is_not_asked_for_and_nothing_is_asked_twice(site, feed):
    poll()
    assert "/closed/notice" not in site.asked
    pages = [path for path in site.asked if path not in ("/circle/a", "/circle/b")]
    assert max(Counter(pages).values()) == 1


def test_polled_again_nothing_is_fetched_twice(site, feed):
    poll()
    site.asked.clear()
    summary = poll()
    assert site.asked == ["/feed.xml"]
    assert counts(summary).keys() <= {"run"}
    feed.refresh_from_db()
    assert (feed.status, feed.failures, feed.reason) == (304, 0, "")


def test_a_poll_without_news_leaves_no_run(site, feed, few):
    poll()
    poll()
    assert IngestRun.objects.count() == 1


def test_a_new_item_alone_is_fetched(site, feed, few):
    poll()
    fresh = story(40)
    site.pages[fresh.path] = page(fresh).encode()
    site.items.insert(0, fresh.path)
    site.asked.clear()
    summary = poll()
    assert site.asked == ["/feed.xml", fresh.path]
    assert (summary["stored"], summary["unchanged"]) == (1, 3)


def test_what_failed_for_a_while_is_tried_again_later(site, feed):
    poll()
    site.statuses.clear()
    site.pages["/broken"] = page(story(41)).encode()
    let_time_pass(minutes=16)
    site.asked.clear()
    assert poll()["stored"] == 1  # the others fail again, or stay as they are
    assert set(site.asked) == {"/feed.xml", "/gone", "/slow", "/broken"}
    assert FetchedPage.objects.get(url__contains="/slow").failures == 2


def test_a_page_that_fell_out_of_the_feed_is_tried_again_too(site, feed):
    site.items = ["/broken"]
    poll()
    site.items.clear()
    site.statuses.clear()
    site.pages["/broken"] = page(story(41)).encode()
    let_time_pass(minutes=16)
    assert poll()["stored"] == 1


def test_trying_again_has_an_end(site, feed):
    site.items = ["/broken"]
    for _ in range(7):
        poll()
        let_time_pass(days=2)
    assert site.asked.count("/broken") == 5


def test_a_page_that_the_feed_says_changed_is_asked_for_again(site, feed):
    site.items = [STORIES[0].path]
    poll()
    let_time_pass(days=2000)
    site.asked.clear()
    poll()  # the feed is the same, so that nothing is known of a change
    assert site.asked == ["/feed.xml"]
    Feed.objects.update(etag="")
    assert poll()["unchanged"] == 1  # asked, but the page is the same
    assert site.asked == ["/feed.xml", "/feed.xml", STORIES[0].path]


def test_a_run_that_dies_forgets_what_it_did_not_store(site, feed, few, monkeypatch):
    def die(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("articles.ingestion.store.Store.write", die)
        with pytest.raises(SystemExit):
            poll()
    assert not FetchedPage.objects.exists()
    assert poll()["stored"] == 3


def test_the_curators_source_stands_above_that_of_the_page(site, feed, few):
    feed.source = builders.source("उदाहरण टाइम्स")
    feed.save()
    poll()
    assert set(Article.objects.values_list("source__name", flat=True)) == {"उदाहरण टाइम्स"}


def test_any_language_keeps_marathi(site, feed):
    site.items = ["/marathi"]
    assert poll("--any-language")["stored"] == 1


def test_no_more_pages_are_fetched_than_allowed_and_the_others_come_next(site, feed, settings):
    settings.FETCH_PAGES = 10
    site.items = [one.path for one in STORIES]
    assert [poll()["stored"] for _ in range(4)] == [10, 10, 3, 0]


@pytest.mark.parametrize(
    ("status", "enabled", "kind"),
    [(404, True, "http_status"), (500, True, "http_status"), (410, False, "http_status")],
)
def test_a_feed_that_fails_is_left_alone_for_longer_and_longer(site, feed, status, enabled, kind):
    site.statuses["/feed.xml"] = status
    rests = []
    for _ in range(3 if enabled else 1):
        (problem,) = poll()["problems"]
        assert (problem["path"], problem["kind"]) == (feed.url, kind)
        feed.refresh_from_db()
        rests.append((feed.next_at - feed.polled_at).total_seconds() / 60)
    assert rests == [30, 60, 120][: len(rests)]
    assert (feed.enabled, feed.status, feed.failures) == (enabled, status, len(rests))


def test_a_feed_that_recovers_is_polled_as_before(site, feed, few):
    site.statuses["/feed.xml"] = 500
    poll()
    site.statuses.clear()
    poll()
    feed.refresh_from_db()
    assert (feed.failures, feed.reason) == (0, "")
    assert feed.next_at - feed.polled_at == timedelta(minutes=15)


@pytest.mark.parametrize("etag", ['"पुराना"', '"' + "a" * 600 + '"', 'W/"a"'])
def test_an_odd_etag_does_no_harm(site, feed, few, etag):
    site.send("/feed.xml", site.feed().encode(), ETag=etag.encode().decode("latin-1"))
    assert poll()["stored"] == 3
    assert poll()["unchanged"] == 3


@pytest.mark.parametrize("text", ["", "<html><body>नमस्ते</body></html>", "{}", "<rss", "\x00\x01"])
def test_what_is_no_feed_is_told(site, feed, text):
    site.send("/feed.xml", text.encode())
    (problem,) = poll()["problems"]
    assert problem["kind"] == "bad_feed"


def test_a_feed_that_defines_entities_is_refused(site, feed):
    text = '<!DOCTYPE rss [<!ENTITY a "aaa">]>' + site.feed()
    site.send("/feed.xml", text.encode())
    (problem,) = poll()["problems"]
    assert problem["kind"] == "bad_feed" and "entities" in problem["reason"]


def test_two_feeds_with_one_item_fetch_it_once(site, feed):
    site.items = [STORIES[0].path]
    site.send("/other.xml", site.feed().encode())
    Feed.objects.create(url=site.url("/other.xml"))
    assert counts(poll())["stored"] == 1
    assert site.asked.count(STORIES[0].path) == 1


def test_only_feeds_that_are_due_are_polled(site, feed):
    feed.next_at = timezone.now() + timedelta(minutes=5)
    feed.save()
    Feed.objects.create(url=site.url("/off.xml"), enabled=False)
    out = StringIO()
    call_command("poll_feeds", stdout=out)
    assert "No feed is due. The next is due at" in out.getvalue()
    assert site.asked == []


def test_without_feeds_the_admin_is_named():
    out = StringIO()
    call_command("poll_feeds", stdout=out)
    assert "Add feeds in the admin" in out.getvalue()


def test_two_polls_at_once_are_refused(site, feed, settings):
    with (
        held("poll"),
        pytest.raises(CommandError, match="Another process"),
    ):
        call_command("poll_feeds")


def test_the_odd_pages_are_as_many_as_the_feed_needs():
    assert len(STORIES) + len(ODD) == 30


def test_watching_goes_on_until_interrupted(site, feed, few, monkeypatch):
    naps = []

    def nap(seconds):
        naps.append(seconds)
        if len(naps) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("articles.management.commands.poll_feeds.time.sleep", nap)
    out, err = StringIO(), StringIO()
    call_command("poll_feeds", "--watch", stdout=out, stderr=err)
    assert "feeds 1, read 3, stored 3" in out.getvalue()
    assert "Stopped" in err.getvalue()
    assert all(5 <= seconds <= 60 for seconds in naps)


def test_one_who_watches_leaves_it_to_another_that_polls(site, feed, settings, monkeypatch):
    monkeypatch.setattr("articles.management.commands.poll_feeds.pause", interrupt)
    with held("poll"):
        call_command("poll_feeds", "--watch", stdout=StringIO(), stderr=StringIO())
    assert site.asked == []


def interrupt():
    raise KeyboardInterrupt
