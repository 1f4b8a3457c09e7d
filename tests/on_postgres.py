"""Run the tests that use the database on a PostgreSQL server of their own, gone at the end.

    python -m tests.on_postgres [arguments of pytest]

Its locale is that of Hindi, in which much comes in another order than in SQLite. Where no
server is installed the tests are skipped, with a word; with CI=true that is a failure.
"""

import os
import subprocess
import sys

from tests.postgres import NoServer, connect, server

LOCALE = ("--locale-provider=icu", "--icu-locale=hi-IN")


def main(arguments: list[str]) -> int:
    try:
        with server(*LOCALE) as address:
            return tested(address, arguments)
    except NoServer as reason:
        if os.environ.get("CI"):
            raise SystemExit(str(reason)) from reason
        print(f"{reason} Without it the tests on PostgreSQL are skipped.")
        return 0


def tested(address: str, arguments: list[str]) -> int:
    facts = dict(part.split("=", 1) for part in address.split())
    with connect(address) as connection:
        connection.execute("CREATE DATABASE newsarchive")
    url = f"postgres://{facts['user']}@/newsarchive?host={facts['host']}"
    command = [sys.executable, "-m", "pytest", "--servers", *arguments]
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
