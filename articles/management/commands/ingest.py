"""``manage.py ingest``: take in articles from files, folders and the web."""

import json
from argparse import ArgumentTypeError

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from articles.ingestion.pipeline import ingest
from articles.ingestion.readers import FORMATS
from articles.ingestion.readers.table import FIELDS


class Command(BaseCommand):
    help = "Take in news articles from files, folders, feeds and other addresses of the web."

    def add_arguments(self, parser):
        what = "a file, a folder, - for standard input, or the address of a page, feed or sitemap"
        parser.add_argument("paths", nargs="+", metavar="PATH_OR_URL", help=what)
        parser.add_argument("--source", default="", help="source of articles that name none")
        parser.add_argument("--format", choices=sorted(FORMATS), help="do not look, read it so")
        how = "columns of tables: title=Headline,body=Text"
        parser.add_argument("--columns", type=columns, default={}, metavar="FIELD=NAME,…", help=how)
        how = "begin anew, where the same command was stopped before"
        parser.add_argument("--from-start", action="store_true", help=how)
        parser.add_argument("--any-language", action="store_true", help="keep what is not Hindi")
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
                any_language=options["any_language"],
                columns=options["columns"],
                anew=options["from_start"],
                started=self.started,
                progress=lambda origin: bar.update(),
            )
        self.report(summary, options["json"])
        if failed := summary.counts["failed"]:
            raise CommandError(f"{failed} of {summary.counts['read']} records failed; see above.")

    def started(self, trail):
        if how := trail.how_it_goes_on():
            self.stderr.write(how)

    def report(self, summary, as_json):
        for problem in summary.problems:
            place = f"{problem.origin}: {problem.field}" if problem.field else problem.origin
            self.stderr.write(f"{place}: {problem.reason}")
        if as_json:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(summary.counts_in_words())


def columns(text: str) -> dict[str, str]:
    """Return the names of columns by field, of title=Headline,body=Text."""
    pairs = [pair.partition("=") for pair in text.split(",")]
    named = {field.strip(): name.strip() for field, _, name in pairs if name.strip()}
    if unknown := [
        field.strip()
        for field, *_ in pairs
        if field.strip() not in FIELDS or field.strip() not in named
    ]:
        raise ArgumentTypeError(f"{unknown[0]!r} names no field. Fields: {', '.join(FIELDS)}")
    return named


def ensure_database():
    """Make the tables of a fresh archive, so that the first ingest needs no step before it."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
