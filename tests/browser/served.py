"""The sample archive as it is run in public: a process of its own, debug mode off.

The browser tests that look at every page, ``make lighthouse`` and
``make screenshots`` share it. It is filled once and only read after that.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from django.conf import settings

WAIT = 60.0  # seconds for the server to begin
FILL = ("-m", "tests.browser.filled")
# Django's own files of the admin are many, and served as they are.
COLLECT = ("manage.py", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "admin")
SERVE = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "newsarchive.wsgi")
# One worker, so that the pages of a test are those of one process.
QUIETLY = ("--workers", "1", "--log-level", "warning")


@dataclass(frozen=True)
class Served:
    """Where the archive answers, and what ``tests.browser.filled`` says is in it."""

    url: str
    facts: dict[str, str]


@contextmanager
def served(**environment: str) -> Iterator[Served]:
    """Fill and serve an archive of its own, with further variables of the environment."""
    with TemporaryDirectory(prefix="newsarchive-served-") as home:
        own = clean_environment() | {"NEWSARCHIVE_HOME": home} | environment
        facts = json.loads(run(*FILL, env=own).splitlines()[-1])
        run(*COLLECT, env=own)
        port = free_port()
        command = [sys.executable, *SERVE, *QUIETLY, "--bind", f"127.0.0.1:{port}"]
        process = subprocess.Popen(command, env=own, cwd=settings.BASE_DIR)
        try:
            wait_for(process, f"http://127.0.0.1:{port}")
            yield Served(f"http://127.0.0.1:{port}", facts)
        finally:
            process.terminate()
            process.wait()


def clean_environment() -> dict[str, str]:
    """Return the environment without settings of the archive and of the tests."""
    ours = ("NEWSARCHIVE_", "DJANGO_", "DATABASE_URL", "SEARCH_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    given = {"NEWSARCHIVE_DEBUG": "0", "NEWSARCHIVE_INGEST_WORKERS": "0", "NEWSARCHIVE_SIGNUP": "1"}
    return kept | given


def run(*arguments: str, env: dict[str, str]) -> str:
    """Run Python and return what it printed; what it complained about goes to the terminal."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, env=env, cwd=settings.BASE_DIR, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


def wait_for(process: subprocess.Popen, url: str) -> None:
    end = time.monotonic() + WAIT
    while not answers(url):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("The archive could not be served; its messages are above.")
        time.sleep(0.1)


def answers(url: str) -> bool:
    try:
        urlopen(url + "/healthz", timeout=5).close()
    except OSError:  # an answer with an error too
        return False
    return True
