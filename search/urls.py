"""The addresses of search."""

from django.urls import path

from search import feeds, views

app_name = "search"
urlpatterns = [
    path("search", views.search, name="search"),
    path("search.json", views.search_json, name="search_json"),
    path("search.atom", feeds.feed, name="feed"),
    path("suggest.json", views.suggest_json, name="suggest"),
    path("help", views.help_page, name="help"),
    path("healthz", views.healthz, name="healthz"),
]
