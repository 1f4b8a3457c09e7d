"""``manage.py clean_again``: apply the rules of what is cut to articles that are stored already."""

import json

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.hindi.fold import fold
from articles.ingestion.again import clean_again
from articles.models import Article, Source


class Command(BaseCommand):
    help = "Cut again what stored articles hold of their sites, after rules have changed."

    def add_arguments(self, parser):
        parser.add_argument("--source", default="", help="only articles of this source")
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, source, dry_run, **options):
        articles = Article.objects.all()
        if source:
            articles = articles.filter(source=named(source))
        with tqdm(unit=" articles", disable=None, leave=False) as bar:
            found = clean_again(articles, dry_run, bar.update)
        if options["json"]:
            self.stdout.write(json.dumps({"seen": found.seen, "changed": found.changed}))
        else:
            self.stdout.write(f"seen {found.seen}, changed {found.changed}")


def named(name: str) -> Source:
    source = Source.objects.filter(folded=fold(" ".join(name.split()))).first()
    if source is None:
        raise CommandError(f"There is no source {name!r}. The admin lists all.")
    return source
