"""Starts workers, each a process of its own, and reads what they measured."""

import json
import subprocess
import sys

from bench.engines import lucene


class Failed(Exception):
    """An engine could not be measured; the message says why."""


def start(task: str, name: str, place: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "bench.engines.worker", task, name, place]
    if name == "lucene":
        command = lucene.command(task, place)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen) -> dict:
    """Return what a worker measured; raises ``Failed``."""
    answer, errors = process.communicate()
    if process.returncode:
        raise Failed((errors.strip() or "killed").splitlines()[-1])
    return json.loads(answer)
