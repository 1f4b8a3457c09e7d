"""Each kind of database is opened as many writers and long days need it."""

import os
import subprocess
import sys
import threading
import time

import pytest
from django.core.signals import request_started
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from newsarchive.databases import POSTGRESQL, SQLITE, tuned
from tests.databases import only_postgresql

SERVER = {"ENGINE": "django.db.backends.postgresql", "NAME": "news"}


@pytest.fixture
def opened(tmp_path):
    """Open connections to one SQLite file with the archive's settings, and close them after."""
    made = []

    def open_one(**options):
        file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "news.sqlite3"}
        one = ConnectionHandler({"default": tuned(file | {"OPTIONS": options}, 0)})["default"]
        one.inc_thread_sharing()
        made.append(one)
        return one

    yield open_one
    for one in made:
        one.close()


def pragma(one, name):
    with one.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.django_db
class TestSQLite:
    @pytest.mark.parametrize(
        "name, value",
        [("journal_mode", "wal"), ("busy_timeout", SQLITE["timeout"] * 1000), ("synchronous", 1)],
    )
    def test_readers_and_a_writer_do_not_hinder_each_other(self, opened, name, value):
        assert pragma(opened(), name) == value

    def test_a_second_writer_is_told_at_its_start_and_not_in_its_middle(self, opened):
        first, second = opened(), opened(timeout=0.1)
        with write(first), pytest.raises(OperationalError, match="locked"), write(second):
            pass

    def test_and_waits_for_the_first_to_be_done(self, opened):
        first, second = opened(), opened()
        with write(first) as cursor:
            cursor.execute("CREATE TABLE news (number integer)")
        done = threading.Event()

        def later():
            with write(second) as cursor:
                cursor.execute("INSERT INTO news VALUES (2)")
            done.set()

        with write(first) as cursor:
            cursor.execute("INSERT INTO news VALUES (1)")
            waiting = threading.Thread(target=later)
            waiting.start()
            time.sleep(0.2)
            assert not done.is_set()
        waiting.join()
        with first.cursor() as cursor:
            assert cursor.execute("SELECT number FROM news").fetchall() == [(1,), (2,)]

    def test_a_reader_sees_what_was_there_while_another_writes(self, opened):
        first, second = opened(), opened()
        with write(first) as cursor:
            cursor.execute("CREATE TABLE news (number integer)")
        with write(first) as cursor:
            cursor.execute("INSERT INTO news VALUES (1)")
            with second.cursor() as reader:
                assert reader.execute("SELECT count(*) FROM news").fetchone() == (0,)


class write:
    """A transaction as ``atomic`` makes it, of a connection that Django does not know by name."""

    def __init__(self, one):
        self.one = one

    def __enter__(self):
        self.one.ensure_connection()
        self.one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        return self.one.cursor()

    def __exit__(self, *trouble):
        self.one.rollback() if trouble[0] else self.one.commit()
        self.one.set_autocommit(True)


class TestPostgreSQL:
    def test_connections_stay_open_and_are_looked_at_before_they_are_used(self):
        found = tuned(SERVER, 600)
        assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (600, True)

    def test_what_the_address_says_wins(self):
        found = tuned(SERVER | {"OPTIONS": {"connect_timeout": 3}}, 0)["OPTIONS"]
        assert found == POSTGRESQL | {"connect_timeout": 3}

    @only_postgresql
    @pytest.mark.django_db
    def test_a_writer_does_not_wait_for_ever(self):
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("2min",)

    @only_postgresql
    @pytest.mark.django_db(transaction=True)
    def test_a_connection_that_the_server_ended_is_made_anew_for_the_next_request(self):
        other = connection.copy()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            number = cursor.fetchone()[0]
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [number])
        other.close()
        request_started.send(sender=None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    "url, said", [("mysql://host/news", "mysql is not supported"), ("news", "DATABASE_URL")]
)
def test_another_kind_of_database_is_refused_with_its_variable(tmp_path, url, said):
    environment = os.environ | {"DATABASE_URL": url, "NEWSARCHIVE_HOME": str(tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    environment["DJANGO_SETTINGS_MODULE"] = "newsarchive.settings"
    ran = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ran.returncode and said in ran.stderr and "DATABASE_URL" in ran.stderr
