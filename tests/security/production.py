"""The archive as it stands in public: settings that a process of its own reads."""

import os
import subprocess
import sys

from django.conf import settings

OURS = ("NEWSARCHIVE_", "DJANGO_", "DATABASE_URL", "SEARCH_URL", "EMAIL_URL")
IN_PUBLIC = {
    "NEWSARCHIVE_HOSTS": "archive.example",
    "NEWSARCHIVE_HTTPS": "1",
    "NEWSARCHIVE_PROXIES": "1",
    "NEWSARCHIVE_SECRET_KEY": "लंबी-abcdefghijklmnopqrstuvwxyz0123456789-ABCDEFGHIJ",
    "NEWSARCHIVE_URL": "https://archive.example",
}


def manage(*arguments: str, home, **changes: str | None) -> subprocess.CompletedProcess:
    """Run manage.py in public; a variable that is None is left out."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    given = {"NEWSARCHIVE_HOME": str(home)} | IN_PUBLIC | changes
    own |= {name: value for name, value in given.items() if value is not None}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=own, cwd=settings.BASE_DIR, capture_output=True, text=True)
