"""``manage.py check_index``: compare the index with the database and mend it."""

from django.core.management.base import BaseCommand, CommandError

from search import check
from search.engines.base import IndexAway, IndexBusy, IndexUnavailable, engine

SHOWN = 20  # ids of each kind of difference


class Command(BaseCommand):
    help = "Compare the search index with the database, article by article, and mend it."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="compare, mend nothing")

    def handle(self, dry_run, **options):
        try:
            found = self.look() if dry_run else check.repair()
        except IndexBusy as error:
            raise CommandError(f"{error} Try again when it has finished.") from error
        except IndexAway as error:
            raise CommandError(str(error)) from error
        if found is None:
            self.stdout.write(f"The index could not be read and was made anew: {engine().size()}")
            return
        for kind, ids in found._asdict().items():
            self.report(kind, ids)
        if found.all and dry_run:
            raise CommandError(
                f"{len(found.all)} articles differ. Without --dry-run they are mended."
            )
        self.stdout.write(f"{engine().size()} articles, {len(found.all)} mended")

    def look(self) -> check.Differences:
        try:
            engine().verify()
            return check.check()
        except IndexUnavailable as error:
            raise CommandError(str(error)) from error

    def report(self, kind: str, ids: set[int]) -> None:
        if ids:
            shown = ", ".join(map(str, sorted(ids)[:SHOWN]))
            more = " …" if len(ids) > SHOWN else ""
            self.stdout.write(f"{kind}: {len(ids)} ({shown}{more})")
