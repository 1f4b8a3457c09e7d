"""``manage.py poll_feeds``: take in what is new in the feeds that are stored in the admin."""

import json
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.ingestion.web.poll import AlreadyPolling, due, next_time, poll
from articles.management.commands.ingest import ensure_database
from newsarchive.stopping import stoppable

SHORTEST_SLEEP, LONGEST_SLEEP = 5, 60  # seconds; a feed added meanwhile is seen soon


class Command(BaseCommand):
    help = "Take in what is new in the feeds that are due, and tell when others will be."

    def add_arguments(self, parser):
        parser.add_argument("urls", nargs="*", metavar="URL", help="only feeds of these addresses")
        parser.add_argument("--now", action="store_true", help="feeds that are not yet due, too")
        parser.add_argument("--watch", action="store_true", help="go on until interrupted")
        parser.add_argument("--any-language", action="store_true", help="keep what is not Hindi")
        parser.add_argument("--json", action="store_true", help="print one JSON object a poll")

    def handle(self, **options):
        ensure_database()
        with stoppable(self.stderr.write, "Stopped. What was fetched is stored."):
            self.poll_once(options, options["now"])
            while options["watch"]:
                time.sleep(pause())
                self.poll_once(options)

    def poll_once(self, options, everything=False):
        """Poll what is due; while watching, where another process polls, leave it to that."""
        feeds = due(everything, options["urls"])
        if not feeds:
            return self.tell_next(options)
        try:
            summary = poll(feeds, options["any_language"])
        except AlreadyPolling:
            if options["watch"]:
                return None
            raise CommandError("Another process polls the feeds. Wait for its end.") from None
        for problem in summary.problems:
            self.stderr.write(f"{problem.origin}: {problem.reason}")
        if options["json"]:
            return self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        return self.stdout.write(f"feeds {len(feeds)}, {summary.counts_in_words()}")

    def tell_next(self, options):
        if options["watch"]:
            return
        moment = next_time()
        when = f"The next is due at {timezone.localtime(moment):%Y-%m-%d %H:%M}." if moment else ""
        self.stdout.write(f"No feed is due. {when or 'Add feeds in the admin.'}")


def pause() -> float:
    """Return how many seconds to sleep until the next feed is due."""
    moment = next_time()
    left = (moment - timezone.now()).total_seconds() if moment else LONGEST_SLEEP
    return min(max(left, SHORTEST_SLEEP), LONGEST_SLEEP)
