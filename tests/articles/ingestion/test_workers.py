"""Worker processes: what they prepare is what one process would, in order, whatever kills them."""

import logging
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial
from itertools import count

import pytest

from articles.ingestion import pipeline, workers
from articles.ingestion.pipeline import ingest
from articles.ingestion.prepare import Wishes, prepare, prepare_each
from articles.ingestion.records import Known, Origin, Problem
from articles.ingestion.rules import NO_RULES
from articles.models import Article, IngestProblem, IngestRun
from tests.articles.ingestion.worker_tasks import (
    DEADLY,
    Names,
    cannot_begin,
    interrupted,
    kill_by_title,
    kill_once,
    raise_error,
)
from tests.builders import json_record, raw, write_lines

posix = pytest.mark.skipif(os.name != "posix", reason="kills by signals")


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(workers, "FEW", 5)
    monkeypatch.setattr(workers, "CHUNK", 4)
    monkeypatch.setattr(workers, "AHEAD", 12)


def items(number):
    """Return articles with all else that readers give among them."""
    found = []
    for n in range(number):
        found.append(raw(title=f"मेला {n}", external_id=str(n)))
        if n % 7 == 3:
            found.append(Problem(Origin("नमूना.jsonl", n), "bad_json", "broken"))
        if n % 9 == 4:
            found += [Known(Origin("नमूना.jsonl", n)), raw(title="", body="खाली")]
    return found


def outcomes(given, processes):
    return list(workers.prepared(given, Wishes(processes=processes), Names()))


def test_several_processes_prepare_as_one_does_and_in_order():
    given = items(60)
    found = outcomes(given, 2)
    assert [item for item, _ in found] == given
    assert found == outcomes(given, 1)


def test_few_items_start_no_process(monkeypatch):
    monkeypatch.setattr(workers, "Team", None)
    assert len(outcomes(items(5)[:5], 2)) == 5


def test_no_more_than_allowed_is_read_ahead():
    read = count()
    most = 0
    given = (raw(title=f"मेला {next(read)}") for _ in range(100))
    for done, _ in enumerate(workers.prepared(given, Wishes(processes=2), Names()), 1):
        most = max(most, int(repr(read)[6:-1]) - done)
    assert 8 < most <= workers.AHEAD + workers.CHUNK


def test_long_texts_are_fewer_at_a_time(monkeypatch):
    monkeypatch.setattr(workers, "CHUNK_TEXT", 1000)
    found = list(workers.chunks(iter([raw(body="क" * 600)] * 4 + [raw(body="क")])))
    assert [len(chunk.items) for chunk in found] == [2, 2, 1]
    monkeypatch.setattr(workers, "AHEAD_TEXT", 2000)
    assert workers.too_much(found[:2]) and not workers.too_much(found[:1])


def test_workers_have_no_django():
    """They start sooner so, and cannot touch the database."""
    code = "import sys, articles.ingestion.workers; print('django' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False"]


def work(given, function):
    return list(workers.shared_out(iter(given), function, 2))


