"""The memory of processes, read from ``/proc``; nothing where there is none."""

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


def children(pid: int) -> list[int]:
    tasks = PROC.glob(f"{pid}/task/*/children")
    return [int(child) for task in tasks for child in reading(task).split()]


def reading(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def family(pid: int) -> int:
    """Return the bytes of a process and of all that it started."""
    return resident(pid) + sum(family(child) for child in children(pid))


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
