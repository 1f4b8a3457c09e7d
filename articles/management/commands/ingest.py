"""``manage.py ingest``: take in articles from files and folders."""

import json

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from articles.ingestion.pipeline import OUTCOMES, ingest
from articles.ingestion.readers import FORMATS


class Command(BaseCommand):
    help = "Take in news articles from files and folders: JSON Lines, HTML pages, text pages."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--source", default="", help="source of articles that name none")
        parser.add_argument("--format", choices=sorted(FORMATS), help="do not look, read it so")
        parser.add_argument("--dry-run", action="store_true", help="check all, store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object at the end")

    def handle(self, paths, **options):
        ensure_database()
        with tqdm(unit=" articles", disable=None, leave=False) as bar:
            summary = ingest(
                paths,
                source=options["source"],
                format=options["format"],
                dry_run=options["dry_run"],
                progress=lambda origin: bar.update(),
            )
        self.report(summary, options["json"])
        if failed := summary.counts["failed"]:
            raise CommandError(f"{failed} of {summary.counts['read']} records failed; see above.")

    def report(self, summary, as_json):
        for problem in summary.problems:
            place = f"{problem.origin}: {problem.field}" if problem.field else problem.origin
            self.stderr.write(f"{place}: {problem.reason}")
        if as_json:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            counts = ", ".join(f"{name} {summary.counts[name]}" for name in OUTCOMES)
            self.stdout.write(counts)


def ensure_database():
    """Make the tables of a fresh archive, so that the first ingest needs no step before it."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
