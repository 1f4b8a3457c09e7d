"""Makes an index that cannot be read anew, in a process of its own, without being asked."""

import logging
import subprocess
import sys
import time
from threading import Lock

from django.conf import settings

from articles.models import Article
from search.engines.base import IndexAway, engine

log = logging.getLogger(__name__)

PAUSE = 300.0  # seconds between two attempts of one process


class Repair:
    """Remembers when this process last began, so that each request does not begin again."""

    def __init__(self):
        self.lock = Lock()
        self.not_before = 0.0

    def begin(self, error: Exception) -> None:
        """Begin a rebuild, unless one is under way, began just now, or that would not help."""
        with self.lock:
            if time.monotonic() < self.not_before:
                return
            self.not_before = time.monotonic() + PAUSE
        if isinstance(error, IndexAway):
            log.error("%s Titles in the database are searched until then.", error)
            return
        if not Article.objects.exists() or engine().rebuilding():
            return
        log.error("%s Titles in the database are searched until then; a rebuild begins.", error)
        if settings.REPAIR_INDEX:
            rebuild_apart()


def rebuild_apart() -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "update_index"]
    subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)


begin = Repair().begin
