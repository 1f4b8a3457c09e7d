"""``manage.py ingest``: from files to search results, and what it says on the way."""

import errno
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.ingestion.pipeline import OUTCOMES
from articles.ingestion.store import is_full
from articles.models import Article, IngestRun, Revision
from tests.builders import entity, json_record, write_lines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def archive(index):
    return entity("सोनपुर", roman="Sonpur")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "articles.jsonl"


def run(*arguments):
    """Return what the command wrote to both streams, and whether it failed."""
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def search(client, query=""):
    return client.get(f"/search.json?{query}").json()


def test_from_a_file_to_the_results(client, file):
    write_lines(
        file,
        json_record(id="1", title="सोनपुर में हिन्द मेला", topics=["मेला"], date="2020-10-07 15:57"),
        json_record(id="2", title="नहर खुली", body="पानी आया।", source="मसौदा पत्रिका"),
    )
    assert run(str(file))[2] == ""
    found = search(client, "q=हिंद मेला&entity=sonpur&topic=मेला&source=नमूना समाचार&from=2020")
    assert [hit["title"] for hit in found["hits"]] == ["सोनपुर में हिन्द मेला"]
    assert found["hits"][0]["date"] == "2020-10-07T15:57+05:30"
    assert search(client)["total"] == 2


def test_a_second_time_changes_nothing(client, file):
    write_lines(file, json_record(id="1"), json_record(title="और", body="कुछ और शब्द"))
    run(str(file))
    before = search(client)
    out, _, _ = run(str(file))
    assert "stored 0" in out and "unchanged 2" in out
    after = search(client)
    before.pop("took_ms"), after.pop("took_ms")
    assert (after, Revision.objects.count()) == (before, 0)


def test_a_changed_article_is_found_by_its_new_words_and_keeps_the_old(client, file):
    write_lines(file, json_record(id="1", title="बारहसिंगा दिखा"))
    run(str(file))
    write_lines(file, json_record(id="1", title="चीतल दिखा"))
    assert "updated 1" in run(str(file))[0]
    assert (search(client, "q=चीतल")["total"], search(client, "q=बारहसिंगा")["total"]) == (1, 0)
    assert Revision.objects.get().title == "बारहसिंगा दिखा"


def test_an_edit_in_the_admin_is_not_undone(client, file):
    write_lines(file, json_record(id="1", title="बारहसिंगा दिखा"))
    run(str(file))
    article = Article.objects.get()
    article.title, article.status = "चीतल दिखा", Article.Status.HIDDEN
    article.save()
    run(str(file))
    article.refresh_from_db()
    assert (article.title, article.status) == ("चीतल दिखा", Article.Status.HIDDEN)
    assert search(client)["total"] == 0


def test_a_broken_record_among_good_ones_is_told_and_stops_nothing(client, file):
    write_lines(file, json_record(id="1"), "{broken", json_record(id="2", title="और"))
    out, errors, failure = run(str(file))
    assert "read 3" in out and "stored 2" in out and "failed 1" in out
    assert f"{file}:2" in errors
    assert "1 of 3" in failure
    assert search(client)["total"] == 2


def test_a_fact_that_cannot_be_read_is_told_and_is_no_failure(file):
    write_lines(file, json_record(id="1", date="कभी"))
    out, errors, failure = run(str(file))
    assert "stored 1" in out and "published" in errors
    assert failure == ""


def test_json_adds_up(file):
    records = [json_record(id=n % 3, title=f"समाचार {n % 3}") for n in range(5)]
    write_lines(file, *records, "{broken", json_record(id="9", title=""))
    summary = json.loads(run(str(file), "--json")[0])
    others = [summary[name] for name in OUTCOMES if name != "read"]
    assert summary["read"] == sum(others) == 7
    assert (summary["stored"], summary["duplicates"], summary["failed"]) == (3, 2, 2)
    assert len(summary["problems"]) == 2
    again = json.loads(run(str(file), "--json")[0])
    assert again["read"] == sum(again[name] for name in OUTCOMES if name != "read") == 7


