"""Where the Whoosh index lives: generations beside one another, and one that is current.

index/CURRENT        the name of the generation that is searched
index/g1-1a2b3c4d/   a Whoosh index, named by schema version and a random part
index/apart/         a segment that is being made of several small ones
index/*.lock         held while writing, merging or rebuilding
"""

import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from whoosh.index import create_in, open_dir

from search.engines.base import IndexBusy, IndexUnavailable
from search.engines.embedded.durable import sync_folder, written
from search.schema import VERSION, schema

CURRENT = "CURRENT"
REMEDY = "Run: python manage.py update_index --rebuild"


class Storage:
    """The folder of the index."""

    def __init__(self, folder: str):
        self.folder = Path(folder)

    def current(self) -> str:
        """Return the name of the current generation; raises ``IndexUnavailable``."""
        try:
            name = (self.folder / CURRENT).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise IndexUnavailable(f"There is no search index yet. {REMEDY}") from None
        if not name.startswith(f"g{VERSION}-"):
            raise IndexUnavailable(f"The search index was made by another version. {REMEDY}")
        return name

    def open(self, name: str):
        """Return the Whoosh index of a generation; raises ``IndexUnavailable``."""
        with readable():
            return open_dir(self.folder / name)

    def create(self):
        """Return the name and the Whoosh index of a new, empty generation."""
        name = f"g{VERSION}-{uuid.uuid4().hex[:8]}"
        (self.folder / name).mkdir(parents=True)
        return name, create_in(self.folder / name, schema())

    def switch(self, name: str) -> None:
        """Make a generation the current one; the one before stays for its readers."""
        before = self.name_or_none()
        fresh = self.folder / f"{CURRENT}.new"
        with written(fresh) as file:
            file.write(name.encode())
        sync_folder(self.folder)
        fresh.replace(self.folder / CURRENT)
        sync_folder(self.folder)
        for old in self.folder.glob("g*-*"):
            if old.name not in (name, before):
                shutil.rmtree(old, ignore_errors=True)

    def discard(self, name: str) -> None:
        """Take away a generation that was not finished."""
        if name != self.name_or_none():
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def apart(self) -> Path:
        """Return an empty folder for a segment that no index names yet; one merge may use it."""
        folder = self.folder / "apart"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def name_or_none(self) -> str | None:
        try:
            return self.current()
        except IndexUnavailable:
            return None

    def lock(self, name: str, timeout: float) -> FileLock:
        """Return a lock of this folder, to be held with ``held``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / f"{name}.lock", timeout=timeout)


@contextmanager
def readable():
    """Raise ``IndexUnavailable`` for all that Whoosh may raise over a spoilt or missing file."""
    try:
        yield
    except Exception as error:
        raise IndexUnavailable(f"The search index cannot be read: {error!r}. {REMEDY}") from error


class Held:
    """A lock held for a block; raises ``IndexBusy`` where it cannot be had in time."""

    def __init__(self, lock: FileLock):
        self.lock = lock

    def __enter__(self):
        try:
            self.lock.acquire()
        except Timeout as error:
            raise IndexBusy(f"{self.lock.lock_file} is held by another process.") from error

    def __exit__(self, *exception):
        self.lock.release()
