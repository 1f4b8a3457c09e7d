"""The benchmarks, run by hand from the project's root: ``python -m bench.search``.

Importing this package sets Django up on an empty archive in a temporary folder,
whatever the environment says, so that no benchmark can touch a real archive.
The folder is removed when the process ends; processes that it starts share it.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import django

SHARED = "NEWSARCHIVE_BENCH_HOME"

if SHARED not in os.environ:
    os.environ[SHARED] = tempfile.mkdtemp(prefix="newsarchive-bench-")
    atexit.register(shutil.rmtree, os.environ[SHARED], ignore_errors=True)
HOME = Path(os.environ[SHARED])
os.environ["NEWSARCHIVE_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
for name in ("DATABASE_URL", "SEARCH_URL"):
    os.environ.pop(name, None)
django.setup()


def print_table(heads: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Print rows as a Markdown table; every column but the first is set to the right."""
    lines = [heads, *(tuple(map(str, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for line in (lines[0], rule, *lines[1:]):
        first, *others = line
        cells = [first.ljust(widths[0]), *map(str.rjust, others, widths[1:])]
        print(f"| {' | '.join(cells)} |")
