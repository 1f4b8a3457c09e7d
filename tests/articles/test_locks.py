"""Locks exclude other threads, other processes and, on a server, other machines."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection, transaction

from articles.locks import Taken, held, in_turn
from articles.models import Source
from tests.builders import source
from tests.databases import ON_SERVER, own_archive

HOLD = (
    "import django, time; django.setup()\n"
    "from articles.locks import held\n"
    "with held('work'):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)
TRY = (
    "import django; django.setup()\n"
    "from articles.locks import Taken, held\n"
    "try:\n"
    "    with held('work'): print('free')\n"
    "except Taken: print('taken')\n"
)


@pytest.mark.django_db
class TestHeld:
    def test_it_is_held_once(self):
        with held("work"), pytest.raises(Taken), held("work"):
            pass

    def test_another_name_is_another_lock(self):
        with held("work"), held("other work"):
            pass

    def test_it_is_free_again_after_the_block(self):
        for _ in range(2):
            with held("work"):
                pass

    def test_it_is_free_again_after_trouble(self):
        with pytest.raises(ZeroDivisionError), held("work"):
            raise ZeroDivisionError
        with held("work"):
            pass

    def test_it_outlasts_a_transaction_that_is_given_up(self):
        with held("work"):
            with transaction.atomic():
                transaction.set_rollback(True)
            with pytest.raises(Taken), held("work"):
                pass


@pytest.mark.own_database
def test_another_process_is_excluded_until_the_holder_is_killed(tmp_path):
    with own_archive(tmp_path) as environment:
        holder = python(HOLD, environment)
        assert holder.stdout.readline() == "held\n"
        assert told(environment) == "taken\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
        deadline = time.monotonic() + 30  # the server notices that a client is gone
        while (now := told(environment)) != "free\n" and time.monotonic() < deadline:
            time.sleep(0.1)
        assert now == "free\n"


@pytest.mark.own_database
@pytest.mark.skipif(not ON_SERVER, reason="beside SQLite locks are files of one machine")
def test_so_is_another_machine_that_shares_the_database(tmp_path):
    with own_archive(tmp_path / "one") as environment:
        holder = python(HOLD, environment)
        assert holder.stdout.readline() == "held\n"
        assert told(environment | {"NEWSARCHIVE_HOME": str(tmp_path / "other")}) == "taken\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()


def python(code: str, environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def told(environment: dict[str, str]) -> str:
    return python(TRY, environment | {"PYTHONPATH": os.getcwd()}).communicate()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ON_SERVER, reason="the tests' SQLite is in the memory of one thread")
class TestTurns:
    def test_writers_take_turns_and_ids_come_to_be_seen_in_order(self):
        first_is_in, order = threading.Event(), []

        def first():
            with in_turn():
                source("पहला समाचार")
                first_is_in.set()
                time.sleep(0.5)  # the second one would overtake this
                order.append("first")
            connection.close()

        def second():
            first_is_in.wait()
            with in_turn():
                order.append("second")
                seen.extend(Source.objects.values_list("name", flat=True))
            connection.close()

        seen: list[str] = []
        threads = [threading.Thread(target=work) for work in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (order, seen) == (["first", "second"], ["पहला समाचार"])

    def test_one_inside_another_needs_no_turn_of_its_own(self):
        with in_turn(), in_turn():
            source()
        assert Source.objects.count() == 1
