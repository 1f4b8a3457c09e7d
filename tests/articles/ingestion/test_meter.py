"""How much was read, and what a command says of it."""

from io import StringIO

import pytest

from articles.ingestion.inputs import units
from articles.ingestion.meter import Meter
from articles.ingestion.readers.files import open_file
from articles.ingestion.readers.streams import pulled
from articles.ingestion.resume import Trail
from articles.management.progress import Progress
from articles.models import IngestRun


class Terminal(StringIO):
    def isatty(self):
        return True


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def files(tmp_path):
    for name, size in (("a", 1000), ("b", 3000)):
        (tmp_path / name).write_bytes(b"x" * size)
    return [tmp_path / "a", tmp_path / "b"]


def test_it_counts_the_bytes_of_one_file_after_another(files):
    meter = Meter()
    assert meter.read() == 0
    with open_file(files[0]) as stream:
        meter.watch(stream)
        stream.read(400)
        assert meter.read() == 400
    assert meter.read() == 1000
    with open_file(files[1]) as stream:
        meter.watch(stream)
        stream.read(1)
        assert meter.read() == 1001


def test_standard_input_has_no_size():
    meter = Meter()
    meter.watch(pulled(lambda size: b""))
    assert (meter.length, meter.read()) == (0, 0)


def test_files_that_an_earlier_run_has_read_count_as_read(files):
    run = IngestRun(progress={})
    both = list(units(files, None))
    run.progress = {"at": [1], "before": both[1].before, "stamp": both[1].stamp, "repeats": 0}
    trail = Trail(lambda: units(files, None), run)
    next(trail.follow())
    assert trail.meter.read() == 1000


class TestProgress:
    def counted(self, stream, size, seconds):
        """Count a record in each of so many seconds, each of a hundred bytes."""
        clock, meter = Clock(), Meter()
        progress = Progress(stream, size, clock)
        progress.follow(meter)
        for _ in range(seconds):
            clock.now += 1
            meter.before += 100
            progress(None)
        progress.close()
        return stream.getvalue()

    def test_on_a_terminal_one_line_is_written_anew(self):
        said = self.counted(Terminal(), 1000, 3)
        lines = said.split("\r")
        assert lines[2] == "2 records, 1 a second, 20%, 00:08 left\x1b[K"
        assert "\n" not in said and lines[-1] == "\x1b[K"

    def test_elsewhere_a_line_is_written_now_and_then(self):
        said = self.counted(StringIO(), 10_000, 65)
        assert said.splitlines() == [
            "30 records, 1 a second, 30%, 01:10 left",
            "60 records, 1 a second, 60%, 00:40 left",
        ]

    def test_without_a_size_no_end_is_foretold(self):
        assert self.counted(StringIO(), 0, 30) == "30 records, 1 a second\n"

    def test_nothing_is_said_of_what_is_soon_done(self):
        assert self.counted(StringIO(), 1000, 5) == ""

    def test_files_that_grow_are_no_trouble(self):
        assert "100%, 00:00 left" in self.counted(StringIO(), 1000, 30)
