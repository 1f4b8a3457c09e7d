"""``manage.py check_index``: what differs between index and database is found and mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, IndexChange
from search import check
from search.engines.base import engine
from tests.builders import article, document, indexed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]


@pytest.fixture
def four(index):
    return indexed(*(article(f"समाचार {number}") for number in range(4)))


@pytest.fixture
def spoilt(four):
    """One article is not in the index, one as it was, one twice, and one that never was."""
    missing, stale, doubled, _ = four
    engine().write([document(10**6, "पुल")], [missing.pk])
    Article.objects.filter(pk=stale.pk).update(body="नहर खुली")  # without a word to the outbox
    twice(next(iter(check.indexer.documents_of([doubled.pk]))))
    return missing, stale, doubled


def twice(one):
    """Put a document in beside the one that is there, as no commit of ours does."""
    from search.engines.embedded.writing import commit, write_segment

    index = engine().storage.open(engine().storage.current())
    commit(index, [write_segment(index.storage.folder, [one]).segment], [])


def run(*arguments):
    out = StringIO()
    call_command("check_index", *arguments, stdout=out)
    return out.getvalue()


def test_a_sound_index_is_told_so(four):
    assert run() == "4 articles, 0 mended\n"
    assert run("--dry-run") == "4 articles, 0 mended\n"


@pytest.mark.embedded
def test_each_kind_of_difference_is_found(spoilt):
    missing, stale, doubled = spoilt
    assert check.differences() == ({missing.pk}, {stale.pk}, {doubled.pk}, {10**6})


@pytest.mark.embedded
def test_what_differs_is_mended(spoilt):
    assert run().splitlines()[-1] == "4 articles, 4 mended"
    assert not check.differences().all
    assert IndexChange.objects.count() == 0


@pytest.mark.embedded
def test_a_dry_run_only_tells(spoilt):
    with pytest.raises(CommandError, match="4 articles differ"):
        run("--dry-run")
    assert len(check.differences().all) == 4


def test_what_waits_in_the_outbox_is_written_first(four):
    article("नया समाचार")
    assert run() == "5 articles, 0 mended\n"


@pytest.mark.embedded
def test_an_index_that_cannot_be_read_is_made_anew(four, index):
    next(index.glob("*/*.arrays")).write_bytes(b"ruin")
    engine.cache_clear()
    assert "made anew" in run()
    assert not check.differences().all


@pytest.mark.embedded
def test_altered_values_are_found_though_the_index_opens(four, index):
    path = next(index.glob("*/*.arrays"))
    content = bytearray(path.read_bytes())
    content[content.rindex("समाचार".encode())] ^= 1
    path.write_bytes(content)
    engine.cache_clear()
    with pytest.raises(CommandError, match="altered"):
        run("--dry-run")
    assert "made anew" in run()
