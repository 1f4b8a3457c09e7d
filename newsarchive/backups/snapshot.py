"""The database as it is at one moment, whoever writes meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections

ALIAS = "snapshot"
# On SQLite the first read fixes the moment; the log of changes grows until the end.
BEGIN = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


@contextmanager
def snapshot() -> Iterator[str]:
    """Yield the name of a connection that sees what was there when this began, and no more.

    It holds nobody off. It is the present thread's, and closed at the end.
    """
    own = connection.copy(ALIAS)
    try:
        with own.cursor() as cursor:
            cursor.execute(BEGIN[own.vendor])
            cursor.execute("SELECT count(*) FROM django_migrations")
        connections[ALIAS] = own
        yield ALIAS
    finally:
        if hasattr(connections._connections, ALIAS):
            del connections[ALIAS]
        own.close()
