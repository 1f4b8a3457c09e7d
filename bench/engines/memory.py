"""The memory of processes, read from ``/proc``; nothing where there is none."""

import os
import subprocess
import threading
import time
from mmap import PAGESIZE
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.25  # seconds between two looks


def resident(pid: int) -> int:
    """Return the bytes of a process in memory, files that it maps included; 0 if unknown."""
    try:
        return int((PROC / str(pid) / "statm").read_text().split()[1]) * PAGESIZE
    except OSError:
        return 0


def proportional(pid: int) -> int:
    """Return the bytes of a process in memory, what it shares with others only in part."""
    lines = reading(PROC / str(pid) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def children(pid: int) -> list[int]:
    tasks = PROC.glob(f"{pid}/task/*/children")
    return [int(child) for task in tasks for child in reading(task).split()]


def reading(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def family(pid: int, size=resident) -> int:
    """Return the bytes of a process and of all that it started."""
    return size(pid) + sum(family(child, size) for child in children(pid))


class Peak:
    """Watches a running process and those that it starts, and keeps the most they took."""

    def __init__(self, process: subprocess.Popen):
        self.process, self.most = process, 0
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def _watch(self):
        while self.process.poll() is None:
            self.most = max(self.most, family(self.process.pid))
            time.sleep(PAUSE)


class OwnPeak:
    """Keeps the most that this process and those that it starts take while a block runs."""

    def __enter__(self) -> "OwnPeak":
        self.most, self.over = 0, threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.over.set()
        self.thread.join()

    def _watch(self):
        while not self.over.wait(PAUSE):
            self.most = max(self.most, family(os.getpid(), proportional))
