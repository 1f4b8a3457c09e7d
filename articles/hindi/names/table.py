"""The table of known entities that ships with the archive."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from articles.hindi import data

SHIPPED = Path(data.__file__).parent / "entities.tsv"


class Row(NamedTuple):
    """A line of the table: an entity and its other names."""

    kind: str
    label: str
    roman: str
    aliases: tuple[str, ...]


def read_table(path: Path = SHIPPED) -> Iterator[Row]:
    """Yield the rows of a gazetteer table: kind, label, roman label, aliases joined by ``|``."""
    with path.open(encoding="utf-8", newline="") as lines:
        for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if cells and not cells[0].startswith("#"):
                kind, label, roman, aliases = (*cells, "", "")[:4]
                yield Row(kind, label, roman, tuple(filter(None, aliases.split("|"))))
