"""Lists of addresses: one a line, # before a remark."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from articles.ingestion.addresses import is_address
from articles.ingestion.web.failures import Unfetched
from articles.ingestion.web.kinds import HEAD, is_list
from articles.ingestion.web.leads import Lead

LONGEST_LINE = 4000  # bytes


def read(lines: Iterable[bytes]) -> Iterator[Lead | Unfetched]:
    """Yield the addresses of a list, and a failure for each line that is none."""
    for number, data in enumerate(lines, start=1):
        line = data[:LONGEST_LINE].decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if is_address(line):
            yield Lead(line)
        elif line and not line.startswith("#"):
            reason = f"Line {number} of the list is no address: {line[:100]!r}."
            yield Unfetched("bad_url", reason)


def read_file(path: Path) -> Iterator[Lead | Unfetched]:
    """Yield the addresses in a file, of any size. May raise OSError."""
    with path.open("rb") as file:
        yield from read(iter(lambda: file.readline(LONGEST_LINE), b""))


def is_list_file(path: Path) -> bool:
    """Return whether a file is a list of addresses; what cannot be opened is none."""
    try:
        with path.open("rb") as file:
            return path.is_file() and is_list(file.read(HEAD))
    except (OSError, ValueError):
        return False
