"""``manage.py send_digests``: mail readers what is new in their saved searches."""

import json

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from newsarchive.addresses import absolute
from search.engines.base import IndexUnavailable
from search.saved.digests import AlreadySending
from search.saved.sending import NoServer, send


class Command(BaseCommand):
    help = "Mail readers what is new in their saved searches: run it once a day, or more often."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="tell, send and keep nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, dry_run, **options):
        try:
            if not dry_run:
                absolute("/")
            tell = self.tell if dry_run and not options["json"] else lambda letter: None
            summary = send(dry_run, tell)
        except AlreadySending:
            raise CommandError("Another process sends digests. Wait for its end.") from None
        except (ImproperlyConfigured, IndexUnavailable, NoServer) as error:
            raise CommandError(str(error)) from error
        for problem in summary.problems:
            self.stderr.write(problem)
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            self.report(summary, dry_run)

    def tell(self, letter):
        names = ", ".join(f"{part.saved.name} ({len(part.listed)})" for part in letter.parts)
        self.stdout.write(f"reader {letter.user.pk}: {letter.stories} articles: {names}")

    def report(self, summary, dry_run):
        counts = {name: n for name, n in summary.as_dict().items() if name != "problems"}
        words = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counts.items())
        self.stdout.write(("would be: " if dry_run else "") + words)
        if not dry_run and settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            self.stdout.write("Mails were printed, not sent: EMAIL_URL names no mail server.")
