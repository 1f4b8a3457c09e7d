from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("समाचार")

    def ready(self):
        from articles import caching, gone, outbox, placement, roles
        from articles.curation import indexing

        caching.listen()
        gone.connect()
        outbox.connect()
        indexing.connect()
        placement.connect()
        post_migrate.connect(roles.grant, sender=self)
