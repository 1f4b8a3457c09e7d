"""``manage.py update_index``: bring the search index level with the database."""

from django.core.management.base import BaseCommand, CommandError

from articles.management.commands.ingest import ensure_database
from search import indexer
from search.engines.base import IndexBusy


class Command(BaseCommand):
    help = "Write changed articles into the search index."

    def add_arguments(self, parser):
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="make the whole index anew beside the live one",
        )

    def handle(self, rebuild, **options):
        ensure_database()
        try:
            count = indexer.rebuild() if rebuild else indexer.update()
            indexer.tidy()
        except IndexBusy as error:
            raise CommandError(f"{error} Try again when it has finished.") from error
        self.stdout.write(f"indexed {count}")