def test_a_dry_run_stores_nothing(client, file):
    write_lines(file, json_record(id="1"), "{broken")
    out, _, failure = run(str(file), "--dry-run")
    assert "stored 1" in out and failure
    assert Article.objects.count() == IngestRun.objects.count() == 0


def test_the_exit_status_tells_failure(file):
    write_lines(file, "{broken")
    root = Path(__file__).resolve().parents[3]
    home = file.parent / "home"
    environment = os.environ | {"NEWSARCHIVE_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    environment.pop("DATABASE_URL", None), environment.pop("SEARCH_URL", None)
    done = subprocess.run(
        [sys.executable, "manage.py", "ingest", "--json", str(file)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["failed"] == 1
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_a_failure(tmp_path):
    _, errors, failure = run(str(tmp_path / "away.jsonl"))
    assert "away.jsonl" in errors and failure


def test_columns_of_a_table_may_be_named(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("Kopf,Inhalt\nपुल,पुल बना और लोग आए।\n", encoding="utf-8")
    assert "no_columns" in run(str(table), "--json")[0]
    assert "stored 1" in run(str(table), "--columns", "title=Kopf, body=Inhalt")[0]


@pytest.mark.parametrize("columns", ["title", "title=", "colour=Kopf", "=", ""])
def test_columns_that_are_none_are_refused(file, columns):
    assert "names no field" in run(str(file), "--columns", columns)[2]


def test_a_stopped_run_says_where_it_goes_on(file, monkeypatch):
    monkeypatch.setattr("articles.ingestion.pipeline.BATCH", 1)
    write_lines(file, json_record(id="1"), json_record(id="2", title="और"))

    def stop(progress, origin):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("articles.management.progress.Progress.__call__", stop)
        run(str(file))
    out, errors, _ = run(str(file))
    assert "was stopped after 1 records" in errors and "stored 2" in out
    assert "stopped" not in run(str(file))[1]


def test_what_failed_is_tried_again(file):
    write_lines(file, json_record(id="1"), "{broken")
    assert "1 of 2" in run(str(file), "--who", "sita")[2]
    first = IngestRun.objects.get()
    assert first.who == "sita"
    out, errors, failure = run("--retry", str(first.pk), "--json")
    assert json.loads(out)["read"] == 1 and "1 of 1" in failure
    assert f"{file}:2" in errors
    assert IngestRun.objects.latest("pk").who  # the system's user


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--retry", "77"], "no run 77"),
        (["--retry", "1", "a.jsonl"], "one of the two"),
        ([], "one of the two"),
        (["--retry", "1", "--dry-run"], "no --dry-run"),
    ],
)
def test_a_retry_that_makes_no_sense_is_refused(arguments, said):
    assert said in run(*arguments)[2]


@pytest.fixture
def full_disk():
    """SQLite without room for another page; it makes room when the test says so."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone can be told to have no room")
    with connection.cursor() as cursor:
        [most] = cursor.execute("PRAGMA max_page_count").fetchone()
        cursor.execute("VACUUM")  # earlier tests leave empty pages
        [used] = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {used + 20}")
        yield lambda: cursor.execute(f"PRAGMA max_page_count = {most}")
        cursor.execute(f"PRAGMA max_page_count = {most}")


def test_a_full_disk_is_told_and_the_same_command_goes_on(file, full_disk):
    records = (json_record(id=str(one), body=f"शब्द{one} " * 2000) for one in range(40))
    write_lines(file, *records)
    message = run(str(file))[2]
    assert message.startswith("No room is left on the disk")
    assert "the same command again" in message
    full_disk()
    assert run(str(file))[2] == ""
    assert Article.objects.count() == 40


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/5/1": No space left on device'),
    ],
    ids=["index", "quota", "sqlite", "postgresql"],
)
def test_a_full_disk_is_known_by_what_is_said(error):
    assert is_full(error)
    assert not is_full(OperationalError("database is locked"))
    assert not is_full(OSError(errno.EACCES, "Permission denied"))
