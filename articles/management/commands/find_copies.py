"""``manage.py find_copies``: find the copies of articles that were stored before this was done."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.ingestion.clusters import place_stored
from articles.models import Article, Cluster


class Command(BaseCommand):
    help = (
        "Find near-duplicates among stored articles that have no fingerprint yet. Ingest does so "
        "by itself; this is for archives that are older. It can be stopped and goes on then."
    )

    def handle(self, **options):
        looked_at = 0
        with tqdm(unit=" articles", disable=None, leave=False) as bar:
            for count in place_stored():
                looked_at += count
                bar.update(count)
        copies = Article.objects.filter(cluster__isnull=False).count()
        clusters = Cluster.objects.count()
        self.stdout.write(f"looked at {looked_at}; in the archive: {copies} in {clusters} clusters")
