"""A backup: one tar file with a table a member, and at its end a manifest of all.

Only a whole file has a manifest and the name that was asked for.
"""

import gzip
import io
import json
import os
import platform
import tarfile
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.apps import apps
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from newsarchive.backups import BackupError
from newsarchive.backups.snapshot import snapshot
from newsarchive.backups.tables import columns, lines, tables

FORMAT = 1
MANIFEST, CHECKSUM = "manifest.json", "manifest.sha256"


def write(path: Path, registry=apps) -> dict:
    """Write a backup and return its manifest; raises ``BackupError``.

    ``registry`` holds the models as the database has them.
    """
    refuse(path)
    with snapshot() as using, TemporaryDirectory(dir=path.parent, prefix=".backup-") as name:
        part = Path(name) / "backup.tar"
        with tarfile.open(part, "w") as tar:
            found = [add_table(tar, Path(name), model, using) for model in tables(registry)]
            manifest = described(using) | {"tables": found}
            add_manifest(tar, manifest)
        keep(part, path)
    return manifest


def refuse(path: Path) -> None:
    if path.exists():
        raise BackupError(f"{path} is there already. Name another file: none is overwritten.")
    if not path.parent.is_dir():
        raise BackupError(f"{path.parent} is no folder. Make it, or name another file.")


def described(using: str) -> dict:
    connection = connections[using]
    leaves = MigrationLoader(connection).applied_migrations
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "database": connection.vendor,
        "python": platform.python_version(),
        "django": django.get_version(),
        "migrations": sorted(map(list, leaves)),
    }


def add_table(tar: tarfile.TarFile, folder: Path, model: type[models.Model], using: str) -> dict:
    label, names = model._meta.label_lower, columns(model)
    file, count, content = folder / "table", 0, sha256()
    with gzip.open(file, "wb", compresslevel=6) as packed:
        for line in lines(model, names, using):
            packed.write(line)
            content.update(line)
            count += 1
    with file.open("rb") as whole:
        checksum = file_digest(whole, "sha256").hexdigest()
    member = f"tables/{label}.jsonl.gz"
    tar.add(file, member)
    file.unlink()
    return {
        "table": label,
        "member": member,
        "columns": names,
        "rows": count,
        "sha256": checksum,  # of the member
        "content": content.hexdigest(),  # of its lines, unpacked
    }


def add_manifest(tar: tarfile.TarFile, manifest: dict) -> None:
    data = json.dumps(manifest, indent=1).encode("ascii")
    for name, content in ((MANIFEST, data), (CHECKSUM, sha256(data).hexdigest().encode())):
        member = tarfile.TarInfo(name)
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))


def keep(part: Path, path: Path) -> None:
    """Give the file its name once all of it is on the disk; others must not read it."""
    part.chmod(0o600)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    refuse(path)
    part.rename(path)
