"""A writer that is killed at any moment loses, doubles and spoils nothing."""

import os
import random
import subprocess
import sys

import pytest

KILLS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_may_be_killed_at_any_moment(tmp_path):
    environment = os.environ | {
        "NEWSARCHIVE_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    seed = str(random.randrange(10**6))
    command = [sys.executable, "-m", "tests.search.killed_writer", str(KILLS), seed]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert ran.stdout.split() == [str(KILLS), "kills"]
