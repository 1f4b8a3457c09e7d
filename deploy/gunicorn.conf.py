"""How gunicorn serves the archive: ``gunicorn -c deploy/gunicorn.conf.py newsarchive.wsgi``.

Each value can be given on the command line or in ``GUNICORN_CMD_ARGS`` too; docs/operations.md
tells what was measured. ``kill -HUP`` of the first process loads a new version without
a failed request: old workers answer what they have begun.
"""

import os
import shutil
from pathlib import Path

HOME = Path(os.environ.get("NEWSARCHIVE_HOME", "var")).expanduser().absolute()
# What all workers counted together, for /metrics; of no use after a restart.
FIGURES = HOME / "metrics"
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES)

bind = os.environ.get("NEWSARCHIVE_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
worker_class = "gthread"
threads = 4
timeout = 60  # seconds; a search gives up long before
graceful_timeout = 60
keepalive = 30  # longer than a proxy keeps an idle connection
limit_request_line = 8190  # bytes; a letter of Hindi takes nine in an address
max_requests = 100_000
max_requests_jitter = 10_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")


def on_starting(server):
    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir(parents=True)


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
