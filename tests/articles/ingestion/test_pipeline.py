"""The pipeline: every record is accounted for, and no record stops another."""

import json

import pytest

from articles.ingestion import pipeline
from articles.ingestion import summary as summaries
from articles.ingestion.pipeline import OUTCOMES, ingest
from articles.models import (
    Alias,
    Article,
    Entity,
    IndexChange,
    IngestProblem,
    IngestRun,
    Mention,
)
from articles.signals import outbox_filled
from tests.builders import entity, json_record, write_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gazetteer():
    """One entity, so that the shipped table is not read for each test."""
    return entity("सोनपुर", aliases=["सोन नगर"])


@pytest.fixture
def file(tmp_path):
    return tmp_path / "articles.jsonl"


def total(counts):
    return sum(counts[name] for name in OUTCOMES if name != "read")


def test_a_file_becomes_articles_with_the_names_in_them(file, gazetteer):
    write_lines(file, json_record(id="1", body="सोनपुर का मेला। सोन नगर सजा।"))
    summary = ingest([str(file)])
    assert summary.counts == {"read": 1, "stored": 1}
    mention = Mention.objects.get()
    assert (mention.entity, mention.count) == (gazetteer, 2)


def test_names_in_title_and_lead_count_too(file):
    write_lines(file, json_record(id="1", title="सोनपुर", lead="सोनपुर में", body="मेला लगा"))
    ingest([str(file)])
    assert Mention.objects.get().count == 2


def test_records_are_accounted_for_whatever_they_are(file):
    write_lines(
        file,
        json_record(id="1"),
        json_record(id="1"),
        "{broken",
        json_record(id="2", title=""),
        json_record(id="3", title="तीसरा", date="कभी"),
        "[]",
        json_record(id="4", title="चौथा", body="…"),
        "",
    )
    summary = ingest([str(file)])
    assert summary.counts["read"] == total(summary.counts) == 7
    assert summary.counts["stored"] == 2
    assert summary.counts["failed"] == 4
    assert {problem.kind for problem in summary.problems} == {
        *("bad_json", "no_title", "bad_date", "not_an_object", "no_body")
    }


def test_the_run_and_its_problems_are_kept(file):
    write_lines(file, json_record(id="1"), "{broken")
    ingest([str(file)])
    run = IngestRun.objects.get()
    assert (run.status, run.read, run.stored, run.failed) == ("finished", 2, 1, 1)
    assert run.finished_at and run.inputs == [str(file)]
    problem = IngestProblem.objects.get()
    assert (problem.run, problem.path, problem.line) == (run, str(file), 2)


def test_files_and_folders_that_are_none_are_problems(tmp_path, file):
    write_lines(file, json_record(id="1"))
    summary = ingest([str(tmp_path / "away"), str(tmp_path)])
    assert summary.counts == {"read": 2, "stored": 1, "failed": 1}


def test_a_source_for_those_that_name_none(file):
    write_lines(file, json_record(id="1", source=None), json_record(id="2", title="और"))
    ingest([str(file)], source="मसौदा पत्रिका")
    names = Article.objects.order_by("external_id").values_list("source__name", flat=True)
    assert list(names) == ["मसौदा पत्रिका", "नमूना समाचार"]


def test_batches_change_nothing(file, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 3)
    write_lines(file, *(json_record(id=n % 6, title=f"समाचार {n % 6}") for n in range(8)))
    summary = ingest([str(file)])
    assert summary.counts == {"read": 8, "stored": 6, "duplicates": 2}
    assert Article.objects.count() == 6


def test_progress_is_told_of_each_record(file):
    write_lines(file, json_record(id="1"), "{broken", json_record(id="2", title="और"))
    lines = []
    ingest([str(file)], progress=lambda origin: lines.append(origin.line))
    assert lines == [1, 2, 3]


@pytest.fixture
def told():
    """How many articles there were each time that the indexer was told."""
    found = []

    def listener(**kwargs):
        found.append(Article.objects.count())

    outbox_filled.connect(listener, sender=IngestRun)
    yield found
    outbox_filled.disconnect(listener, sender=IngestRun)


@pytest.fixture
def ten(file, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 1)
    write_lines(file, *(json_record(id=n, title=f"समाचार {n}") for n in range(10)))
    return str(file)


def test_the_indexer_is_told_once_at_the_end(ten, told):
    ingest([ten])
    assert told == [10]


def test_in_a_long_run_it_is_told_of_so_many_at_a_time(ten, told, monkeypatch):
    monkeypatch.setattr(pipeline, "TOLD_EVERY", 4)
    ingest([ten])
    assert told == [4, 8, 10]
    ingest([ten])
    assert told == [4, 8, 10, 10]


def test_in_a_slow_run_it_is_told_after_a_while(ten, told, monkeypatch):
    monkeypatch.setattr(pipeline, "TOLD_AFTER", -1)
    ingest([ten])
    assert told == [*range(1, 11), 10]


def test_a_dry_run_tells_nothing_on_its_way(ten, told, monkeypatch):
    monkeypatch.setattr(pipeline, "TOLD_EVERY", 4)
    ingest([ten], dry_run=True)
    assert told == [0]


def test_a_run_that_breaks_is_marked_so(file, monkeypatch):
    write_lines(file, json_record(id="1"))

    def fail(*args):
        raise RuntimeError("bug")

    monkeypatch.setattr(pipeline, "check", fail)
    with pytest.raises(RuntimeError):
        ingest([str(file)])
    assert IngestRun.objects.get().status == "broken"


def test_problems_are_listed_up_to_a_limit_and_all_kept(file, monkeypatch):
    monkeypatch.setattr(summaries, "LISTED_PROBLEMS", 3)
    monkeypatch.setattr(pipeline, "BATCH", 2)
    write_lines(file, *["{broken"] * 7)
    summary = ingest([str(file)])
    assert (len(summary.problems), IngestProblem.objects.count()) == (3, 7)
    assert len(summary.as_dict()["problems"]) == 3


def test_the_summary_can_be_written_as_json(file):
    write_lines(file, json_record(id="1"), "{broken")
    summary = json.loads(json.dumps(ingest([str(file)]).as_dict()))
    assert summary["read"] == 2 and summary["run"] == IngestRun.objects.get().pk
    problem = summary["problems"][0]
    assert problem | {"kind": "bad_json", "line": 2, "stored": False} == problem


class TestDryRun:
    def test_nothing_is_stored(self, file):
        write_lines(file, json_record(id="1", topics=["जल"]), "{broken")
        summary = ingest([str(file)], dry_run=True)
        assert summary.counts == {"read": 2, "stored": 1, "failed": 1}
        for model in (Article, IngestRun, IngestProblem, IndexChange):
            assert model.objects.count() == 0, model

    def test_nor_is_the_gazetteer_in_an_empty_database(self, file):
        Entity.objects.all().delete()
        write_lines(file, json_record(id="1", body="नई दिल्ली में बारिश हुई"))
        assert ingest([str(file)], dry_run=True).counts == {"read": 1, "stored": 1}
        assert (Entity.objects.count(), Alias.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", [b"\xff.jsonl", "समाचार \n.jsonl".encode(), b"a'b\".jsonl"])
def test_a_file_of_any_name_is_read_and_its_problems_kept(tmp_path, name):
    path = tmp_path / name.decode("utf-8", "surrogateescape")
    write_lines(path, json_record(id="1"), "{broken")
    summary = ingest([str(tmp_path)])
    assert summary.counts == {"read": 2, "stored": 1, "failed": 1}
    assert IngestProblem.objects.count() == 1
