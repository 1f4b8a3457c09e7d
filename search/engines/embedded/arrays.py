"""A file of named arrays, written once and read through the memory of the operating system.

    magic, format version, length of the directory, checksum of the directory
    directory (JSON): for each array its type, number of values, offset, checksum
    the arrays, each at a multiple of 64 bytes

Opening checks the directory and the length of the file, which finds every file
that was cut off; ``verify`` reads all of it.
"""

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import numpy as np

from search.engines.embedded.durable import written

MAGIC, FORMAT = b"NARR", 2
HEAD = struct.Struct("<4sIII")
ALIGNED = 64


class DamagedFile(Exception):
    """A file of arrays is cut off or altered; the message names it."""


def aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write the arrays to a new file; its content is on the disk when this returns."""
    entries, offset = {}, 0
    for name, values in arrays.items():
        entries[name] = (values.dtype.str, len(values), offset, zlib.crc32(values.data))
        offset += aligned(values.nbytes)
    directory = json.dumps(entries).encode()
    start = aligned(HEAD.size + len(directory))
    with written(path) as file:
        file.write(HEAD.pack(MAGIC, FORMAT, len(directory), zlib.crc32(directory)))
        file.write(directory)
        for (_, _, offset, _), values in zip(entries.values(), arrays.values(), strict=True):
            file.seek(start + offset)
            file.write(values.data)
        file.truncate(start + sum(aligned(values.nbytes) for values in arrays.values()))


class ArrayFile:
    """The arrays of a file by name; raises ``DamagedFile`` or ``OSError``."""

    def __init__(self, path: Path):
        self.path = path
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < HEAD.size:
                raise self.damaged("it is cut off")
            memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, length, checksum = HEAD.unpack_from(memory)
        directory = memory[HEAD.size : HEAD.size + length]
        if (magic, version) != (MAGIC, FORMAT) or zlib.crc32(directory) != checksum:
            raise self.damaged("its directory is not readable")
        self.entries = json.loads(directory)
        start = aligned(HEAD.size + length)
        ends = [aligned(count * np.dtype(kind).itemsize) + at for kind, count, at, _ in self]
        if size < start + max(ends, default=0):
            raise self.damaged("it is cut off")
        self.arrays = {
            name: np.frombuffer(memory, kind, count, start + at)
            for name, (kind, count, at, _) in self.entries.items()
        }

    def __iter__(self):
        return iter(self.entries.values())

    def damaged(self, why: str) -> DamagedFile:
        return DamagedFile(f"{self.path.name}: {why}")

    def verify(self) -> None:
        """Read every array; raises ``DamagedFile`` if one was altered."""
        for name, (_, _, _, checksum) in self.entries.items():
            if zlib.crc32(self.arrays[name].data) != checksum:
                raise self.damaged(f"{name} was altered")


class Opened:
    """Files that somebody reads, so that all threads share what is mapped and checked once."""

    def __init__(self, kind: type[ArrayFile]):
        self.kind = kind
        self.files: WeakValueDictionary = WeakValueDictionary()
        self.lock = Lock()

    def open(self, path: Path) -> ArrayFile:
        """Return the file, opened now if nobody has it open as it is on the disk."""
        facts = os.stat(path)
        key = path, facts.st_ino, facts.st_size, facts.st_mtime_ns
        with self.lock:
            file = self.files.get(key)
        if file is None:
            file = self.kind(path)
            with self.lock:
                self.files[key] = file
        return file
