"""How much an archive may hold; docs/settings.md gives the reasons."""

from django.conf import settings

from articles.ingestion.records import Unreadable

FREE = 100 * 1024**2  # bytes that may be unpacked from however little


class Exceeded(Unreadable):
    """An archive beyond its bounds: nothing more of the whole input is read."""

    def __init__(self, what: str, setting: str):
        reason = f"{what}, so the rest was not read. {setting} allows more."
        super().__init__("archive_limits", reason)


class Bounds:
    """Counts what one input unpacks to, whatever archives lie within one another.

    ``size`` is the input's own number of bytes, None where it is not known; then
    ``taken`` counts what was read of it so far.
    """

    def __init__(self, size: int | None = None):
        self.size, self.taken = size, 0
        self.unpacked = self.members = 0

    def enter(self) -> None:
        """Count one more part of an archive. Raises Exceeded."""
        self.members += 1
        if self.members > settings.ARCHIVE_MEMBERS:
            what = f"The archive has more than {settings.ARCHIVE_MEMBERS} parts"
            raise Exceeded(what, "NEWSARCHIVE_ARCHIVE_MEMBERS")

    def unpack(self, count: int) -> None:
        """Count bytes that came out of an archive. Raises Exceeded."""
        self.unpacked += count
        if self.unpacked > settings.ARCHIVE_BYTES:
            what = f"The archive unpacks to more than {settings.ARCHIVE_BYTES} bytes"
            raise Exceeded(what, "NEWSARCHIVE_ARCHIVE_BYTES")
        packed = self.taken if self.size is None else self.size
        if self.unpacked > FREE + settings.ARCHIVE_RATIO * packed:
            what = f"The archive unpacks to more than {settings.ARCHIVE_RATIO} times its size"
            raise Exceeded(what, "NEWSARCHIVE_ARCHIVE_RATIO")
