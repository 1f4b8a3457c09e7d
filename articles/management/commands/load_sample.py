"""``manage.py load_sample``: fill an empty archive with the sample articles."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.models import Article

SAMPLE = settings.BASE_DIR / "sample"


class Command(BaseCommand):
    help = "Take in the sample articles, if the archive has none of its own."

    def handle(self, **options):
        if Article.objects.exists():
            self.stdout.write("The archive has articles already; the sample is not needed.")
        else:
            call_command("ingest", str(SAMPLE), stdout=self.stdout)
