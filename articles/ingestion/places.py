"""Which file a record was read from, and whether that is still the same."""

import os
from pathlib import Path

from articles.ingestion import readers
from articles.ingestion.addresses import is_address
from articles.ingestion.inputs import stamp_of
from articles.ingestion.readers.members import BETWEEN


def split(path: str, folder: str) -> tuple[str, Path]:
    """Return how a file was named, of the path of a record in it, and the file itself.

    What stands after ``!`` is a part of an archive, unless a file is named so.
    ``folder`` is the one from which the file was named.
    """
    steps = path.split(BETWEEN)
    names = [BETWEEN.join(steps[:count]) for count in range(len(steps), 0, -1)]
    name = next((one for one in names if os.path.exists(os.path.join(folder, one))), names[-1])
    return name, Path(folder, name)


def stamp(path: str, folder: str) -> str:
    """Return what changes when the file of a record does; "" if it is in none, or in no file."""
    if is_address(path) or path == readers.STANDARD_INPUT:
        return ""
    return stamp_of("file", split(path, folder)[1])
