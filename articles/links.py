"""Addresses of the search page, which other pages lead to."""

from urllib.parse import urlencode

from django.urls import reverse


def search_url(**parameters):
    return f"{reverse('search:search')}?{urlencode(parameters)}"
