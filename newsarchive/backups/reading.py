"""A backup that was looked at as a whole before anything of it is used."""

import gzip
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path

from newsarchive.backups import BackupError
from newsarchive.backups.writing import CHECKSUM, FORMAT, MANIFEST


class Backup:
    """An open backup: its manifest, and the lines of each table."""

    def __init__(self, path: Path, tar: tarfile.TarFile):
        self.path, self.tar = path, tar
        self.manifest = self._manifest()
        self.tables = self.manifest["tables"]

    def _manifest(self) -> dict:
        try:
            data, checksum = (self.tar.extractfile(name).read() for name in (MANIFEST, CHECKSUM))
        except (KeyError, AttributeError) as error:  # missing, or no file
            reason = f"{self.path} has no manifest: it is cut off, or no backup."
            raise BackupError(f"{reason} Use another one.") from error
        if sha256(data).hexdigest().encode() != checksum:
            raise BackupError(f"{self.path} is damaged: its manifest. Use another backup.")
        manifest = json.loads(data)
        if manifest["format"] != FORMAT:
            raise BackupError(f"{self.path} was made by a newer release. Restore it with that one.")
        return manifest

    def verify(self) -> None:
        """Read every member whole; raises ``BackupError`` where one is not as it was written."""
        for table in self.tables:
            try:
                found = file_digest(self.tar.extractfile(table["member"]), "sha256").hexdigest()
            except (KeyError, AttributeError):
                found = "missing"
            if found != table["sha256"]:
                raise BackupError(
                    f"{self.path} is damaged: {table['member']} is not what was written. "
                    "Nothing was changed. Use another backup."
                )

    def lines(self, table: dict) -> Iterator[bytes]:
        with gzip.open(self.tar.extractfile(table["member"])) as file:
            yield from file


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Yield a backup that is whole; raises ``BackupError``."""
    try:
        with tarfile.open(path) as tar:
            backup = Backup(path, tar)
            backup.verify()
            yield backup
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise BackupError(f"{path} cannot be read: {error}. Use another backup.") from error
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
