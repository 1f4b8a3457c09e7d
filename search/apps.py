from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("खोज")

    def ready(self):
        from articles import caching
        from search import again, curators, indexer, labels, standing, tallies

        caching.connect(again.settled_state)
        curators.connect()
        indexer.connect()
        labels.connect()
        standing.connect()
        tallies.connect()
