"""The index follows the database: after saves, in rebuilds, and when things go wrong."""

import threading
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles import outbox
from articles.models import Article, Entity, IndexChange, Mention, Topic
from search import indexer
from search.engines.base import DAY, IndexBusy, IndexUnavailable, engine
from search.engines.embedded import bulk
from search.engines.embedded import engine as embedded
from search.indexer import local_minute
from search.results import Results
from tests.builders import article, entity, indexed

WORD = "तालाब"


@pytest.fixture(autouse=True)
def with_index(index):
    return index


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits for a lock that another holds."""
    monkeypatch.setattr(embedded, "WAIT", 0)


def found(query=WORD):
    return sorted(hit.article.pk for hit in Results().matching(query)[0:50])


def in_index(query=WORD):
    """Return how many documents the index itself has, whatever the database says."""
    return Results().matching(query).count()


@pytest.mark.django_db(transaction=True)
class TestAfterASave:
    def test_an_article_is_found_at_once_and_nothing_waits(self):
        made = article()
        assert found() == [made.pk]
        assert indexer.lag() == 0

    def test_a_changed_article_is_found_by_its_new_words_alone(self):
        made = article()
        made.title, made.body = "नया शीर्षक", "नहर खुली"
        made.save()
        assert (found("नहर"), in_index()) == ([made.pk], 0)

    def test_a_deleted_article_leaves(self):
        article().delete()
        assert (in_index(), indexer.lag()) == (0, 0)

    def test_a_hidden_article_leaves_and_comes_back(self):
        made = article()
        made.status = Article.Status.HIDDEN
        made.save()
        assert in_index() == 0
        made.status = Article.Status.PUBLISHED
        made.save()
        assert found() == [made.pk]

    def test_many_articles_deleted_at_once_leave(self):
        article(), article()
        Article.objects.all().delete()
        assert in_index() == 0

    def test_a_topic_given_or_taken_is_followed(self):
        made = article()
        made.topics.add(Topic.objects.create(name="जल"))
        assert found("विषय:जल") == [made.pk]
        made.topics.clear()
        assert found("विषय:जल") == []

    def test_a_topic_given_from_its_own_side_is_followed(self):
        made, topic = article(), Topic.objects.create(name="जल")
        topic.articles.add(made)
        assert found("विषय:जल") == [made.pk]
        topic.articles.clear()
        assert found("विषय:जल") == []

    def test_a_mention_added_or_removed_is_followed(self):
        made, name = article(), entity("सोनपुर")
        mention = Mention.objects.create(article=made, entity=name)
        assert found("नाम:सोनपुर") == [made.pk]
        mention.delete()
        assert found("नाम:सोनपुर") == []

    def test_a_rejected_entity_leaves_the_index(self):
        name = entity("सोनपुर")
        made = article()
        Mention.objects.create(article=made, entity=name)
        name.status = Entity.Status.REJECTED
        name.save()
        assert engine().match(Results().request).counts("entity") == {}

    def test_what_is_rolled_back_never_reaches_the_index(self):
        made = article()
        with pytest.raises(RuntimeError), transaction.atomic():
            made.title = "बारहसिंगा दिखा"
            made.save()
            raise RuntimeError
        assert (in_index("बारहसिंगा"), found(), indexer.lag()) == (0, [made.pk], 0)

    @pytest.mark.embedded
    def test_a_failing_index_breaks_no_save(self, monkeypatch, caplog):
        made = article()

        def fail(*args):
            raise OSError("disk full")

        with monkeypatch.context() as patch:
            patch.setattr(embedded, "write", fail)
            made.title = "बारहसिंगा दिखा"
            made.save()
        assert Article.objects.get().title == "बारहसिंगा दिखा"
        assert indexer.lag() > 0
        assert "wait in the outbox" in caplog.text
        indexer.update()
        assert (found("बारहसिंगा"), indexer.lag()) == ([made.pk], 0)

    @pytest.mark.embedded
    def test_a_folder_that_cannot_be_written_breaks_no_save(self, with_index, caplog):
        with_index.parent.mkdir(exist_ok=True)
        with_index.write_text("a file where the folder should be")
        article()
        assert Article.objects.count() == 1
        assert indexer.lag() > 0


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_one_waits_for_the_other(self):
        article()
        made = article("बारहसिंगा दिखा")
        outbox.add([made.pk])
        drained = []

        def drain():
            drained.append(indexer.drain())
            connection.close()

        with engine().writing():
            second = threading.Thread(target=drain)
            second.start()
            assert indexer.lag() == 1
        second.join(timeout=20)
        assert (drained, indexer.lag()) == ([1], 0)

    @pytest.mark.embedded
    @pytest.mark.usefixtures("impatient")
    def test_who_cannot_wait_leaves_the_outbox_as_it_was(self):
        made = article()
        outbox.add([made.pk])
        with engine().writing(), pytest.raises(IndexBusy):
            indexer.drain()
        assert indexer.lag() == 1
        assert indexer.drain() == 1

    @pytest.mark.embedded
    @pytest.mark.usefixtures("impatient")
    def test_a_save_while_another_writes_waits_in_the_outbox(self, caplog):
        article()
        with engine().writing():
            made = article("बारहसिंगा दिखा")
        assert in_index("बारहसिंगा") == 0
        assert "update_index" in caplog.text
        assert indexer.update() >= 1
        assert found("बारहसिंगा") == [made.pk]

    @pytest.mark.embedded
    @pytest.mark.usefixtures("impatient")
    def test_two_rebuilds_at_once_are_one_too_many(self):
        article()
        with (
            embedded.Held(engine().storage.lock("rebuild", 0)),
            pytest.raises(CommandError, match="Try again"),
        ):
            call_command("update_index", rebuild=True)


@pytest.mark.django_db
class TestUpdate:
    @pytest.mark.parametrize("waits", [True, False])
    def test_a_missing_index_is_made(self, waits):
        made = article()
        if not waits:
            IndexChange.objects.all().delete()
        indexer.update()
        assert (found(), indexer.lag()) == ([made.pk], 0)

    @pytest.mark.embedded
    @pytest.mark.parametrize("waits", [True, False])
    def test_an_index_of_another_version_is_made_anew(self, with_index, waits):
        made = indexed(article())[0]
        (with_index / "CURRENT").write_text("g0-other")
        if waits:
            outbox.add([made.pk])
        with pytest.raises(IndexUnavailable):
            engine().check()
        indexer.update()
        assert found() == [made.pk]

    def test_an_empty_archive_has_an_empty_index(self):
        assert indexer.update() == 0
        assert in_index("") == 0

    def test_it_says_how_many_changes_were_written(self):
        indexed(article())
        article(), article()
        assert indexer.update() == 2
        assert indexer.update() == 0

    def test_many_changes_are_written_in_batches(self, monkeypatch):
        monkeypatch.setattr(indexer, "BATCH", 3)
        indexed(article())
        made = [article() for _ in range(8)]
        IndexChange.objects.filter(article_id=made[0].pk).delete()
        assert indexer.update() == 7
        assert (in_index(), indexer.lag()) == (8, 0)

    def test_an_article_that_never_was_is_no_trouble(self):
        indexed(article())
        outbox.add([10**12])
        assert (indexer.update(), in_index(), indexer.lag()) == (1, 1, 0)


@pytest.mark.django_db
class TestRebuild:
    @pytest.mark.embedded
    def test_old_generations_leave_but_for_the_one_before(self, with_index):
        article()
        for _ in range(4):
            indexer.rebuild()
        assert len(list(with_index.glob("g*-*"))) == 2
        assert indexer.lag() == 0

    def test_a_reader_of_the_old_index_reads_on(self):
        made = indexed(article())[0]
        results = Results().matching(WORD)
        assert results.count() == 1
        indexer.rebuild()
        indexer.rebuild()
        assert [hit.article.pk for hit in results[0:20]] == [made.pk]
        assert found() == [made.pk]

    def test_changes_that_arrive_meanwhile_are_in_the_new_index(self, monkeypatch):
        changed, gone = article("पहला"), article("दूसरा")
        indexed()
        arrived = []

        def documents(ids):
            yield from original(ids)
            if ids is None:
                Article.objects.filter(pk=changed.pk).update(title="बारहसिंगा दिखा")
                Article.objects.filter(pk=gone.pk).delete()
                arrived.append(article("बारहसिंगा लौटा"))
                outbox.add([changed.pk, gone.pk])

        original = indexer.documents_of
        monkeypatch.setattr(indexer, "documents_of", documents)
        indexer.rebuild()
        assert found("बारहसिंगा") == sorted([changed.pk, arrived[0].pk])
        assert in_index("") == 2
        assert indexer.lag() == 0

    def test_what_is_drained_meanwhile_is_in_both_indexes(self, monkeypatch):
        changed = indexed(article("पहला"))[0]
        seen = []

        def documents(ids):
            yield from original(ids)
            if ids is None:
                Article.objects.filter(pk=changed.pk).update(title="बारहसिंगा दिखा")
                outbox.add([changed.pk])
                seen.append(engine().rebuilding())
                assert indexer.drain() == 1
                assert found("बारहसिंगा") == [changed.pk]
                assert indexer.lag() == 1

        original = indexer.documents_of
        monkeypatch.setattr(indexer, "documents_of", documents)
        indexer.rebuild()
        assert seen == [True]
        assert (found("बारहसिंगा"), in_index(""), indexer.lag()) == ([changed.pk], 1, 0)
        assert not engine().rebuilding()

    def test_a_rebuild_that_fails_leaves_the_old_index_and_the_outbox(self, monkeypatch):
        made = indexed(article())[0]
        outbox.add([made.pk])

        def documents(ids):
            yield from original(ids)
            raise RuntimeError("power cut")

        original = indexer.documents_of
        with monkeypatch.context() as patch, pytest.raises(RuntimeError):
            patch.setattr(indexer, "documents_of", documents)
            indexer.rebuild()
        assert (found(), indexer.lag()) == ([made.pk], 1)
        assert not engine().rebuilding()
        assert (indexer.update(), found()) == (1, [made.pk])

    def test_segments_are_as_large_as_memory_allows(self, monkeypatch):
        monkeypatch.setattr(bulk, "SEGMENT_SIZE", 2)
        for number in range(5):
            article(f"समाचार {number}")
        indexer.rebuild()
        assert in_index() == len(found()) == 5
        assert sum(Results().matches.periods(DAY).values()) == 5


@pytest.mark.django_db
class TestWriting:
    def test_a_batch_that_fails_changes_nothing(self):
        made = indexed(article())[0]

        def documents():
            yield next(indexer.documents_of([made.pk]))._replace(title="बारहसिंगा")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine().write(documents(), [])
        assert (in_index("बारहसिंगा"), found()) == (0, [made.pk])

    def test_writing_twice_keeps_one(self):
        made = indexed(article())[0]
        for _ in range(3):
            engine().write(indexer.documents_of([made.pk]), [])
        assert in_index() == engine().size() == 1

    def test_a_deleted_document_is_counted_nowhere(self):
        _, gone = indexed(article(topics=["जल"]), article(topics=["जल"]))
        engine().write([], [gone.pk])
        results = Results()
        assert (results.count(), sum(results.matches.periods(DAY).values())) == (1, 1)
        assert list(results.matches.counts("topic").values()) == [1]


@pytest.mark.django_db
class TestCommand:
    @pytest.mark.parametrize("options", [{}, {"rebuild": True}])
    def test_it_says_how_much_was_indexed(self, options):
        article()
        out = StringIO()
        call_command("update_index", stdout=out, **options)
        assert out.getvalue() == "indexed 1\n"
        assert in_index() == 1


@pytest.mark.parametrize(
    "moment, minute",
    [
        (None, None),
        (datetime(1970, 1, 1, tzinfo=ZoneInfo("Asia/Kolkata")), 0),
        (datetime(1970, 1, 2, tzinfo=ZoneInfo("Asia/Kolkata")), 24 * 60),
        (datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")), 5 * 60 + 30),
        (datetime(2020, 10, 7, 0, 30, tzinfo=ZoneInfo("Asia/Kolkata")), 18_542 * 1440 + 30),
    ],
)
def test_minutes_are_those_of_the_archives_own_clock(moment, minute):
    assert local_minute(moment) == minute
