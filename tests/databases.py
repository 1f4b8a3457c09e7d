"""Archives of a test's own, for what several processes do to one database."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

ON_SERVER = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
only_postgresql = pytest.mark.skipif(not ON_SERVER, reason="needs DATABASE_URL of a PostgreSQL")
only_sqlite = pytest.mark.skipif(ON_SERVER, reason="is about SQLite")


@contextmanager
def own_archive(home: Path, **more: str) -> Iterator[dict[str, str]]:
    """Yield the environment of an archive with a new, empty database of the tests' kind."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {
        "NEWSARCHIVE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "NEWSARCHIVE_INGEST_WORKERS": "1",
    }
    environment.pop("SEARCH_URL", None)
    if not ON_SERVER:
        yield environment | more
        return
    with own_database() as url:
        yield environment | {"DATABASE_URL": url} | more


@contextmanager
def own_database() -> Iterator[str]:
    """Yield the address of a new database on the server of the tests, which is gone at the end."""
    import psycopg

    server, name = os.environ["DATABASE_URL"], f"newsarchive_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
