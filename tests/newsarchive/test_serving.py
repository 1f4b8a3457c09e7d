"""gunicorn with the archive's own configuration, and the units of systemd."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Event, Thread
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from tests.browser.served import SERVE, clean_environment, free_port, run, wait_for

UNITS = sorted((settings.BASE_DIR / "deploy" / "systemd").iterdir())
HELPED = (
    'django_http_requests_latency_seconds_by_view_method_count{method="GET",view="search:help"}'
)
TOKEN = "a-token-of-the-tests"
BIN = Path(sys.executable).parent
RELOADS = 2
WAIT = 120  # seconds for an answer; nobody answers while new workers begin


@pytest.fixture
def server(tmp_path):
    """gunicorn on an empty archive with an index: its first process and its address."""
    port = free_port()
    own = clean_environment() | {
        "NEWSARCHIVE_HOME": str(tmp_path),
        "NEWSARCHIVE_BIND": f"127.0.0.1:{port}",
        "NEWSARCHIVE_METRICS_TOKEN": TOKEN,
        "WEB_CONCURRENCY": "2",
    }
    run("manage.py", "migrate", "--verbosity", "0", env=own)
    run("manage.py", "update_index", env=own)
    process = subprocess.Popen([sys.executable, *SERVE], env=own, cwd=settings.BASE_DIR)
    wait_for(process, f"http://127.0.0.1:{port}")
    yield process, f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def workers(process) -> set[str]:
    """Return the processes that a process began."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return set(children.read_text().split())


def ask(url, stop, outcomes):
    while not stop.is_set():
        try:
            with urlopen(url, timeout=WAIT) as answer:
                outcomes[answer.status] += 1
        except OSError as error:
            outcomes[str(error)] += 1


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="it looks at processes in /proc")
def test_a_new_version_is_loaded_without_a_failed_request(server):
    process, url = server
    stop, outcomes = Event(), Counter()
    readers = [Thread(target=ask, args=(url + "/help", stop, outcomes)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(RELOADS):
        before = workers(process)
        os.kill(process.pid, signal.SIGHUP)
        until(lambda old=before: not old & workers(process))
    stop.set()
    for reader in readers:
        reader.join()
    assert outcomes.pop(200) > RELOADS
    assert outcomes == {}


def until(reached):
    end = time.monotonic() + WAIT
    while not reached():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def test_all_workers_count_together(server):
    _, url = server
    for _ in range(20):
        urlopen(url + "/help").close()
    asked = Request(url + "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    for _ in range(4):  # whichever worker answers
        with urlopen(asked) as answer:
            lines = answer.read().decode().splitlines()
        [count] = [line.split()[-1] for line in lines if line.startswith(HELPED)]
        assert float(count) == 20


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_units_of_systemd_are_right(tmp_path, unit):
    """Where systemd is not installed, it is skipped; .ci/run installs it."""
    if not shutil.which("systemd-analyze"):
        if os.environ.get("CI") == "true":
            pytest.fail("systemd-analyze is not installed")
        pytest.skip("systemd-analyze is not installed")
    for one in UNITS:  # at the place of this machine, whatever it is
        text = one.read_text().replace("/opt/newsarchive/.venv/bin", str(BIN))
        (tmp_path / one.name).write_text(text.replace("/opt/newsarchive", str(settings.BASE_DIR)))
    command = ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
