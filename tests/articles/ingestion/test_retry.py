"""What failed in a run is taken in again: that alone, and what became of it is shown."""

import os

import pytest

from articles.ingestion import readers, workers
from articles.ingestion import retry as retries
from articles.ingestion.pipeline import ingest
from articles.ingestion.prepare import Prepared, prepare
from articles.ingestion.records import Problem
from articles.ingestion.retry import CannotRetry, left, retry
from articles.models import Article, IngestProblem, IngestRun
from tests.articles.ingestion.readers.packing import Crawl, line, page, tarred, zipped
from tests.builders import entity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive(monkeypatch):
    entity("सोनपुर")


@pytest.fixture
def trouble(monkeypatch):
    """Call it with words: articles that have one in their title fail, until it is called again."""

    def begin(*words):
        def one(item, *given):
            if any(word in getattr(item, "title", "") for word in words):
                return Prepared(None, [Problem(item.origin, "killed", "no memory")])
            return prepare(item, *given)

        def faulty(items, rules, wishes, known):
            return [one(item, rules, wishes, known) for item in items]

        monkeypatch.setattr(workers, "prepare_each", faulty)

    return begin


@pytest.fixture
def read(monkeypatch):
    """The files of the records that were read."""
    seen = []

    def noted(*given):
        for item in original(*given):
            seen.append(item.origin.path.rpartition("/")[2])
            yield item

    original = readers.read_file
    monkeypatch.setattr(retries.readers, "read_file", noted)
    return seen


def lines(folder, count=40, name="a.jsonl"):
    path = folder / name
    path.write_bytes(b"".join(line(n, title=f"मेला {n}।") for n in range(count)))
    return path


def test_only_what_failed_is_read_again(tmp_path, trouble, read):
    path = lines(tmp_path)
    trouble(" 7।", " 21।")
    first = ingest([path], source="मसौदा", who="sita")
    assert (first.counts["stored"], first.counts["failed"]) == (38, 2)
    trouble()
    read.clear()
    summary = retry(first.run.pk, "gita")
    assert summary.counts == {"read": 2, "stored": 2}
    assert Article.objects.count() == 40
    assert len(read) <= 4  # each of the two, and the line after it
    run = IngestRun.objects.get(pk=summary.run.pk)
    assert (run.retry_of_id, run.who, run.status) == (first.run.pk, "gita", "finished")
    assert run.retry_of.who == "sita"
    mended = IngestProblem.objects.filter(mended_by=run).values_list("line", flat=True)
    assert list(mended) == [8, 22] and not left(first.run).exists()


def test_what_fails_again_stays_and_is_tried_once_more(tmp_path, trouble):
    path = lines(tmp_path)
    trouble(" 7।", " 21।")
    number = ingest([path]).run.pk
    trouble(" 21।")
    assert retry(number).counts == {"read": 2, "stored": 1, "failed": 1}
    assert [one.line for one in left(IngestRun.objects.get(pk=number))] == [22]
    trouble()
    assert retry(number).counts == {"read": 1, "stored": 1}
    with pytest.raises(CannotRetry, match="No record"):
        retry(number)


def test_a_line_that_is_wrong_stays_wrong(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(1) + b"{broken\n" + line(2))
    number = ingest([path]).run.pk
    assert retry(number).counts == {"read": 1, "failed": 1}
    assert left(IngestRun.objects.get(pk=number)).count() == 1


def test_facts_that_could_not_be_read_are_no_lost_records(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(1, date="परसों"))
    run = ingest([path]).run
    assert run.problems.count() == 1
    with pytest.raises(CannotRetry):
        retry(run.pk)


