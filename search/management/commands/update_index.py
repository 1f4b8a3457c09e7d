"""``manage.py update_index``: bring the search index level with the database."""

import time

from django.core.management.base import BaseCommand, CommandError

from articles.management.commands.ingest import ensure_database
from newsarchive.stopping import stoppable
from search import indexer
from search.engines.base import IndexAway, IndexBusy

PAUSE = 1  # seconds between two looks into the outbox


class Command(BaseCommand):
    help = "Write changed articles into the search index."

    def add_arguments(self, parser):
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="make the whole index anew beside the live one",
        )
        parser.add_argument("--watch", action="store_true", help="go on until interrupted")

    def handle(self, rebuild, watch, **options):
        ensure_database()
        try:
            count = indexer.rebuild() if rebuild else indexer.update()
            indexer.tidy()
        except IndexBusy as error:
            raise CommandError(f"{error} Try again when it has finished.") from error
        except IndexAway as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"indexed {count}")
        if watch:
            with stoppable(self.stderr.write, "Stopped. What waits stays in the outbox."):
                self.follow()

    def follow(self):
        """Write what changes, as it changes; trouble is logged and tried again."""
        while True:
            time.sleep(PAUSE)
            if indexer.lag():
                indexer.drain_in_line()
