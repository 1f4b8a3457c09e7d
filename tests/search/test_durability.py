"""A writer that is killed at any moment loses, doubles and spoils nothing."""

import os
import random
import subprocess
import sys

import pytest

from tests.databases import ON_SERVER, own_archive

KILLS = 50 if ON_SERVER else 200  # of a process; the server has its own ways to survive


@pytest.mark.own_database
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_may_be_killed_at_any_moment(tmp_path):
    seed = str(random.randrange(10**6))
    command = [sys.executable, "-m", "tests.search.killed_writer", str(KILLS), seed]
    with own_archive(tmp_path) as environment:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert ran.stdout.split() == [str(KILLS), "kills"]
