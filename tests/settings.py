"""The archive's settings, with a state folder of the tests' own.

pytest-django reads the settings before any conftest.py, so the folder must be named here.
"""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="newsarchive-tests-")
worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker != os.environ.get("NEWSARCHIVE_TESTS_WORKER"):
    # Not the home of the process it came from. What it starts itself shares its own.
    os.environ |= {"NEWSARCHIVE_HOME": _home.name, "NEWSARCHIVE_TESTS_WORKER": worker}
os.environ.setdefault("NEWSARCHIVE_HOME", _home.name)

from newsarchive.settings import *  # noqa: E402, F403

TIDY_APART = False  # no threads of its own
REPAIR_INDEX = False  # no process of its own; what it would do is tested
SIGNUP = True
SITE_URL = "https://archive.example"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made to be fast
