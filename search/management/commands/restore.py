"""``manage.py restore``: put a backup back, migrate it, make the index anew and compare it."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from newsarchive.backups import BackupError
from newsarchive.backups.reading import opened
from newsarchive.backups.restoring import restore


class Command(BaseCommand):
    help = "Put a backup into the database that DATABASE_URL names, and make the index anew."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE", help="what backup wrote")
        how = "put it in the place of the rows that are there"
        parser.add_argument("--force", action="store_true", help=how)

    def handle(self, path, force, **options):
        try:
            with opened(path) as backup:
                self.stdout.write(f"{path} of {backup.manifest['made_at']} is whole")
                restore(backup, force)
                for table in backup.tables:
                    if rows := table["rows"]:
                        self.stdout.write(f"{rows:>9} {table['content'][:12]} {table['table']}")
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        call_command("update_index", "--rebuild", stdout=self.stdout)
        call_command("check_index", stdout=self.stdout)
