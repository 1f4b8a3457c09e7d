"""How much of its inputs a run has read, in bytes."""

import os
from dataclasses import dataclass
from io import BufferedReader


@dataclass
class Meter:
    """Knows what was read of the inputs that are files."""

    before: int = 0  # bytes of files that the run is done with
    length: int = 0  # of the file that it reads now
    stream: BufferedReader | None = None

    def watch(self, stream: BufferedReader) -> None:
        """Follow a stream from now on; the one before was read as a whole."""
        self.before += self.length
        self.stream = stream
        try:
            self.length = os.fstat(stream.fileno()).st_size
        except OSError:  # standard input
            self.length = 0

    def read(self) -> int:
        """Return how many bytes were read."""
        try:
            return self.before + (self.stream.tell() if self.stream else 0)
        except ValueError:  # closed, so read
            return self.before + self.length
