"""Files that are on the disk before anything relies on them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from whoosh.filedb.filestore import FileStorage


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing; its content is on the disk when the block ends."""
    with open(path, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk, where the system lets folders be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class DurableStorage(FileStorage):
    """Makes sure that a file and all that it names are on the disk before it gets its name."""

    def rename_file(self, oldname, newname, safe=False):
        with open(Path(self.folder) / oldname, "rb") as file:
            os.fsync(file.fileno())
        sync_folder(Path(self.folder))
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))
