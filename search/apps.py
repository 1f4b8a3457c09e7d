from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("खोज")

    def ready(self):
        from search import curators, indexer, labels, standing, tallies

        curators.connect()
        indexer.connect()
        labels.connect()
        standing.connect()
        tallies.connect()
