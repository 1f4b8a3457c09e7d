"""``manage.py ingest``: take in articles from files, folders and the web."""

import json
import sys
from argparse import ArgumentTypeError
from contextlib import closing

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from articles.ingestion.addresses import is_address
from articles.ingestion.pipeline import ingest
from articles.ingestion.readers import FORMATS, STANDARD_INPUT, count_bytes
from articles.ingestion.readers.table import FIELDS
from articles.ingestion.retry import CannotRetry, retry
from articles.ingestion.store import is_full
from articles.ingestion.summary import operator
from articles.management.progress import Progress

FULL = (
    "No room is left on the disk ({error}). What was stored stays. Make room in {home}, or where "
    "the database is, and give the same command again: it goes on where it was."
)


class Command(BaseCommand):
    help = "Take in news articles from files, folders, feeds and other addresses of the web."

    def add_arguments(self, parser):
        what = "a file, a folder, - for standard input, or the address of a page, feed or sitemap"
        parser.add_argument("paths", nargs="*", metavar="PATH_OR_URL", help=what)
        how = "take in again what failed in the run of this number, and nothing else"
        parser.add_argument("--retry", type=int, metavar="RUN", help=how)
        parser.add_argument("--source", default="", help="source of articles that name none")
        parser.add_argument("--format", choices=sorted(FORMATS), help="do not look, read it so")
        how = "columns of tables: title=Headline,body=Text"
        parser.add_argument("--columns", type=columns, default={}, metavar="FIELD=NAME,…", help=how)
        how = "begin anew, where the same command was stopped before"
        parser.add_argument("--from-start", action="store_true", help=how)
        parser.add_argument("--any-language", action="store_true", help="keep what is not Hindi")
        parser.add_argument("--dry-run", action="store_true", help="check all, store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
        parser.add_argument("--who", default="", help="whose wish it is; else the system's user")

    def handle(self, paths, **options):
        if bool(paths) == (options["retry"] is not None):
            raise CommandError("Name what to read, or a run to --retry, one of the two.")
        ensure_database()
        options["who"] = options["who"] or operator()
        try:
            with closing(Progress(sys.stderr, bytes_of(paths))) as progress:
                work = self.ingest if paths else self.retry
                summary = work(paths, options, progress)
        except (DatabaseError, OSError) as error:
            if not is_full(error):
                raise
            raise CommandError(FULL.format(error=error, home=settings.HOME)) from error
        self.report(summary, options["json"])
        if failed := summary.counts["failed"]:
            raise CommandError(f"{failed} of {summary.counts['read']} records failed; see above.")

    def ingest(self, paths, options, progress):
        def started(trail):
            progress.follow(trail.meter)
            if how := trail.how_it_goes_on():
                self.stderr.write(how)

        names = ("source", "format", "dry_run", "any_language", "columns", "who")
        wishes = {name: options[name] for name in names}
        anew = options["from_start"]
        return ingest(paths, **wishes, anew=anew, started=started, progress=progress)

    def retry(self, paths, options, progress):
        if options["dry_run"]:
            raise CommandError("--retry stores what it can; it knows no --dry-run.")
        try:
            return retry(options["retry"], options["who"], progress)
        except CannotRetry as error:
            raise CommandError(str(error)) from None

    def report(self, summary, as_json):
        for problem in summary.problems:
            place = f"{problem.origin}: {problem.field}" if problem.field else problem.origin
            self.stderr.write(f"{place}: {problem.reason}")
        if as_json:
            self.stdout.write(json.dumps(summary.as_dict(), ensure_ascii=False))
        else:
            self.stdout.write(summary.counts_in_words())


def bytes_of(paths: list[str]) -> int:
    """Return how many bytes are to be read; 0 if not all are files."""
    if any(path == STANDARD_INPUT or is_address(path) for path in paths):
        return 0
    return count_bytes(paths)


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