def parts(folder):
    """Write archives of every kind, with an article named रात in the middle of each."""
    rows = [line(n, title="रात" if n == 2 else f"मेला {n}", id=f"t{n}") for n in range(4)]
    pages = {f"{n}.html": page(100 + n) for n in range(3)}
    table = "title,body\nमेला,मेला लगा।\nरात,रात हुई।\nदिन,दिन हुआ।\n".encode()
    crawl = Crawl(gzipped=True).page(1).page(2).page(3).data
    files = {
        "a.tar.gz": tarred({"x.jsonl": b"".join(rows)} | pages, "w:gz"),
        "b.zip": zipped({"y.tar": tarred({"z.csv": table}, "w"), "n!1.html": page(200)}),
        "c.csv": table.replace("हुई".encode(), "बीती".encode()),
        "d.json": b"["
        + b",".join(line(300 + n, title="रात" if n else "दिन") for n in range(2))
        + b"]",
        "e.warc.gz": crawl,
        "f!g.html": page(400),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("jumps", [0, 1000])
def test_records_of_all_formats_are_found_again(tmp_path, trouble, jumps, monkeypatch):
    monkeypatch.setattr(retries, "MOST_JUMPS", jumps)
    parts(tmp_path)
    trouble("")
    first = ingest([tmp_path])
    assert first.counts["failed"] == first.counts["read"] > 15
    trouble()
    summary = retry(first.run.pk)
    assert summary.counts["read"] == first.counts["read"] and summary.counts["failed"] == 0
    assert not left(first.run).exists()
    Article.objects.all().delete()
    IngestRun.objects.all().delete()
    trouble("रात")
    first = ingest([tmp_path])
    assert first.counts["failed"] == 4
    trouble()
    assert retry(first.run.pk).counts["stored"] == 4
    assert set(Article.objects.filter(run__retry_of=first.run).values_list("title", flat=True)) == {
        "रात"
    }


def test_a_file_that_has_changed_is_said_so(tmp_path, trouble):
    path = lines(tmp_path)
    trouble(" 7।", " 21।")
    number = ingest([path]).run.pk
    path.write_bytes(path.read_bytes() + line(50))
    trouble()
    summary = retry(number)
    assert summary.counts == {"read": 2, "failed": 2} and Article.objects.count() == 38
    assert {one.kind for one in summary.problems} == {"changed"}
    assert "has changed" in summary.problems[0].reason and summary.problems[0].origin.line == 8
    path.unlink()
    assert "is gone" in retry(number).problems[0].reason
    assert left(IngestRun.objects.get(pk=number)).count() == 2


def test_a_file_that_was_missing_is_read_as_a_whole(tmp_path):
    number = ingest([tmp_path / "a.jsonl"]).run.pk
    lines(tmp_path, 3)
    assert retry(number).counts == {"read": 3, "stored": 3}
    assert not left(IngestRun.objects.get(pk=number)).exists()


def test_files_are_found_from_another_folder_too(tmp_path, trouble, monkeypatch):
    lines(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    trouble(" 7।")
    number = ingest(["a.jsonl"]).run.pk
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert retry(number).problems[0].origin.path == "a.jsonl"
    trouble()
    assert retry(number).counts["stored"] == 1
    assert not left(IngestRun.objects.get(pk=number)).exists()


def test_how_the_run_read_is_kept(tmp_path, trouble):
    path = tmp_path / "a.csv"
    path.write_text("Kopf,Inhalt\nपुल,पुल बना और लोग आए।\n", encoding="utf-8")
    trouble("पुल")
    columns = {"title": "Kopf", "body": "Inhalt"}
    number = ingest([path], source="मसौदा पत्रिका", columns=columns).run.pk
    trouble()
    assert retry(number).counts["stored"] == 1
    assert Article.objects.get().source.name == "मसौदा पत्रिका"


def test_a_run_that_is_none_or_is_tried_already(tmp_path, trouble):
    with pytest.raises(CannotRetry, match="no run 99"):
        retry(99)
    trouble(" 1।")
    run = ingest([lines(tmp_path, 3)]).run
    with retries.alone(run), pytest.raises(CannotRetry, match="already"):
        retry(run.pk)


def test_a_retry_that_is_stopped_may_be_done_again(tmp_path, trouble):
    trouble("मेला")
    number = ingest([lines(tmp_path, 5)]).run.pk
    trouble()

    def stop(origin):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retry(number, progress=stop)
    assert retry(number).counts == {"read": 5, "unchanged": 5}
    assert not left(IngestRun.objects.get(pk=number)).exists()


def test_standard_input_cannot_be_read_again(tmp_path, trouble, monkeypatch):
    run = IngestRun.objects.create(inputs=["-"])
    IngestProblem.objects.create(run=run, kind="bad_json", path="-", at=[0, 5, 1], lost=True)
    assert "Standard input" in retry(run.pk).problems[0].reason


@pytest.mark.skipif(os.name == "nt", reason="names of files")
def test_a_part_of_an_archive_is_told_from_a_file_with_such_a_name(tmp_path):
    from articles.ingestion.places import split

    (tmp_path / "a!b.zip").touch()
    assert split("a!b.zip!c.html", str(tmp_path)) == ("a!b.zip", tmp_path / "a!b.zip")
    assert split("away.zip!c.html", str(tmp_path))[0] == "away.zip"
