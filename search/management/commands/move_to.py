"""``manage.py move_to``: copy the archive into another database, and index it there."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.management.commands.ingest import ensure_database
from newsarchive.backups import BackupError
from newsarchive.backups.snapshot import snapshot
from newsarchive.backups.tables import digest, tables
from newsarchive.backups.writing import write


class Command(BaseCommand):
    help = "Copy the archive into another database and search index; the present ones stay."

    def add_arguments(self, parser):
        how = "the new DATABASE_URL, as postgres://user:password@host/name"
        parser.add_argument("database", metavar="DATABASE_URL", help=how)
        how = "the new SEARCH_URL; without it that of the environment"
        parser.add_argument("search", metavar="SEARCH_URL", nargs="?", help=how)
        how = "put the copy in the place of the rows that are there"
        parser.add_argument("--force", action="store_true", help=how)

    def handle(self, database, search, force, **options):
        ensure_database()
        there = {"DATABASE_URL": database} | ({"SEARCH_URL": search} if search else {})
        with TemporaryDirectory(dir=settings.HOME, prefix="move-") as folder:
            file = Path(folder) / "all.tar"
            try:
                manifest = write(file)
            except (BackupError, OSError) as error:
                raise CommandError(str(error)) from error
            self.restore(file, there, force)
        self.report(manifest["tables"], changed_since(manifest["tables"]), there)

    def restore(self, file: Path, there: dict[str, str], force: bool) -> None:
        """A process has one database, so the new one is filled by a process of its own."""
        manage = str(settings.BASE_DIR / "manage.py")
        command = [sys.executable, manage, "restore", str(file), *(["--force"] if force else [])]
        self.stdout.flush()
        if subprocess.run(command, env=os.environ | there).returncode:
            raise CommandError("The copy was not made; see above. The archive is as it was.")

    def report(self, moved: list[dict], changed: list[str], there: dict[str, str]) -> None:
        rows = sum(table["rows"] for table in moved)
        self.stdout.write(f"moved {rows} rows in {len(moved)} tables; all checksums are the same")
        if changed:
            raise CommandError(
                f"Written to while it was copied: {', '.join(changed)}. Stop what writes "
                "(web, poll_feeds, ingest), and run this again with --force."
            )
        self.stdout.write(f"Now set {' and '.join(there)} for every process, and start them.")


def changed_since(moved: list[dict]) -> list[str]:
    """Return the tables that are no longer what was copied."""
    models = {model._meta.label_lower: model for model in tables(apps)}
    with snapshot() as using:
        return [
            table["table"]
            for table in moved
            if digest(models[table["table"]], table["columns"], using)
            != (table["rows"], table["content"])
        ]
