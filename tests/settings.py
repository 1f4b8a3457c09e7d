"""The archive's settings, with a state folder of the tests' own.

pytest-django reads the settings before any conftest.py, so the folder must be named here.
"""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="newsarchive-tests-")
if "PYTEST_XDIST_WORKER" in os.environ:  # each has its own, not that of the process it came from
    os.environ["NEWSARCHIVE_HOME"] = _home.name
os.environ.setdefault("NEWSARCHIVE_HOME", _home.name)

from newsarchive.settings import *  # noqa: E402, F403

TIDY_APART = False  # no threads of its own
REPAIR_INDEX = False  # no process of its own; what it would do is tested
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made to be fast
