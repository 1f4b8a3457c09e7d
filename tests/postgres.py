"""A PostgreSQL server of tests' or a benchmark's own, in a temporary folder, gone at its end."""

import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Distributions keep the programs of a server out of the search path, a folder a version.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
USER = "postgres"  # whose rights the server takes where this process has those of root
# Letters beyond ASCII are told from punctuation, which the locale C does not do.
LOCALE = "C.UTF-8"
# For one user and a few cores, on data that may be lost.
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum": "off",
}


class NoServer(Exception):
    """The programs of a PostgreSQL server are not there."""


def programs() -> Path:
    """Return the folder with ``initdb`` and ``pg_ctl``, the newest of several."""
    named = shutil.which("initdb")
    found = [Path(named).parent] if named else []
    found += sorted((Path(one) for place in PLACES for one in glob.glob(place)), reverse=True)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoServer("PostgreSQL's server is not installed (Debian: apt-get install postgresql).")


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of the server, which refuses to run as root."""
    aside = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    command = [*aside, str(programs() / program), "-D", str(folder / "data"), *arguments]
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise NoServer(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")


@contextmanager
def server(*locale: str) -> Iterator[str]:
    """Run a new, empty server and yield how to connect to it; raises ``NoServer``.

    ``locale`` are further options of ``initdb``.
    """
    programs()
    with tempfile.TemporaryDirectory(prefix="newsarchive-postgres-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        how = ("-U", USER, "-A", "trust", "-E", "UTF8", f"--locale={LOCALE}", "-N", *locale)
        run(folder, "initdb", *how)
        settings = " ".join(f"-c {key}={value}" for key, value in SETTINGS.items())
        options = f"{settings} -c unix_socket_directories={folder}"
        # Without a log file the server would keep this process's pipe open.
        log = str(folder / "server.log")
        run(folder, "pg_ctl", "start", "--wait", "--silent", "-l", log, "-o", options)
        try:
            yield f"host={folder} user={USER} dbname=postgres"
        finally:
            run(folder, "pg_ctl", "stop", "--mode=immediate", "--silent")


def connect(address: str) -> psycopg.Connection:
    return psycopg.connect(address, autocommit=True)
