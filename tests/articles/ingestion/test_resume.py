"""A run that was stopped goes on where it was, and leaves what an undisturbed one leaves."""

import gzip
import io
import os
import random
import subprocess
import sys
from types import SimpleNamespace

import pytest

from articles.ingestion import pipeline
from articles.ingestion.pipeline import ingest
from articles.locks import held
from articles.models import Article, IngestProblem, IngestRun
from tests.articles.ingestion.readers.packing import Crawl, line, page, tarred, zipped
from tests.builders import entity

KILLS, FEWER_KILLS = 20, 8  # workers take a while to start
TABLE = "शीर्षक,पाठ,id\n".encode() + b"".join(
    f"मेला {number},मेला {number} बार लगा।,t{number}\n".encode() for number in range(1, 30)
)


def crawl(pages: int) -> bytes:
    """Return a crawl of pages among other records, the middle one of them cut off."""
    pieces = []
    for number in range(pages + 1):
        one = Crawl(gzipped=True).page(number)
        pieces.append(one.data[:-80] if number == pages // 2 else one.data)
        if number % 5 == 0:
            pieces.append(Crawl(gzipped=True).others().data)
    return b"".join(pieces)


def write_inputs(folder):
    """Write what readers can meet: each format, archives in archives, faults, repeats."""
    folder.mkdir()
    lines = b"".join(map(line, range(1000, 1030)))
    parts = {f"{number}.html": page(2000 + number) for number in range(12)}
    files = {
        "a.jsonl": lines + b"broken\n" + line(1003) + line(1004, title="बदला हुआ शीर्षक"),
        "b.jsonl.gz": gzip.compress(b"".join(map(line, range(1020, 1050)))),
        "c.csv": TABLE + b'x,"broken\n' + TABLE.partition(b"\n")[2][:100] + b"\n",
        "d.zip": zipped({"e.tar.gz": tarred(parts, "w:gz"), "f.warc.gz": crawl(8), "g.txt": b"x"}),
        "h.html": page(3000),
        "i.json": b"[" + b",".join(line(4000 + number) for number in range(20)) + b"]",
        "j.warc": Crawl().others().page(5000).page(5001).data[:-90],
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def killed(home, kills, *inputs, workers=1):
    environment = os.environ | {
        "NEWSARCHIVE_HOME": str(home),
        "NEWSARCHIVE_INGEST_WORKERS": str(workers),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    environment.pop("DATABASE_URL", None)
    seed = str(random.randrange(10**6))
    module = "tests.articles.ingestion.killed_ingest"
    command = [sys.executable, "-m", module, str(kills), seed, *map(str, inputs)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert ran.stdout.split() == [str(kills), "kills"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_crawl_may_be_killed_at_any_moment(tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(crawl(500))
    killed(tmp_path / "home", KILLS, tmp_path / "crawl.warc.gz")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_so_may_a_folder_of_everything(tmp_path):
    killed(tmp_path / "home", KILLS, write_inputs(tmp_path / "inputs"), tmp_path / "away.txt")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_and_one_whose_workers_read_ahead(tmp_path):
    (tmp_path / "crawl.warc.gz").write_bytes(crawl(500))
    killed(tmp_path / "home", FEWER_KILLS, tmp_path / "crawl.warc.gz", workers=2)


@pytest.mark.django_db
class TestGoingOn:
    @pytest.fixture(autouse=True)
    def small_batches(self, monkeypatch):
        monkeypatch.setattr(pipeline, "BATCH", 3)
        entity("सोनपुर")

    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "a.jsonl"
        path.write_bytes(b"".join(map(line, range(10))))
        return path

    def stop(self, *inputs, after=5, **options):
        """Ingest until so many records were taken in."""
        count = 0

        def stop(origin):
            nonlocal count
            count += 1
            if count == after:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            ingest(inputs, progress=stop, **options)
        return IngestRun.objects.latest("pk")

    def go_on(self, *inputs, **options):
        """Ingest; return the summary, how many records were read, and what was said."""
        read, said = [], []
        summary = ingest(
            inputs,
            progress=read.append,
            started=lambda trail: said.append(trail.how_it_goes_on()),
            **options,
        )
        return summary, len(read), said[0]

    def test_it_goes_on_where_it_was_and_says_so(self, file):
        run = self.stop(file)
        assert (run.status, run.read, Article.objects.count()) == ("broken", 6, 6)
        summary, read, said = self.go_on(file)
        assert (summary.run.pk, read) == (run.pk, 4)
        assert summary.counts["stored"] == summary.counts["read"] == Article.objects.count() == 10
        assert f"Run {run.pk} was stopped after 6 records" in said and f"in {file}" in said

    def test_what_came_to_its_end_begins_anew(self, file):
        ingest([file])
        summary, read, said = self.go_on(file)
        assert (summary.counts["unchanged"], read, said) == (10, 10, "")
        assert IngestRun.objects.count() == 2

    def test_a_run_stopped_before_its_first_batch_goes_on_from_the_start(self, file, monkeypatch):
        monkeypatch.setattr(pipeline, "check", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ingest([file])
        monkeypatch.undo()
        summary, _, said = self.go_on(file)
        assert (summary.counts["stored"], IngestRun.objects.count(), said) == (10, 1, "")

    def test_a_file_that_changed_is_read_from_its_start(self, file):
        self.stop(file)
        file.write_bytes(file.read_bytes() + line(10))
        summary, read, said = self.go_on(file)
        assert (read, Article.objects.count()) == (11, 11)
        assert summary.counts["duplicates"] == 6 and "at the start of" in said

    def test_files_before_it_are_not_read_again(self, file, tmp_path):
        (tmp_path / "b.jsonl").write_bytes(b"".join(map(line, range(20, 30))))
        self.stop(tmp_path, after=14)
        _, read, said = self.go_on(tmp_path)
        assert read == 5 and "b.jsonl" in said

    def test_all_is_read_again_if_a_file_before_it_changed(self, file, tmp_path):
        (tmp_path / "b.jsonl").write_bytes(b"".join(map(line, range(20, 30))))
        self.stop(tmp_path, after=14)
        file.write_bytes(line(50))
        _, read, said = self.go_on(tmp_path)
        assert (read, Article.objects.count()) == (11, 21) and "changed" in said

    def test_all_is_read_again_if_files_are_gone(self, file, tmp_path):
        (tmp_path / "b.jsonl").write_bytes(b"".join(map(line, range(20, 30))))
        self.stop(tmp_path, after=14)
        file.unlink()
        assert self.go_on(tmp_path)[1] == 10

    @pytest.mark.parametrize(
        "options", [{"source": "नमूना"}, {"format": "jsonl"}, {"any_language": True}]
    )
    def test_another_command_does_not_go_on(self, file, options):
        self.stop(file)
        assert self.go_on(file, **options)[1] == 10

    def test_one_may_ask_to_begin_anew(self, file):
        self.stop(file)
        assert self.go_on(file, anew=True)[1] == 10

    def test_a_dry_run_does_not_go_on(self, file):
        self.stop(file)
        _, read, said = self.go_on(file, dry_run=True)
        assert (read, said) == (10, "") and IngestRun.objects.get().status == "broken"

    def test_a_run_under_way_is_left_alone(self, file):
        run = self.stop(file)
        with held(f"run-{run.pk}"):
            summary, read, _ = self.go_on(file)
        assert summary.run.pk != run.pk and read == 10

    def test_locks_leave_nothing_behind(self, file, settings, tmp_path):
        settings.HOME = tmp_path / "home"
        settings.HOME.mkdir()
        ingest([file])
        assert list(settings.HOME.glob("locks/*")) == []

    def test_standard_input_is_read_from_its_start(self, file, monkeypatch):
        for _ in range(2):
            given = SimpleNamespace(buffer=io.BytesIO(file.read_bytes()))
            monkeypatch.setattr(sys, "stdin", given)
            if not Article.objects.exists():
                self.stop("-")
        _, read, _ = self.go_on("-")
        assert (read, Article.objects.count()) == (10, 10)

    def test_what_a_failing_batch_would_have_left_is_not_left(self, file, monkeypatch):
        file.write_bytes(file.read_bytes() + b"broken\n" * 5)
        self.stop(file)
        before = IngestRun.objects.values().get()

        def fail(self, *arguments):
            IngestProblem.objects.bulk_create([])
            raise RuntimeError("bug")

        monkeypatch.setattr(pipeline.Summary, "add", fail)
        with pytest.raises(RuntimeError):
            ingest([file])
        after = IngestRun.objects.values().get()
        assert Article.objects.count() == 6
        assert {name: value for name, value in after.items() if name != "finished_at"} == {
            name: value for name, value in before.items() if name != "finished_at"
        }
        monkeypatch.undo()
        assert ingest([file]).counts == {"read": 15, "stored": 10, "failed": 5}
        assert IngestProblem.objects.count() == 5
