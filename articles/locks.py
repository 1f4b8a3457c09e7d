"""Locks by which processes leave each other alone: one polls, one sends, one works on a run.

Beside SQLite they are files of this machine. On PostgreSQL the server keeps them, so that
machines that share a database exclude each other. Both kinds go with the process that
holds them, whatever ends it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from filelock import FileLock, Timeout


class Taken(Exception):
    """Another process, or another thread of this one, holds the lock."""


@contextmanager
def held(name: str) -> Iterator[None]:
    """Hold the lock of this name for a block; raises ``Taken`` without waiting."""
    with (in_database if on_server() else in_file)(name):
        yield


@contextmanager
def in_turn() -> Iterator[None]:
    """A transaction during which nobody else has one of these: ingests and curators take turns.

    It also keeps ids in the order in which articles come to be seen. On SQLite every
    transaction that writes is one of these.
    """
    with transaction.atomic():
        if on_server():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of("turn")])
        yield


def on_server() -> bool:
    return connection.vendor == "postgresql"


@contextmanager
def in_file(name: str) -> Iterator[None]:
    folder = settings.HOME / "locks"
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Taken(name) from error
    try:
        yield
    finally:
        with suppress(OSError):
            os.unlink(lock.lock_file)
        lock.release()


@contextmanager
def in_database(name: str) -> Iterator[None]:
    """The lock belongs to a connection of its own: one that already holds a lock gets it again,
    and that of the thread is closed between two requests."""
    own = connection.copy()
    try:
        if not asked(own, "pg_try_advisory_lock", name):
            raise Taken(name)
        try:
            yield
        finally:
            with suppress(DatabaseError):  # the server ended the connection, and the lock with it
                asked(own, "pg_advisory_unlock", name)
    finally:
        own.close()


def asked(server, function: str, name: str) -> bool:
    with server.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [number_of(name)])
        return cursor.fetchone()[0]


def number_of(name: str) -> int:
    """Return the number by which the server knows a lock; it has 64 bits and a sign."""
    return int.from_bytes(sha256(f"newsarchive {name}".encode()).digest()[:8], "big", signed=True)
