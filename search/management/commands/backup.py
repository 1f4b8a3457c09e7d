"""``manage.py backup``: write what cannot be remade into one file, while the archive runs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.management.commands.ingest import ensure_database
from newsarchive.backups import BackupError
from newsarchive.backups.writing import write


class Command(BaseCommand):
    help = "Write the database, as it is at this moment, into one file. The index is remade."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE", help="a new file, as news.tar")

    def handle(self, path, **options):
        ensure_database()
        try:
            manifest = write(path.absolute())
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = {table["table"]: table["rows"] for table in manifest["tables"]}
        self.stdout.write(
            f"backed up {rows['articles.article']} articles, {sum(rows.values())} rows in "
            f"{len(rows)} tables, {path.stat().st_size} bytes: {path}"
        )
