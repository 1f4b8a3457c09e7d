"""The WSGI application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from newsarchive.stack import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
application = roomy(get_wsgi_application())

from search import warm  # noqa: E402 (needs the settings)

warm.begin()
