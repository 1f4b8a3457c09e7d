"""What readers read: a file, or a part of an archive that is as good as one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from articles.ingestion.readers.bounds import Bounds
from articles.ingestion.readers.streams import Stream, as_utf8, pulled
from articles.ingestion.records import Origin

BETWEEN = "!"  # between an archive's path and that of its part


@dataclass(frozen=True)
class Wanted:
    """How files are to be read: a key of ``FORMATS``, or None; the columns of tables by field."""

    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict:
        return {"format": self.format, "columns": dict(sorted(self.columns.items()))}


@dataclass(frozen=True)
class Member:
    """Bytes with a name. ``at`` is where the member stands in the input, and ``start`` where
    to begin within it: both as the readers of the archives around it count."""

    path: str
    name: str
    stream: Stream
    bounds: Bounds = field(default_factory=Bounds)
    wanted: Wanted = field(default_factory=Wanted)
    depth: int = 0
    at: tuple[int, ...] = ()
    start: tuple[int, ...] = ()

    def origin(self, *place: int, line: int | None = None, offset: int | None = None) -> Origin:
        """Return the origin of a record that begins at ``place``."""
        return Origin(self.path, line, offset, self.at + place)

    def started(self, *fresh: int) -> tuple[int, ...]:
        """Return where to begin: ``fresh``, unless an earlier run came further."""
        return self.start[: len(fresh)] if len(self.start) >= len(fresh) else fresh

    def inner(
        self, name: str, pull: Callable[[int], bytes], *place: int, path: str = ""
    ) -> "Member":
        """Return a part of this archive, whose bytes ``pull`` gives. Raises Exceeded.

        ``place`` is the part's number; a part that is the only one has none.
        """
        self.bounds.enter()

        def counted(size: int) -> bytes:
            piece = pull(size)
            self.bounds.unpack(len(piece))
            return piece

        return replace(
            self,
            path=path or self.path + BETWEEN + storable(name),
            name=name,
            stream=pulled(counted),
            depth=self.depth + 1,
            at=self.at + place,
            start=self.start[len(place) :] if self.start[: len(place)] == place else (),
        )

    def as_text(self) -> "Member":
        """Return the member with its text as UTF-8."""
        return replace(self, stream=as_utf8(self.stream))


def storable(name: str) -> str:
    """Return a name that a database can keep, even where it is no UTF-8."""
    return name.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