@posix
class TestKilledWorkers:
    def test_a_worker_that_is_killed_loses_nothing(self, tmp_path, caplog):
        given = [raw(title=f"मेला {n}") for n in range(40)]
        given[17] = raw(title=DEADLY)
        found = work(given, partial(kill_once, mark=tmp_path / "killed"))
        assert found == [(item, prepare(item, NO_RULES, Wishes(), Names())) for item in given]
        assert "was killed" in caplog.text

    def test_a_record_that_kills_each_time_is_a_problem_and_stops_nothing(self, caplog):
        given = [raw(title=f"मेला {n}") for n in range(40)]
        given[9] = given[30] = raw(title=DEADLY)
        found = work(given, kill_by_title)
        assert [item for item, _ in found] == given
        kinds = {n: one.problems[0].kind for n, (_, one) in enumerate(found) if one.problems}
        assert kinds == {9: "killed", 30: "killed"}
        assert found[9][1].problems[0].fatal and found[9][1].problems[0].excerpt == DEADLY

    def test_an_interrupt_is_not_for_workers(self):
        assert len(work([raw()] * 10, interrupted)) == 10

    def test_workers_end_with_their_parent(self):
        code = (
            "import multiprocessing, os, signal\n"
            "from articles.ingestion.workers import shared_out\n"
            "from tests.articles.ingestion.worker_tasks import ARTICLE, kill_by_title\n"
            "for _ in shared_out(iter([ARTICLE] * 2000), kill_by_title, 2):\n"
            "    print(*[one.pid for one in multiprocessing.active_children()], flush=True)\n"
            "    os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        children = list(map(int, ran.stdout.split()))
        assert ran.returncode == -signal.SIGKILL and children, ran.stderr
        end = time.monotonic() + 20
        while any(map(is_alive, children)) and time.monotonic() < end:
            time.sleep(0.05)
        assert not any(map(is_alive, children))


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_an_error_of_our_own_is_raised():
    with pytest.raises(RuntimeError, match="bug"):
        work([raw()] * 10, raise_error)


def test_where_no_process_can_be_started_this_one_does_all(monkeypatch, caplog):
    monkeypatch.setattr(workers, "learn", cannot_begin)
    given = [raw(title=f"मेला {n}") for n in range(20)]
    found = work(given, partial(prepare_each, wishes=Wishes(), known=Names()))
    assert found == [(item, prepare(item, NO_RULES, Wishes(), Names())) for item in given]
    assert "No process can be started" in caplog.text


@pytest.mark.django_db
class TestIngest:
    @pytest.fixture(autouse=True)
    def two_workers(self, settings, monkeypatch):
        settings.INGEST_WORKERS = 2
        monkeypatch.setattr(pipeline, "BATCH", 7)
        logging.getLogger("articles").propagate = True

    def file(self, folder):
        lines = [json_record(id=n, title=f"मेला {n}", topics=["जल"]) for n in range(40)]
        lines[11] = "{broken"
        lines[20] = json_record(id=3, title="मेला 3", topics=["जल"])
        lines[30] = json_record(id=30, date="परसों")
        return write_lines(folder / "a.jsonl", *lines)

    def state(self):
        articles = Article.objects.order_by("identity").values_list("identity", "title", "body")
        problems = IngestProblem.objects.order_by("id").values_list("kind", "line")
        return list(articles), list(problems)

    def test_what_workers_prepare_is_stored_as_one_process_would(self, tmp_path, settings):
        path = self.file(tmp_path)
        summary = ingest([path])
        found = self.state()
        for model in (Article, IngestRun):
            model.objects.all().delete()
        settings.INGEST_WORKERS = 1
        assert ingest([path]).counts == summary.counts
        assert summary.counts == {"read": 40, "stored": 38, "failed": 1, "duplicates": 1}
        assert self.state() == found

    @posix
    def test_also_when_each_worker_is_killed(self, tmp_path):
        read = count(1)

        def progress(origin):
            if next(read) in (8, 22):
                for one in multiprocessing.active_children():
                    os.kill(one.pid, signal.SIGKILL)

        summary = ingest([self.file(tmp_path)], progress=progress)
        assert summary.counts == {"read": 40, "stored": 38, "failed": 1, "duplicates": 1}
        assert self.state()[1] == [("bad_json", 12), ("bad_date", 31)]

    def test_what_was_stopped_goes_on_though_more_was_read(self, tmp_path):
        path, read = self.file(tmp_path), count(1)

        def stop(origin):
            if next(read) == 15:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            ingest([path], progress=stop)
        assert IngestRun.objects.get().read == 21
        assert ingest([path]).counts == {"read": 40, "stored": 38, "failed": 1, "duplicates": 1}
        assert IngestRun.objects.count() == 1

    def test_nothing_of_the_web_is_read_ahead(self, tmp_path, monkeypatch):
        (tmp_path / "addresses.txt").write_text("https://namuna.example/1\n")
        seen = []
        monkeypatch.setattr(pipeline, "take_in", lambda run, items, wishes, *_: seen.append(wishes))
        for names in ([tmp_path / "addresses.txt"], ["https://namuna.example/1"], [tmp_path]):
            ingest(names)
        assert [wishes.processes for wishes in seen] == [1, 1, 2]
